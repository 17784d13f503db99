# Generated from src/runql/_async/sweeps/agents.py by `make generate`. Do not edit.

"""Agents of sweeps, and their runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runql_graphql.ops import sweeps as ops

from runql._models.runs.aggregates import refuse_ordered_aggregates
from runql._models.runs.fields import RunFields
from runql._models.runs.listed.context import RunContext
from runql._models.runs.listed.page_batch import PageBatch
from runql._models.runs.responses import own_path
from runql._models.sweeps.base import AgentBase
from runql._models.sweeps.responses import agent_runs_page
from runql._paging.order import Order, order_to_wire
from runql._paging.pages import Listing, Page, PageWindow
from runql._paths.projects import ProjectPath
from runql._sync.runs.listing import Runs, run_key
from runql._sync.runs.resource import Run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql_graphql.fragments.sweeps import AgentFields
    from runql_graphql.list_agent_runs import ListAgentRuns

    from runql._paths.sweeps import SweepPath
    from runql._sync._client.session import Session
    from runql._sync.runs.summary import ConfigT, SummaryT

__all__ = ["Agent"]


class Agent(AgentBase):
    """A sweep agent: a process that executes runs of a sweep.

    Attributes reflect the last response from the server.
    """

    def __init__(self, session: Session, snapshot: AgentFields, sweep: SweepPath) -> None:
        super().__init__(snapshot, sweep)
        self._session = session

    def runs(
        self,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> Runs[ConfigT, SummaryT]:
        """List the runs of the agent; the arguments are those of `api.runs`.

        Requests: None until iterated; then one per page.
        """
        path = self._sweep_path
        chosen = RunFields.parse(fields)
        call = chosen.applied_to(
            ops.list_agent_runs(
                entity=path.entity,
                project=path.project,
                sweep=path.sweep,
                agent=self.name,
                order=order_to_wire(order),
            )
        )
        context = RunContext(self._session.app_url, config, summary, chosen.partial)
        builder = AgentRunBuilder(self._session, path, self.name, context, order)
        return Runs(
            self._session,
            Listing(call, builder.read, run_key, PageWindow(per_page, limit, after)),
        )


@dataclass(frozen=True, slots=True)
class AgentRunBuilder:
    """Builder of an agent's runs from responses.

    Attributes:
        session: Session that sends the requests of the runs.
        path: The sweep.
        agent: Name of the agent.
        context: Data that all runs share.
        order: The requested order; None for the default.
    """

    session: Session
    path: SweepPath
    agent: str
    context: RunContext
    order: str | Order | None = None

    def read(self, response: ListAgentRuns) -> Page[Run[Any, Any]]:
        """Return a page of runs from a response."""
        found = agent_runs_page(response, self.path, self.agent)
        project_path = ProjectPath(self.path.entity, self.path.project)
        page_batch: PageBatch[Run[Any, Any]] = PageBatch()
        runs = tuple(
            Run[Any, Any](
                self.session, snapshot, own_path(snapshot, project_path), self.context, page_batch
            )
            for snapshot in found.runs
        )
        if self.order is not None:
            refuse_ordered_aggregates(self.order, order_to_wire(self.order), runs)
        return Page(runs, found.cursor, found.total, end=found.end)
