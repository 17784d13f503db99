"""Executions of an automation, and the time of the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.automations import executions as ops

from runql._async._client.lister import AsyncLister
from runql._models.automations.executions import AutomationExecution, executions_page
from runql._paging.pages import Listing, PageWindow

if TYPE_CHECKING:
    from datetime import datetime

    from runql._async._client.session import AsyncSession

__all__ = ["AsyncAutomationExecutions", "AsyncAutomationLog"]


class AsyncAutomationExecutions(AsyncLister[AutomationExecution]):
    """Lazy list of the executions of an automation, in the server's order.

    Requests: One per page up to the last item read.
    """


class AsyncAutomationLog:
    """Executions of an automation, and the time of the last one."""

    _session: AsyncSession

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Opaque ID."""
            ...

    def executions(
        self, *, per_page: int | None = None, limit: int | None = None, after: str | None = None
    ) -> AsyncAutomationExecutions:
        """List the executions of the automation: each event with the result of the action.

        Servers gained this between October 2024 and June 2026. W&B does not document how long servers keep executions.

        Args:
            per_page: Executions per request; None starts with 50 and grows.
            limit: Maximum number of executions; None for all.
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
        return AsyncAutomationExecutions(self._session, listing)

    async def last_executed_at(self) -> datetime | None:
        """Return the time of the last execution, aware and in UTC; None if there is none.

        Servers gained this between October 2024 and June 2026.

        Raises:
            NotFoundError: If the automation has been deleted.
            UnsupportedError: If the server has no `Query.trigger`.

        Requests: One.
        """
        response = await self._session.send(ops.get_automation_last_execution(id=self.id))
        return response.trigger.last_executed_at


def execution_key(execution: AutomationExecution) -> str:
    """Return the deduplication key of an execution."""
    return execution.id
