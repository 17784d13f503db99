"""Attributes of a run, the drafts of its editable ones, and what an update has to send."""

from __future__ import annotations

import copy
import json
import secrets
import string
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from runql_graphql.open_enum import OpenEnum

from runql._models.documents import DocumentChange, compare
from runql._models.legacy import legacy_attribute
from runql._models.run_config import apply_to_wire, raw_config, user_config, wrap_config
from runql._models.run_fields import PARTS, Part
from runql._models.shapes import DictShape, ModelShape
from runql._models.user import User
from runql._paths import ProjectPath, RunPath, run_url
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from runql_graphql.fragments import RunFull
    from runql_graphql.inputs import UpsertBucketInput
    from runql_graphql.scalars import JSONString

    from runql._json import JsonValue

__all__ = ["RunBase", "RunChanges", "RunContext", "RunState"]

ConfigT = TypeVar("ConfigT")
SummaryT = TypeVar("SummaryT")


class RunState(OpenEnum):
    """What a run is doing. A state that this version does not know is kept as the server names it."""

    PENDING = "pending"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CRASHED = "crashed"
    KILLED = "killed"
    PREEMPTING = "preempting"
    PREEMPTED = "preempted"

    @property
    def is_terminal(self) -> bool:
        """Whether the run has ended; a preempted run may come back under the same id."""
        return self in _TERMINAL


_TERMINAL: Final = frozenset(
    {
        RunState.FINISHED,
        RunState.FAILED,
        RunState.CRASHED,
        RunState.KILLED,
        RunState.PREEMPTED,
    }
)

_SNAPSHOT_FIELD: Final[Mapping[Part, str]] = {
    "config": "config",
    "summary": "summary_metrics",
    "system_metrics": "system_metrics",
    "history_keys": "history_keys",
}

# What a draft is called here and in the mutation's input.
_INPUT_FIELD: Final = {
    "name": "display_name",
    "notes": "notes",
    "description": "description",
    "group": "group_name",
    "job_type": "job_type",
}


@dataclass(frozen=True, slots=True)
class RunContext:
    """What the runs of one call share.

    Attributes:
        app_url: Address of the web app.
        config_type: What to read configs as; None for plain dicts.
        summary_type: What to read summaries as; None for mappings.
    """

    app_url: str
    config_type: type[Any] | None = None
    summary_type: type[Any] | None = None

    @property
    def config_shape(self) -> ModelShape[Any] | DictShape:
        """How configs are read and written."""
        return ModelShape(self.config_type, "config") if self.config_type else DictShape()

    @property
    def summary_shape(self) -> ModelShape[Any] | DictShape:
        """How summaries are read and written."""
        return ModelShape(self.summary_type, "summary") if self.summary_type else DictShape()


@dataclass(frozen=True, slots=True)
class RunChanges:
    """What differs between the drafts of a run and the server's answer."""

    fields: Mapping[str, str | list[str]] = field(default_factory=dict)
    config: DocumentChange = field(default_factory=DocumentChange)
    summary: DocumentChange = field(default_factory=DocumentChange)

    def __bool__(self) -> bool:
        return bool(self.fields or self.config or self.summary)

    @property
    def parts(self) -> frozenset[Part]:
        """Documents that have to be read anew before they can be written."""
        edited: dict[Part, DocumentChange] = {"config": self.config, "summary": self.summary}
        return frozenset(part for part, change in edited.items() if change)

    def to_input(self, id: str, current: RunFull | None) -> UpsertBucketInput:  # noqa: A002 - as in GraphQL
        """Build the mutation's input: the fields that changed, and documents merged into `current`."""
        from runql_graphql.inputs import UpsertBucketInput

        documents: dict[str, str] = {}
        if current is not None and self.config:
            documents["config"] = dump_document(apply_to_wire(decode(current.config), self.config))
        if current is not None and self.summary:
            merged = self.summary.apply(decode(current.summary_metrics))
            documents["summary_metrics"] = dump_document(merged)
        return UpsertBucketInput.model_validate({"id": id, **self.fields, **documents})


