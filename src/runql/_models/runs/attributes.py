"""Read-only attributes of a run."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from runql._display.cards import Card, address_of, kind_of
from runql._models._attributes.assignment import KnownAttributes
from runql._models.accounts.users import User
from runql._models.runs.listed.rows import RunRow, sent_model
from runql._models.runs.responses import own_path
from runql._models.runs.state import RunState
from runql._paths.runs import RunPath
from runql._paths.web_app import run_url
from runql._wandb_names.pages import WebPage

if TYPE_CHECKING:
    from datetime import datetime

    from runql_graphql.fragments.runs.base import RunFull

    from runql._paths.projects import ProjectPath

__all__ = ["RunAttributes"]


class RunAttributes(WebPage, KnownAttributes):
    """The read-only attributes of a run, from the server's response.

    Attributes:
        _sent: The response: a model, or the row of a list, which has the same attributes.
        _where: The run's path, or the path of the requested project.
    """

    _sent: RunFull
    _where: RunPath | ProjectPath

    if TYPE_CHECKING:

        @property
        def _app_url(self) -> str:
            """Base URL of the web app."""
            ...

    if TYPE_CHECKING:
        # The parts of a run declare their requirements like this.
        _path: RunPath
    else:

        @property
        def _path(self) -> RunPath:
            """Path of the run, from the response."""
            where = self._where
            if not isinstance(where, RunPath):
                self._where = where = own_path(self._sent, where)
            return where

        @_path.setter
        def _path(self, value: RunPath) -> None:
            self._where = value

    @property
    def _snapshot(self) -> RunFull:
        """The server's response as a model. A run of a list creates it on first use."""
        sent = self._sent
        if isinstance(sent, RunRow):
            self._sent = sent = sent_model(sent)
        return sent

    @_snapshot.setter
    def _snapshot(self, value: RunFull) -> None:
        _ = self._path
        self._sent = value

    @property
    def id(self) -> str:
        """The last part of the run's path and URL (`name` in GraphQL and in filters)."""
        return self._sent.name

    @property
    def storage_id(self) -> str:
        """Opaque id for mutations (`id` in GraphQL)."""
        return self._sent.id

    @property
    def entity(self) -> str:
        """User or team that owns the project."""
        return self._path.entity or ""

    @property
    def project(self) -> str:
        """Name of the project."""
        return self._path.project

    @property
    def project_id(self) -> str:
        """Number of the project, as a string."""
        return self._sent.project_id

    @property
    def path(self) -> list[str]:
        """Entity, project and run id, as in the official client."""
        return [self.entity, self.project, self.id]

    @property
    def url(self) -> str:
        """Page of the run in the web app."""
        return run_url(self._app_url, self._path)

    @property
    def state(self) -> RunState:
        """State of the run in the last response."""
        return RunState(self._sent.state or "")

    @property
    def created_at(self) -> datetime:
        """Creation time, timezone-aware, in UTC."""
        return self._sent.created_at

    @property
    def heartbeat_at(self) -> datetime | None:
        """Time of the run's last report, timezone-aware, in UTC."""
        return self._sent.heartbeat_at

    @property
    def updated_at(self) -> datetime | None:
        """Time of the last change, timezone-aware, in UTC."""
        return self._sent.updated_at

    @property
    def duration(self) -> timedelta:
        """Compute time counted by the server, limited to the largest `timedelta`."""
        seconds = self._sent.compute_seconds
        longest = timedelta.max.total_seconds()
        return timedelta(seconds=seconds) if abs(seconds) < longest else timedelta.max

    @property
    def commit(self) -> str | None:
        """Git commit of the code; None if not logged."""
        return self._sent.commit

    @property
    def host(self) -> str | None:
        """Name of the machine; None if not logged."""
        return self._sent.host

    @property
    def read_only(self) -> bool:
        """Whether the viewer has read access only."""
        return bool(self._sent.read_only)

    @property
    def history_line_count(self) -> int:
        """Number of history rows on the server."""
        return self._sent.history_line_count or 0

    @property
    def sweep_name(self) -> str | None:
        """Id of the sweep that started the run; None if no sweep did."""
        return self._sent.sweep_name

    @property
    def user(self) -> User | None:
        """User who logged the run; None if the server does not return one."""
        return User(self._sent.user) if self._sent.user is not None else None

    @property
    def _label(self) -> str:
        return str(self._path)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._label} ({self.state.value})>"

    def _fields(self) -> dict[str, object]:
        """Return the fields of the response, by GraphQL name."""
        fields = self._snapshot.model_dump(by_alias=True, mode="json", exclude_unset=True)
        documents = ("config", "summaryMetrics", "systemMetrics")
        return {name: value for name, value in fields.items() if name not in documents}

    def _card(self) -> Card:
        sent = self._sent
        facts: dict[str, object] = {
            "created": self.created_at,
            "duration": self.duration,
            "user": sent.user.username if sent.user is not None else None,
            "group": sent.group,
            "job type": sent.job_type,
            "tags": sent.tags or [],
            "sweep": self.sweep_name,
            "rows of history": self.history_line_count or None,
            "notes": sent.notes,
        }
        return Card(
            kind_of(self),
            sent.display_name or self.id,
            address_of(lambda: self.url),
            self._label,
            self.state.value,
            facts,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RunAttributes) and other.storage_id == self.storage_id

    def __hash__(self) -> int:
        return hash(self.storage_id)
