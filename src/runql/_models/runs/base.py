"""The drafts of what can be edited of a run, its documents, and what differs from the server's answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from runql._choices import checked_choice
from runql._models._attributes.json_changes import DocumentChange
from runql._models._attributes.json_text import decode
from runql._models._attributes.text_lists import optional_text, text_list
from runql._models._attributes.typed_json import DictShape, ModelShape, draft_change
from runql._models.runs.attributes import RunAttributes
from runql._models.runs.changes import RunChanges
from runql._models.runs.config import raw_config, user_config
from runql._models.runs.fields import PARTS, Part
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments.runs.base import RunFull

    from runql._models.runs.bulk_edits import TagChange
    from runql._models.runs.state import RunState
    from runql._paths.runs import RunPath
    from runql._wire.json_types import JsonValue

__all__ = ["RunBase", "RunContext"]

ConfigT = TypeVar("ConfigT")
SummaryT = TypeVar("SummaryT")

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

_OWN_FIELD: Final = {"name": "display_name"}

assert set(_SNAPSHOT_FIELD) == set(PARTS)


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

    def __post_init__(self) -> None:
        for shape in (self.config_shape, self.summary_shape):
            shape.check()

    @property
    def config_shape(self) -> ModelShape[Any] | DictShape:
        """How configs are read and written."""
        return ModelShape(self.config_type, "config") if self.config_type else DictShape()

    @property
    def summary_shape(self) -> ModelShape[Any] | DictShape:
        """How summaries are read and written."""
        return ModelShape(self.summary_type, "summary") if self.summary_type else DictShape()


class RunBase(RunAttributes, Generic[ConfigT, SummaryT]):
    """A run as it was when the server answered, with drafts of what can be edited."""

    def __init__(self, snapshot: RunFull, path: RunPath, context: RunContext) -> None:
        super().__init__(snapshot, path, context.app_url)
        self._context = context
        self._edits: dict[str, str | None] = {}
        self._tags: list[str] | None = None
        self._config: Any = None
        self._summary: Any = None

    @property
    def name(self) -> str | None:
        """The run's label (`displayName` in GraphQL and in filters)."""
        return self._edited("name", self._snapshot.display_name)

    @name.setter
    def name(self, value: str | None) -> None:
        self._edits["name"] = optional_text(value, "name")

    @property
    def notes(self) -> str | None:
        """Notes in Markdown."""
        return self._edited("notes", self._snapshot.notes)

    @notes.setter
    def notes(self, value: str | None) -> None:
        self._edits["notes"] = optional_text(value, "notes")

    @property
    def description(self) -> str | None:
        """Description; the web app shows notes instead."""
        return self._edited("description", self._snapshot.description)

    @description.setter
    def description(self, value: str | None) -> None:
        self._edits["description"] = optional_text(value, "description")

    @property
    def group(self) -> str | None:
        """Name of the group that the run belongs to."""
        return self._edited("group", self._snapshot.group)

    @group.setter
    def group(self, value: str | None) -> None:
        self._edits["group"] = optional_text(value, "group")

    @property
    def job_type(self) -> str | None:
        """What kind of job the run is, such as `train` or `eval`."""
        return self._edited("job_type", self._snapshot.job_type)

    @job_type.setter
    def job_type(self, value: str | None) -> None:
        self._edits["job_type"] = optional_text(value, "job_type")

    @property
    def tags(self) -> list[str]:
        """Tags: a plain list to edit in place."""
        if self._tags is None:
            self._tags = list(self._snapshot.tags or [])
        return self._tags

    @tags.setter
    def tags(self, value: Iterable[str]) -> None:
        self._tags = text_list(value, "tags")

    def is_loaded(self, part: Part) -> bool:
        """Tell whether a document came with the answer, so that reading it costs no request."""
        known = checked_choice("part", part, _SNAPSHOT_FIELD)
        return _SNAPSHOT_FIELD[known] in self._snapshot.model_fields_set

    def _document(self, part: Part) -> dict[str, JsonValue]:
        """Return a document, decoded anew: it is the caller's, and a run that is only kept keeps the text alone."""
        return decode(getattr(self._snapshot, _SNAPSHOT_FIELD[part]))

    def _config_draft(self) -> ConfigT:
        if self._config is None:
            document = user_config(self._document("config"))
            self._config = self._context.config_shape.load(document, self._path)
        return cast("ConfigT", self._config)

    def _summary_values(self) -> Any:  # noqa: ANN401 - what the user's own type makes of it
        return self._context.summary_shape.load(self._document("summary"), self._path)

    def _raw_config(self) -> dict[str, JsonValue]:
        return raw_config(self._document("config"))

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

    def _tags_with(self, change: TagChange) -> list[str] | None:
        """Return the server's tags after a change; None when they are so already."""
        tags = list(self._snapshot.tags or [])
        changed = change.apply(tags)
        return changed if changed != tags else None

    def _note_tags(self, tags: Iterable[str], change: TagChange) -> None:
        """Take the tags that the server has now; a draft in the user's hands gets the change as well."""
        self._snapshot = self._snapshot.model_copy(update={"tags": list(tags)})
        if self._tags is not None:
            self._tags[:] = change.apply(self._tags)

    def _changes(self) -> RunChanges:
        fields: dict[str, str | list[str]] = {}
        for name, value in self._edits.items():
            if (value or "") != (getattr(self._snapshot, _OWN_FIELD.get(name, name)) or ""):
                # Null means "leave alone" to the server, so a field is cleared by an empty text.
                fields[_INPUT_FIELD[name]] = value or ""
        if self._tags is not None and self._tags != list(self._snapshot.tags or []):
            fields["tags"] = text_list(self._tags, "tags")
        return RunChanges(fields, self._config_change(), self._summary_change())

    def _config_change(self) -> DocumentChange:
        if self._config is None:
            return DocumentChange()
        document = user_config(self._document("config"))
        return draft_change(
            self._context.config_shape, document, self._config, "config", self._path
        )

    def _summary_change(self) -> DocumentChange:
        if self._summary is None:
            return DocumentChange()
        typed = self._context.summary_type is not None
        draft = self._summary if typed else self._summary._values
        document = self._document("summary")
        return draft_change(self._context.summary_shape, document, draft, "summary", self._path)

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
            self._config.update(user_config(self._document("config")))
        else:
            self._config = None
        if self._summary is not None and self._context.summary_type is None:
            self._summary.reset(self._summary_values())
        else:
            self._summary = None

    def _edited(self, name: str, value: str | None) -> str | None:
        return self._edits.get(name, value)