def decode(document: JSONString | None) -> dict[str, JsonValue]:
    """Return a JSON object of the server; null and an empty text mean an empty one."""
    value = document.value if document is not None and document.raw else None
    return value if isinstance(value, dict) else {}


def dump_document(document: Mapping[str, JsonValue]) -> str:
    """Write a document as the SDK does: bare NaN and Infinity, and no escapes for letters."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


class RunBase(Generic[ConfigT, SummaryT]):
    """A run as it was when the server answered, with drafts of what can be edited."""

    def __init__(self, snapshot: RunFull, path: RunPath, context: RunContext) -> None:
        self._snapshot = snapshot
        self._path = path
        self._context = context
        self._edits: dict[str, str | None] = {}
        self._tags: list[str] | None = None
        self._config: Any = None
        self._summary: Any = None

    # identity

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
        return run_url(self._context.app_url, self._path)

    # editable

    @property
    def name(self) -> str | None:
        """The run's label (`displayName` in GraphQL and in filters)."""
        return self._edited("name", self._snapshot.display_name)

    @name.setter
    def name(self, value: str | None) -> None:
        self._edits["name"] = value

    @property
    def notes(self) -> str | None:
        """Notes in Markdown."""
        return self._edited("notes", self._snapshot.notes)

    @notes.setter
    def notes(self, value: str | None) -> None:
        self._edits["notes"] = value

    @property
    def description(self) -> str | None:
        """Description; the web app shows notes instead."""
        return self._edited("description", self._snapshot.description)

    @description.setter
    def description(self, value: str | None) -> None:
        self._edits["description"] = value

    @property
    def group(self) -> str | None:
        """Name of the group that the run belongs to."""
        return self._edited("group", self._snapshot.group)

    @group.setter
    def group(self, value: str | None) -> None:
        self._edits["group"] = value

    @property
    def job_type(self) -> str | None:
        """What kind of job the run is, such as `train` or `eval`."""
        return self._edited("job_type", self._snapshot.job_type)

    @job_type.setter
    def job_type(self, value: str | None) -> None:
        self._edits["job_type"] = value

    @property
    def tags(self) -> list[str]:
        """Tags: a plain list to edit in place."""
        if self._tags is None:
            self._tags = list(self._snapshot.tags or [])
        return self._tags

    @tags.setter
    def tags(self, value: Iterable[str]) -> None:
        self._tags = list(value)

    # facts

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
        """How long the run has computed, by the server's count."""
        return timedelta(seconds=self._snapshot.compute_seconds)

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

    # documents

    def is_loaded(self, part: Part) -> bool:
        """Tell whether a document came with the answer, so that reading it costs no request."""
        return _SNAPSHOT_FIELD[part] in self._snapshot.model_fields_set

    def _document(self, part: Part) -> dict[str, JsonValue]:
        return decode(getattr(self._snapshot, _SNAPSHOT_FIELD[part]))

    def _config_draft(self) -> ConfigT:
        if self._config is None:
            document = user_config(self._document("config"))
            self._config = self._context.config_shape.load(document, self._label)
        return cast("ConfigT", self._config)

    def _summary_values(self) -> Any:  # noqa: ANN401 - what the user's own type makes of it
        return self._context.summary_shape.load(self._document("summary"), self._label)

    def _raw_config(self) -> dict[str, JsonValue]:
        return copy.deepcopy(raw_config(self._document("config")))

    def _history_keys(self) -> dict[str, JsonValue]:
        keys: JsonValue = self._snapshot.history_keys
        return dict(keys) if isinstance(keys, dict) else {}

    def _last_history_step(self) -> int:
        step = self._history_keys().get("lastStep")
        return int(step) if isinstance(step, int | float) else -1

    def _read_metadata(self, content: bytes) -> dict[str, JsonValue]:
        document: JsonValue = json.loads(content)
        if not isinstance(document, dict):
            raise ProtocolError(f"wandb-metadata.json of {self._path} holds no JSON object.")
        return document

    def _note_state(self, state: RunState) -> None:
        self._snapshot = self._snapshot.model_copy(update={"state": state.value})

    # edits

    def _changes(self) -> RunChanges:
        fields: dict[str, str | list[str]] = {}
        for name, value in self._edits.items():
            if (value or "") != (getattr(self._snapshot, _OWN_FIELD.get(name, name)) or ""):
                # Null means "leave alone" to the server, so a field is cleared by an empty text.
                fields[_INPUT_FIELD[name]] = value or ""
        if self._tags is not None and self._tags != list(self._snapshot.tags or []):
            fields["tags"] = list(self._tags)
        return RunChanges(fields, self._config_change(), self._summary_change())

    def _config_change(self) -> DocumentChange:
        if self._config is None:
            return DocumentChange()
        shape = self._context.config_shape
        before = shape.load(user_config(self._document("config")), self._label)
        return compare(shape.dump(before), shape.dump(self._config))

    def _summary_change(self) -> DocumentChange:
        if self._summary is None:
            return DocumentChange()
        shape = self._context.summary_shape
        before = shape.load(self._document("summary"), self._label)
        return compare(shape.dump(before), shape.dump(self._plain_summary()))

    def _plain_summary(self) -> Any:  # noqa: ANN401 - a dict, or the user's own type
        return self._summary if self._context.summary_type else self._summary.to_dict()

    def _merge_snapshot(self, snapshot: RunFull) -> None:
        """Take a newer answer, and keep the documents that it left out."""
        known = self._snapshot.model_fields_set & set(_SNAPSHOT_FIELD.values())
        kept = {name: getattr(self._snapshot, name) for name in known - snapshot.model_fields_set}
        self._snapshot = snapshot.model_copy(update=kept)

    def _accept(self, snapshot: RunFull) -> None:
        """Make the answer to an update the new snapshot; drafts in users' hands follow it."""
        self._merge_snapshot(snapshot)
        self._edits.clear()
        if self._tags is not None:
            self._tags[:] = snapshot.tags or []
        if self._config is not None and self._context.config_type is None:
            self._config.clear()
            self._config.update(copy.deepcopy(user_config(self._document("config"))))
        else:
            self._config = None
        if self._summary is not None and self._context.summary_type is None:
            self._summary.reset(self._summary_values())
        else:
            self._summary = None

    def _edited(self, name: str, value: str | None) -> str | None:
        return self._edits.get(name, value)

    @property
    def _label(self) -> str:
        return str(self._path)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._label} ({self.state.value})>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RunBase) and other.storage_id == self.storage_id

    def __hash__(self) -> int:
        return hash(self.storage_id)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            return legacy_attribute(self, name)


_OWN_FIELD: Final = {"name": "display_name"}


def new_run_input(
    project: ProjectPath,
    *,
    run_id: str | None,
    config: Mapping[str, JsonValue] | None,
    tags: list[str],
    **fields: str | None,
) -> UpsertBucketInput:
    """Build the mutation's input for a run that does not exist yet; what is None is left out."""
    from runql_graphql.inputs import UpsertBucketInput

    given = {name: value for name, value in fields.items() if value is not None}
    identity = {
        "name": run_id or draw_run_id(),
        "model_name": project.project,
        "config": dump_document(wrap_config(config or {})),
    }
    if project.entity is not None:
        identity["entity_name"] = project.entity
    return UpsertBucketInput.model_validate({**identity, **given, "tags": tags})


def draw_run_id() -> str:
    """Draw a run id as the official SDK does: eight lower-case letters and digits."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(8))


_ID_LETTERS: Final = string.ascii_lowercase + string.digits

assert set(_SNAPSHOT_FIELD) == set(PARTS)
