"""Sweeps and agents with the interface of the official client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import runql
from runql._sync.sweeps.agents import Agent as OurAgent
from runql._sync.sweeps.resource import Sweep as OurSweep
from runql.compat._shared.lists import Paginator, page_size
from runql.compat._shared.texts import time_text
from runql.compat._shared.wrapping import Wrapped, iframe
from runql.compat.apis.public.runs import AgentRuns, Runs
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from runql.compat.apis.public.accounts import User
    from runql.compat.apis.public.run import Run

__all__ = ["Agent", "Sweep", "Sweeps"]


class Sweep(Wrapped[runql.Sweep]):
    """A sweep: its config, its runs and its best run."""

    _wraps: ClassVar = (OurSweep,)
    _raw_names: ClassVar = (
        "id", "name", "displayName", "method", "state", "description", "bestLoss", "config",
        "createdAt", "updatedAt", "runCount", "runCountExpected",
    )  # fmt: skip

    _runs: Runs | None = None

    def _raw(self, name: str) -> object:
        if name == "id":
            return self._inner.storage_id
        if name == "name":
            return self.id
        if name == "displayName":
            return self._inner._snapshot.display_name
        if name == "config":
            return self._inner._snapshot.config
        if name == "runCountExpected":
            return self.expected_run_count
        return super()._raw(name)

    @property
    def id(self) -> str:
        """Last part of the sweep's path."""
        return self._inner.id

    @property
    def name(self) -> str:
        """Label, or the name in the config, or the ID."""
        return self._inner.name

    @property
    def display_name(self) -> str | None:
        """Label that was given in the web app."""
        return self._inner._snapshot.display_name

    @property
    def entity(self) -> str:
        """User or team that owns the project."""
        return self._inner.entity

    @property
    def username(self) -> str:
        """The entity, under its old name."""
        return self._inner.entity

    @property
    def project(self) -> str:
        """Name of the project."""
        return self._inner.project

    @property
    def path(self) -> list[str]:
        """Entity, project and sweep ID."""
        return self._inner.path

    @property
    def url(self) -> str:
        """Page of the sweep in the web app."""
        return self._inner.url

    @property
    def config(self) -> dict[str, Any]:
        """The sweep's configuration as a plain dict."""
        return cast("dict[str, Any]", plain(self._inner.config))

    @property
    def method(self) -> str:
        """Search method."""
        return self._inner.method

    @property
    def state(self) -> str:
        """State of the sweep in the last response."""
        return self._inner.state.value

    @property
    def description(self) -> str | None:
        """Description."""
        return self._inner.description

    @property
    def best_loss(self) -> float | None:
        """Best value of the metric according to the server."""
        return self._inner.best_loss

    @property
    def run_count(self) -> int:
        """Number of runs."""
        return self._inner.run_count

    @property
    def expected_run_count(self) -> int | None:
        """Expected number of runs; None if it is unlimited."""
        return self._inner.expected_run_count

    @property
    def created_at(self) -> str:
        """When the sweep was created, as a string."""
        return time_text(self._inner.created_at)

    @property
    def updated_at(self) -> str | None:
        """When the sweep last changed, as a string."""
        return time_text(self._inner.updated_at)

    @property
    def user(self) -> User | None:
        """The user who created the sweep."""
        return cast("User | None", self._wrap(self._inner.user))

    @property
    def order(self) -> str | None:
        """The order that lists the best run first; None if the config has no metric."""
        return self._inner.order

    @property
    def runs(self) -> Runs:
        """The sweep's runs, oldest first."""
        if self._runs is None:
            self._runs = Runs(
                self._inner.runs(),
                self._api,
                entity=self.entity,
                project=self.project,
                filters={"$and": [{"sweep": self.id}]},
                per_page=10,
            )
        return self._runs

    def best_run(self, order: str | None = None) -> Run | None:
        """Return the run with the best value of the sweep's metric; None if no run has one.

        Args:
            order: Order to use instead of the metric: `-created_at`, `summary_metrics.val_loss`,
                or a summary key alone. Without a sign, the sweep's own metric is ordered by its goal, and other keys
                with the greatest value first.
        """
        try:
            return cast("Run", self._wrap(self._inner.best_run(self._ranked(order))))
        except NotFoundError:
            return None

    def _ranked(self, order: str | None) -> str | None:
        if order is None:
            return None
        sign, key = (order[0], order[1:]) if order[:1] in "+-" else ("", order)
        if key in _COLUMNS or key.partition(".")[0] in ("config", "summary_metrics", "summary"):
            path = key
        else:
            path = f"summary_metrics.{key}"
        if sign:
            return f"{sign}{path}"
        own = self._inner.order
        return own if own is not None and own[1:] == path else f"-{path}"

    def agents(self) -> list[Agent]:
        """Return the agents of the sweep."""
        return [cast("Agent", self._wrap(each)) for each in self._inner.agents()]

    def agent(self, agent_id: str) -> Agent:
        """Return one agent."""
        return cast("Agent", self._wrap(self._inner.agent(agent_id)))

    def enqueue_run(self, config: dict[str, Any], display_name: str | None = None) -> str:
        """Add a config that the sweep runs next, and return the run ID."""
        return self._inner.enqueue_run(config, display_name)

    def load(self, force: bool = False) -> dict[str, Any]:
        """Return the sweep's fields. Read them again if forced."""
        if force:
            self._inner.refresh()
            self._runs = None
        return self._attrs

    def to_html(self, height: int = 420, hidden: bool = False) -> str:
        """Return an iframe with the sweep's page."""
        return iframe(self.url, height, hidden=hidden)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __repr__(self) -> str:
        return f"<Sweep {'/'.join(self.path)} ({self.state})>"


