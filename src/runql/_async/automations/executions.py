"""What an automation did, and when it last did something."""

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
    """What an automation did: a lazy list, in the server's order.

    Requests: One per page as far as the items read reach.
    """


class AsyncAutomationLog:
    """What an automation did, and when it last did something."""

    _session: AsyncSession

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Opaque ID."""
            ...

    def executions(
        self, *, per_page: int | None = None, limit: int | None = None, after: str | None = None
    ) -> AsyncAutomationExecutions:
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
        return AsyncAutomationExecutions(self._session, listing)

    async def last_executed_at(self) -> datetime | None:
        """Return when the automation last did something; aware, UTC. None if it never did.

        Servers have this since a time between October 2024 and June 2026.

        Raises:
            NotFoundError: If the automation has been deleted.
            UnsupportedError: If the server has no `Query.trigger`.

        Requests: One.
        """
        response = await self._session.send(ops.get_automation_last_execution(id=self.id))
        return response.trigger.last_executed_at


def execution_key(execution: AutomationExecution) -> str:
    """Return what identifies an execution, wherever it is listed."""
    return execution.id
