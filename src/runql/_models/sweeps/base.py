"""Attributes of sweeps and of their agents."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from runql._models._attributes.assignment import KnownAttributes
from runql._models.accounts.users import User
from runql._models.sweeps.config import SweepConfig, parse_sweep_config
from runql._models.sweeps.state import SweepState
from runql._paths.projects import ProjectPath
from runql._paths.web_app import sweep_url
from runql._wandb_names.pages import WebPage

if TYPE_CHECKING:
    from datetime import datetime

    from runql_graphql.fragments.sweeps import AgentFields, SweepFields

    from runql._paths.sweeps import SweepPath

__all__ = ["AgentBase", "SweepBase"]


class SweepBase(WebPage, KnownAttributes):
    """A sweep as it was when the server answered."""

    def __init__(self, snapshot: SweepFields, path: SweepPath, app_url: str) -> None:
        self._snapshot = snapshot
        self._path = path
        self._app_url = app_url

    @property
    def id(self) -> str:
        """The last part of the sweep's path and URL (`name` in GraphQL)."""
        return self._snapshot.name

    @property
    def storage_id(self) -> str:
        """Opaque id that mutations take (`id` in GraphQL)."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Label given in the web app, else the config's name, else the id."""
        return self._snapshot.display_name or self.config.name or self.id

    @property
    def description(self) -> str | None:
        """Description."""
        return self._snapshot.description

    @property
    def entity(self) -> str:
        """User or team that owns the project."""
        return self._path.entity or ""

    @property
    def project(self) -> str:
        """Name of the project."""
        return self._path.project

    @property
    def path(self) -> list[str]:
        """Entity, project and sweep id, as the official client gives them."""
        return [self.entity, self.project, self.id]

    @property
    def url(self) -> str:
        """Page of the sweep in the web app."""
        return sweep_url(self._app_url, self._path)

    @cached_property
    def config(self) -> SweepConfig:
        """How the sweep searches: typed, and a mapping of the document itself.

        Raises:
            MissingDependencyError: If the server holds YAML, and pyyaml is not installed.
        """
        return parse_sweep_config(self._snapshot.config, str(self._path))

    @property
    def method(self) -> str:
        """How values are chosen: `grid`, `random`, `bayes`, `custom`."""
        return self._snapshot.method

    @property
    def state(self) -> SweepState:
        """What the sweep was doing when the server answered."""
        return SweepState(self._snapshot.state.upper())

    @property
    def best_loss(self) -> float | None:
        """The best value of the metric, by the server's account."""
        return self._snapshot.best_loss

    @property
    def run_count(self) -> int:
        """How many runs there were."""
        return self._snapshot.run_count

    @property
    def expected_run_count(self) -> int | None:
        """How many runs there will be; None when there is no end."""
        return self._snapshot.run_count_expected

    @property
    def created_at(self) -> datetime:
        """When the sweep was made; aware, UTC."""
        return self._snapshot.created_at

    @property
    def heartbeat_at(self) -> datetime:
        """When an agent last reported; aware, UTC."""
        return self._snapshot.heartbeat_at

    @property
    def updated_at(self) -> datetime | None:
        """When the sweep last changed; aware, UTC."""
        return self._snapshot.updated_at

    @property
    def user(self) -> User | None:
        """Who made the sweep; None when the server does not tell."""
        return User(self._snapshot.user) if self._snapshot.user is not None else None

    @property
    def order(self) -> str | None:
        """The order that has the best run first; None when the config names no metric."""
        metric = self.config.metric
        if metric is None:
            return None
        return f"{'-' if metric.goal == 'maximize' else '+'}summary_metrics.{metric.name}"

    @property
    def project_path(self) -> ProjectPath:
        """Where the sweep's project is."""
        return ProjectPath(self._path.entity, self._path.project)

    def _accept(self, snapshot: SweepFields) -> None:
        self._snapshot = snapshot
        self.__dict__.pop("config", None)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._path} ({self.state.value})>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SweepBase) and other.storage_id == self.storage_id

    def __hash__(self) -> int:
        return hash(self.storage_id)


class AgentBase(KnownAttributes):
    """An agent of a sweep as it was when the server answered."""

    def __init__(self, snapshot: AgentFields, sweep: SweepPath) -> None:
        self._snapshot = snapshot
        self._sweep_path = sweep

    @property
    def id(self) -> str:
        """Opaque id."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name."""
        return self._snapshot.name

    @property
    def host(self) -> str:
        """Name of the machine."""
        return self._snapshot.host

    @property
    def state(self) -> str | None:
        """What the agent is doing, as the server names it."""
        return self._snapshot.state

    @property
    def total_runs(self) -> int:
        """How many runs it was given."""
        return self._snapshot.total_runs

    @property
    def created_at(self) -> datetime:
        """When it registered; aware, UTC."""
        return self._snapshot.created_at

    @property
    def heartbeat_at(self) -> datetime | None:
        """When it last reported; aware, UTC."""
        return self._snapshot.heartbeat_at

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} of {self._sweep_path} ({self.state})>"
