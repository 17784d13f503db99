"""Attributes, config and summary of a run with the interface of the official client."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

import runql
from runql.compat._shared.texts import time_text
from runql.compat._shared.wrapping import Wrapped
from runql.compat.runs.summary import HTTPSummary

if TYPE_CHECKING:
    from collections.abc import Collection

    from runql.compat.apis.public.accounts import User
    from runql.compat.apis.public.sweeps import Sweep

__all__ = ["RunAttributes", "RunDocuments"]


class RunAttributes(Wrapped[runql.Run[dict[str, Any], runql.Summary]]):
    """Attributes of a run."""

    _raw_names: ClassVar = (
        "id", "tags", "name", "displayName", "sweepName", "state", "group", "jobType", "commit",
        "readOnly", "createdAt", "heartbeatAt", "description", "notes", "historyLineCount", "user",
        "projectId", "config", "rawconfig", "summaryMetrics", "systemMetrics", "historyKeys",
    )  # fmt: skip

    def _raw(self, name: str) -> object:
        if name == "id":
            return self.storage_id
        if name == "name":
            return self.id
        if name == "user":
            user = self._inner.user
            return {"name": user.name, "username": user.username} if user is not None else None
        return super()._raw(name)

    @property
    def id(self) -> str:
        """Last part of the run's path."""
        return self._inner.id

    @property
    def storage_id(self) -> str:
        """Opaque ID."""
        return self._inner.storage_id

    @property
    def name(self) -> str | None:
        """The display name of the run."""
        return self._inner.name

    @name.setter
    def name(self, value: str | None) -> None:
        self._inner.name = value

    @property
    def display_name(self) -> str | None:
        """The display name of the run."""
        return self._inner.name

    @display_name.setter
    def display_name(self, value: str | None) -> None:
        self._inner.name = value

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
    def project_id(self) -> str:
        """The numeric ID of the project."""
        return self._inner.project_id

    @property
    def path(self) -> list[str]:
        """Entity, project and run ID."""
        return self._inner.path

    @property
    def url(self) -> str:
        """Page of the run in the web app."""
        return self._inner.url

    @property
    def state(self) -> str:
        """State of the run in the last response."""
        return self._inner.state.value

    @property
    def tags(self) -> list[str]:
        """Tags, which can be edited in place."""
        return self._inner.tags

    @tags.setter
    def tags(self, value: Collection[str]) -> None:
        self._inner.tags = list(value)

    @property
    def notes(self) -> str | None:
        """Notes in Markdown."""
        return self._inner.notes

    @notes.setter
    def notes(self, value: str | None) -> None:
        self._inner.notes = value

    @property
    def description(self) -> str | None:
        """Description."""
        return self._inner.description

    @description.setter
    def description(self, value: str | None) -> None:
        self._inner.description = value

    @property
    def group(self) -> str | None:
        """Group of the run."""
        return self._inner.group

    @group.setter
    def group(self, value: str | None) -> None:
        self._inner.group = value

    @property
    def job_type(self) -> str | None:
        """Job type of the run."""
        return self._inner.job_type

    @job_type.setter
    def job_type(self, value: str | None) -> None:
        self._inner.job_type = value

    @property
    def commit(self) -> str | None:
        """Git commit of the code."""
        return self._inner.commit

    @property
    def read_only(self) -> bool:
        """Whether the viewer has read-only access."""
        return self._inner.read_only

    @property
    def created_at(self) -> str:
        """When the run was created, as a string."""
        return time_text(self._inner.created_at)

    @property
    def heartbeat_at(self) -> str | None:
        """When the run last reported, as a string."""
        return time_text(self._inner.heartbeat_at)

    @property
    def history_line_count(self) -> int:
        """Number of history rows on the server."""
        return self._inner.history_line_count

    @property
    def history_keys(self) -> dict[str, Any]:
        """Keys of the history, with types and counts."""
        return cast("dict[str, Any]", self._inner.history_keys)

    @property
    def lastHistoryStep(self) -> int:  # noqa: N802 - the public name
        """Last step of the history; -1 if the history is empty."""
        return self._inner.last_history_step

    @property
    def sweep_name(self) -> str | None:
        """ID of the run's sweep."""
        return self._inner.sweep_name

    @property
    def user(self) -> User | None:
        """The user who logged the run."""
        return cast("User | None", self._wrap(self._inner.user))

    @property
    def dir(self) -> str:
        """A local folder for the run, created on first access."""
        base = os.environ.get("WANDB_DIR") or tempfile.gettempdir()
        folder = Path(base, *self.path)
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder.absolute())


class RunDocuments(RunAttributes):
    """Config and summary of a run."""

    @property
    def config(self) -> dict[str, Any]:
        """The config, which can be edited in place."""
        return self._inner.config

    @config.setter
    def config(self, value: dict[str, Any]) -> None:
        self._inner.config = value

    @property
    def rawconfig(self) -> dict[str, Any]:
        """The config with the SDK's own keys."""
        return cast("dict[str, Any]", self._inner.raw_config)

    @property
    def json_config(self) -> str:
        """The config as JSON, with each value under `value`."""
        return self._inner.json_config

    @property
    def summary(self) -> HTTPSummary:
        """The summary, which can be edited in place."""
        return HTTPSummary(self._inner)

    @property
    def summary_metrics(self) -> dict[str, Any]:
        """The summary that is stored on the server."""
        return cast("dict[str, Any]", self._inner.summary_metrics)

    @property
    def system_metrics(self) -> dict[str, Any]:
        """Last values of the system metrics."""
        return cast("dict[str, Any]", self._inner.system_metrics)

    @property
    def metadata(self) -> dict[str, Any] | None:
        """Metadata about the machine and the code; None if the SDK logged none."""
        return cast("dict[str, Any] | None", self._inner.metadata)

    @property
    def sweep(self) -> Sweep | None:
        """The sweep that started the run."""
        return cast("Sweep | None", self._wrap(self._inner.sweep))
