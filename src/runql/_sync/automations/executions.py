# Generated from src/runql/_async/automations/executions.py by `make generate`. Do not edit.

"""What an automation did, and when it last did something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.automations import executions as ops

from runql._models.automations.executions import AutomationExecution, executions_page
from runql._paging.pages import Listing, PageWindow
from runql._sync._client.lister import Lister

if TYPE_CHECKING:
    from datetime import datetime

    from runql._sync._client.session import Session

__all__ = ["AutomationExecutions", "AutomationLog"]


class AutomationExecutions(Lister[AutomationExecution]):
    """What an automation did: a lazy list, in the server's order.

    Requests: One per page as far as the items read reach.
    """


class AutomationLog:
    """What an automation did, and when it last did something."""

    _session: Session

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Opaque ID."""
            ...

    def executions(
        self, *, per_page: int | None = None, limit: int | None = None, after: str | None = None
    ) -> AutomationExecutions:
        """List what the automation did: the events, and what came of the action for each.

        Servers have this since a time between October 2024 and June 2026. How long they keep executions, W&B does not
        say.

        Args:
            per_page: Executions per request; None begins with 50, and grows.
            limit: Executions after which the list ends; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Returns:
            A lazy list.

        Raises:
            NotFoundError: If the automation has been deleted; raised by the first page.
            UnsupportedError: If the server has no `Query.trigger`; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        listing = Listing(
            ops.list_automation_executions(id=self.id),
            executions_page,
            execution_key,
            PageWindow(per_page, limit, after),
        )
        return AutomationExecutions(self._session, listing)

    def last_executed_at(self) -> datetime | None:
        """Return when the automation last did something; aware, UTC. None if it never did.

        Servers have this since a time between October 2024 and June 2026.

        Raises:
            NotFoundError: If the automation has been deleted.
            UnsupportedError: If the server has no `Query.trigger`.

        Requests: One.
        """
        response = self._session.send(ops.get_automation_last_execution(id=self.id))
        return response.trigger.last_executed_at


def execution_key(execution: AutomationExecution) -> str:
    """Return what identifies an execution, wherever it is listed."""
    return execution.id
