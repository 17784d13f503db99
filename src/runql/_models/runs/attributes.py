"""What a run is: everything that only the server changes."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from runql._models._attributes.assignment import KnownAttributes
from runql._models.accounts.users import User
from runql._models.runs.state import RunState
from runql._paths.web_app import run_url
from runql._wandb_names.pages import WebPage

if TYPE_CHECKING:
    from datetime import datetime

    from runql_graphql.fragments.runs.base import RunFull

    from runql._paths.runs import RunPath

__all__ = ["RunAttributes"]


class RunAttributes(WebPage, KnownAttributes):
    """The server's response about a run, and where the run is."""

    def __init__(self, snapshot: RunFull, path: RunPath, app_url: str) -> None:
        self._snapshot = snapshot
        self._path = path
        self._app_url = app_url

    @property
    def id(self) -> str:
        """The last part of the run's path and URL (`name` in GraphQL and in filters)."""
        return self._snapshot.name

    @property
    def storage_id(self) -> str:
        """Opaque id that mutations take (`id` in GraphQL)."""
        return self._snapshot.id

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
        """The project's number, as text."""
        return self._snapshot.project_id

    @property
    def path(self) -> list[str]:
        """Entity, project and run id, as the official client gives them."""
        return [self.entity, self.project, self.id]

    @property
    def url(self) -> str:
        """Page of the run in the web app."""
        return run_url(self._app_url, self._path)

    @property
    def state(self) -> RunState:
        """What the run was doing when the server answered."""
        return RunState(self._snapshot.state or "")

    @property
    def created_at(self) -> datetime:
        """When the run was made; aware, UTC."""
        return self._snapshot.created_at

    @property
    def heartbeat_at(self) -> datetime | None:
        """When the run last reported; aware, UTC."""
        return self._snapshot.heartbeat_at

    @property
    def updated_at(self) -> datetime | None:
        """When the run last changed; aware, UTC."""
        return self._snapshot.updated_at

    @property
    def duration(self) -> timedelta:
        """How long the run has computed, by the server's count; the longest length of time if it counts more."""
        seconds = self._snapshot.compute_seconds
        longest = timedelta.max.total_seconds()
        return timedelta(seconds=seconds) if abs(seconds) < longest else timedelta.max

    @property
    def commit(self) -> str | None:
        """Git commit of the code."""
        return self._snapshot.commit

    @property
    def host(self) -> str | None:
        """Name of the machine."""
        return self._snapshot.host

    @property
    def read_only(self) -> bool:
        """Whether the viewer may only read."""
        return bool(self._snapshot.read_only)

    @property
    def history_line_count(self) -> int:
        """Rows of the history that the server holds."""
        return self._snapshot.history_line_count or 0

    @property
    def sweep_name(self) -> str | None:
        """Id of the sweep that started the run."""
        return self._snapshot.sweep_name

    @property
    def user(self) -> User | None:
        """Who logged the run; None when the server does not tell."""
        return User(self._snapshot.user) if self._snapshot.user is not None else None

    @property
    def _label(self) -> str:
        return str(self._path)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._label} ({self.state.value})>"

    def _fields(self) -> dict[str, object]:
        """Return the fields that the server sent, by their names in GraphQL."""
        fields = self._snapshot.model_dump(by_alias=True, mode="json", exclude_unset=True)
        documents = ("config", "summaryMetrics", "systemMetrics")
        return {name: value for name, value in fields.items() if name not in documents}

    def _repr_html_(self) -> str:
        state = escape(self.state.value)
        return f'<a href="{escape(self.url)}">{escape(self._label)}</a> ({state})'

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RunAttributes) and other.storage_id == self.storage_id

    def __hash__(self) -> int:
        return hash(self.storage_id)
