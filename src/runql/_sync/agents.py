# Generated from src/runql/_async/agents.py by `make generate`. Do not edit.

"""Agents of sweeps, and the runs that each was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runql_graphql.ops import sweeps as ops

from runql._models.run import RunContext
from runql._models.run_answers import own_path
from runql._models.run_fields import RunFields
from runql._models.siblings import Siblings
from runql._models.sweep import AgentBase
from runql._models.sweep_answers import agent_runs_page
from runql._order import Order, order_to_wire
from runql._pages import Listing, Page
from runql._paths import ProjectPath, app_url
from runql._sync.run import Run
from runql._sync.runs import Runs, run_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql_graphql.fragments.sweeps import AgentFields
    from runql_graphql.list_agent_runs import ListAgentRuns

    from runql._paths import SweepPath
    from runql._sync.run_summary import ConfigT, SummaryT
    from runql._sync.session import Session

__all__ = ["Agent"]


class Agent(AgentBase):
    """A process that works on a sweep: attributes as of the server's answer, and its runs."""

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
        """List the runs that the agent was given; everything is as in `api.runs`.

        Requests: None until iterated; then one per page.
        """
        path, asked = self._sweep_path, RunFields.parse(fields).arguments()
        call = ops.list_agent_runs(
            entity=path.entity,
            project=path.project,
            sweep=path.sweep,
            agent=self.name,
            order=order_to_wire(order),
            config_keys=asked.config_keys,
            summary_keys=asked.summary_keys,
            with_config=asked.with_config,
            with_summary=asked.with_summary,
            with_system_metrics=asked.with_system_metrics,
            with_history_keys=asked.with_history_keys,
        )
        settings = self._session.settings
        context = RunContext(app_url(settings.base_url, settings.app_url), config, summary)
        builder = AgentRunBuilder(self._session, path, self.name, context)
        return Runs(
            self._session,
            Listing(call, builder.read, run_key, per_page=per_page, limit=limit, after=after),
        )


@dataclass(frozen=True, slots=True)
class AgentRunBuilder:
    """Makes an agent's runs of answers.

    Attributes:
        session: What the runs send their own requests through.
        path: The sweep.
        agent: Name of the agent.
        context: What the runs have in common.
    """

    session: Session
    path: SweepPath
    agent: str
    context: RunContext

    def read(self, answer: ListAgentRuns) -> Page[Run[Any, Any]]:
        """Take a page of runs out of an answer."""
        found = agent_runs_page(answer, self.path, self.agent)
        home = ProjectPath(self.path.entity, self.path.project)
        siblings: Siblings[Run[Any, Any]] = Siblings()
        runs = tuple(
            Run[Any, Any](self.session, snapshot, own_path(snapshot, home), self.context, siblings)
            for snapshot in found.runs
        )
        return Page(runs, found.cursor, found.total)
