"""Attributes of sweeps and of their agents."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from runql._display.cards import Card, Section, address_of, kind_of
from runql._models._attributes.assignment import KnownAttributes
from runql._models.accounts.users import User
from runql._models.sweeps.config import SweepConfig, parse_sweep_config
from runql._models.sweeps.state import SweepState
from runql._paths.projects import ProjectPath
from runql._paths.web_app import sweep_url
from runql._wandb_names.pages import WebPage
from runql.errors import DataValidationError, MissingDependencyError

if TYPE_CHECKING:
    from datetime import datetime

    from runql_graphql.fragments.sweeps import AgentFields, SweepFields

    from runql._paths.sweeps import SweepPath

__all__ = ["AgentBase", "SweepBase"]


class SweepBase(WebPage, KnownAttributes):
    """The attributes of a sweep, from the last response of the server."""

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
        """Opaque id for mutations (`id` in GraphQL)."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Label from the web app, else the name in the config, else the id."""
        return self._snapshot.display_name or self.config.name or self.id

    @property
    def description(self) -> str | None:
        """Description; None if not set."""
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
        """Entity, project and sweep id, as in the official client."""
        return [self.entity, self.project, self.id]

    @property
    def url(self) -> str:
        """Page of the sweep in the web app."""
        return sweep_url(self._app_url, self._path)

    @cached_property
    def config(self) -> SweepConfig:
        """The sweep's config, with typed attributes and as a mapping.

        Raises:
            MissingDependencyError: If the server returns YAML, and pyyaml is not installed.
        """
        return parse_sweep_config(self._snapshot.config, str(self._path))

    @property
    def method(self) -> str:
        """Search method: `grid`, `random`, `bayes`, `custom`."""
        return self._snapshot.method

    @property
    def state(self) -> SweepState:
        """State of the sweep in the last response."""
        return SweepState(self._snapshot.state.upper())

    @property
    def best_loss(self) -> float | None:
        """The best value of the metric, from the server."""
        return self._snapshot.best_loss

    @property
    def run_count(self) -> int:
        """Number of runs."""
        return self._snapshot.run_count

    @property
    def expected_run_count(self) -> int | None:
        """Expected number of runs; None if unlimited."""
        return self._snapshot.run_count_expected

    @property
    def created_at(self) -> datetime:
        """Creation time, timezone-aware, in UTC."""
        return self._snapshot.created_at

    @property
    def heartbeat_at(self) -> datetime:
        """Time of the last report of an agent, timezone-aware, in UTC."""
        return self._snapshot.heartbeat_at

    @property
    def updated_at(self) -> datetime | None:
        """Time of the last change, timezone-aware, in UTC."""
        return self._snapshot.updated_at

    @property
    def user(self) -> User | None:
        """User who created the sweep; None if the server does not return one."""
        return User(self._snapshot.user) if self._snapshot.user is not None else None

    @property
    def order(self) -> str | None:
        """Sort order with the best run first; None if the config has no metric."""
        metric = self.config.metric
        if metric is None:
            return None
        return f"{'-' if metric.goal == 'maximize' else '+'}summary_metrics.{metric.name}"

    @property
    def project_path(self) -> ProjectPath:
        """Path of the sweep's project."""
        return ProjectPath(self._path.entity, self._path.project)

    def _card(self) -> Card:
        sent = self._snapshot
        facts: dict[str, object] = {
            "method": self.method,
            "runs": self.run_count,
            "expected runs": self.expected_run_count,
            "best": self.best_loss,
            "created": self.created_at,
            "last report": self.heartbeat_at,
            "user": sent.user.username if sent.user is not None else None,
            "description": self.description,
        }
        try:
            config = self.config
        except (DataValidationError, MissingDependencyError) as error:
            title = sent.display_name or self.id
            sections = [Section("config", {}, note=str(error).partition("\n")[0])]
        else:
            title = self.name
            metric = config.metric
            varied = {name: each.raw for name, each in config.parameters.items()}
            sections = [Section("parameters", varied)]
            if metric is not None:
                facts = {"metric": f"{metric.name} ({metric.goal.value})", **facts}
        url = address_of(lambda: self.url)
        return Card(
            kind_of(self), title, url, str(self._path), self.state.value, facts, sections=sections
        )

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
    """The attributes of a sweep's agent, from the last response of the server."""

    def __init__(self, snapshot: AgentFields, sweep: SweepPath) -> None:
        self._snapshot = snapshot
        self._sweep_path = sweep

    @property
    def id(self) -> str:
        """Opaque id."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name of the agent."""
        return self._snapshot.name

    @property
    def host(self) -> str:
        """Name of the machine."""
        return self._snapshot.host

    @property
    def state(self) -> str | None:
        """State of the agent, as returned by the server."""
        return self._snapshot.state

    @property
    def total_runs(self) -> int:
        """Number of runs that the agent received."""
        return self._snapshot.total_runs

    @property
    def created_at(self) -> datetime:
        """Registration time, timezone-aware, in UTC."""
        return self._snapshot.created_at

    @property
    def heartbeat_at(self) -> datetime | None:
        """Time of the last report, timezone-aware, in UTC."""
        return self._snapshot.heartbeat_at

    def _card(self) -> Card:
        facts = {"host": self.host, "runs": self.total_runs, "last report": self.heartbeat_at}
        return Card(kind_of(self), self.name, state=self.state or "", facts=facts)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} of {self._sweep_path} ({self.state})>"
