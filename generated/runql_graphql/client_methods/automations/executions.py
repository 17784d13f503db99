# Generated from queries/automations/executions.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/automations/executions.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, Sender, Unset
from ...ops.automations import executions as _ops

if TYPE_CHECKING:
    from ...get_automation_last_execution import GetAutomationLastExecution
    from ...list_automation_executions import ListAutomationExecutions

__all__ = ["AutomationsExecutionsMethods"]


class AutomationsExecutionsMethods:
    """Operations of queries/automations/executions.graphql."""

    _sender: Sender

    def list_automation_executions(
        self, *, id: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
    ) -> ListAutomationExecutions:
        """List the executions of an automation, in the order of the server.

        Args:
            id: `ID!`.
            first: `Int`.
            after: `String`.

        Source: query ListAutomationExecutions in queries/automations/executions.graphql.
        """
        return self._sender.send(_ops.list_automation_executions(id=id, first=first, after=after))

    def get_automation_last_execution(self, *, id: str) -> GetAutomationLastExecution:
        """Get the time of an automation's last execution.

        Args:
            id: `ID!`.

        Source: query GetAutomationLastExecution in queries/automations/executions.graphql.
        """
        return self._sender.send(_ops.get_automation_last_execution(id=id))