_COLUMNS = frozenset(
    {
        "created_at", "createdAt", "heartbeat_at", "heartbeatAt", "updated_at", "updatedAt", "name",
        "display_name", "displayName", "state", "group", "job_type", "jobType", "duration", "host",
        "sweep", "username",
    }
)  # fmt: skip
"""Fields that servers can order by, in addition to config and summary."""


class Sweeps(Paginator[Sweep]):
    """Sweeps of a project.

    Attributes:
        entity: User or team that owns the project.
        project: Name of the project.
    """

    def __init__(
        self, items: runql.Sweeps, api: runql.Api, entity: str, project: str, per_page: int = 50
    ) -> None:
        super().__init__(items, api, per_page)
        self.entity = entity
        self.project = project

    def _label(self) -> str:
        return f"{self.entity}/{self.project}"


class Agent(Wrapped[runql.Agent]):
    """A process that executes runs of a sweep."""

    _wraps: ClassVar = (OurAgent,)
    _raw_names: ClassVar = ("id", "name", "host", "state", "totalRuns", "createdAt", "heartbeatAt")

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def name(self) -> str:
        """Name of the agent."""
        return self._inner.name

    @property
    def host(self) -> str:
        """Name of the machine."""
        return self._inner.host

    @property
    def state(self) -> str | None:
        """State of the agent."""
        return self._inner.state

    @property
    def total_runs(self) -> int:
        """Number of runs that the agent started."""
        return self._inner.total_runs

    @property
    def created_at(self) -> str:
        """When the agent started, as a string."""
        return time_text(self._inner.created_at)

    @property
    def heartbeat_at(self) -> str | None:
        """When the agent last reported, as a string."""
        return time_text(self._inner.heartbeat_at)

    def runs(self, per_page: int = 50) -> AgentRuns:
        """List the runs that the agent started."""
        sweep = self._inner._sweep_path
        listed = self._inner.runs(per_page=page_size(per_page))
        return AgentRuns(
            listed, self._api, entity=sweep.entity or "", project=sweep.project, per_page=per_page
        )

    def __repr__(self) -> str:
        return f"<Agent {self.id} ({self.state})>"


def plain(value: object) -> object:
    """Convert nested mappings and sequences to plain dicts and lists."""
    from collections.abc import Mapping

    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
