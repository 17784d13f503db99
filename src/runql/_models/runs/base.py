"""The drafts of what can be edited of a run, its documents, and what differs from the server's
response.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from runql._choices import checked_choice
from runql._display.cards import Card, Section
from runql._display.text import dotted
from runql._models._attributes.json_changes import DocumentChange, compare
from runql._models._attributes.json_text import (
    decode,
    may_quote_numbers,
    read_object,
    with_numbers,
)
from runql._models._attributes.partial_documents import PartialDict, replace_items
from runql._models._attributes.remembered import Remembered
from runql._models._attributes.text_lists import optional_text, text_list
from runql._models._attributes.typed_json import DictShape, ModelShape, draft_change
from runql._models.runs.attributes import RunAttributes
from runql._models.runs.changes import RunChanges
from runql._models.runs.config import raw_config, user_config
from runql._models.runs.fields import PARTS, Part
from runql.errors import DataValidationError, UsageError

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
        partial: The keys that were requested of each document that did not come whole.
        remembered: What one of the runs has requested and others share, such as sweeps.
    """

    app_url: str
    config_type: type[Any] | None = None
    summary_type: type[Any] | None = None
    partial: Mapping[Part, frozenset[str]] = field(default_factory=dict, hash=False)
    remembered: Remembered = field(default_factory=Remembered, compare=False)

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

    _context: RunContext
    _partial: Mapping[Part, frozenset[str]]
    _edits: dict[str, str | None]
    _curves: dict[str, tuple[float, ...]]
    _tags: list[str] | None = None
    _config: Any = None
    _summary: Any = None

    def __init__(self, snapshot: RunFull, path: RunPath, context: RunContext) -> None:
        super().__init__(snapshot, path, context.app_url)
        assign = object.__setattr__
        assign(self, "_context", context)
        assign(self, "_partial", context.partial)
        assign(self, "_edits", {})
        assign(self, "_curves", {})

    @property
    def name(self) -> str | None:
        """The run's label (`displayName` in GraphQL and in filters)."""
        return self._edited("name", self._sent.display_name)

    @name.setter
    def name(self, value: str | None) -> None:
        self._edits["name"] = optional_text(value, "name")

    @property
    def notes(self) -> str | None:
        """Notes in Markdown."""
        return self._edited("notes", self._sent.notes)

    @notes.setter
    def notes(self, value: str | None) -> None:
        self._edits["notes"] = optional_text(value, "notes")

    @property
    def description(self) -> str | None:
        """Description; the web app shows notes instead."""
        return self._edited("description", self._sent.description)

    @description.setter
    def description(self, value: str | None) -> None:
        self._edits["description"] = optional_text(value, "description")

    @property
    def group(self) -> str | None:
        """Name of the group that the run belongs to."""
        return self._edited("group", self._sent.group)

    @group.setter
    def group(self, value: str | None) -> None:
        self._edits["group"] = optional_text(value, "group")

    @property
    def job_type(self) -> str | None:
        """What kind of job the run is, such as `train` or `eval`."""
        return self._edited("job_type", self._sent.job_type)

    @job_type.setter
    def job_type(self, value: str | None) -> None:
        self._edits["job_type"] = optional_text(value, "job_type")

    @property
    def tags(self) -> list[str]:
        """Tags: a plain list to edit in place."""
        if self._tags is None:
            self._tags = list(self._sent.tags or [])
        return self._tags

    @tags.setter
    def tags(self, value: Iterable[str]) -> None:
        self._tags = text_list(value, "tags")

    def is_loaded(self, part: Part) -> bool:
        """Return whether a document came whole with the response, so that reading it costs no
        request.
        """
        return self._has_whole(checked_choice("part", part, _SNAPSHOT_FIELD))

    def _has_whole(self, part: Part) -> bool:
        return part not in self._partial and self._has_any(part)

    def _has_any(self, part: Part) -> bool:
        """Return whether a document came with the response, whole or in part."""
        return _SNAPSHOT_FIELD[part] in self._sent.model_fields_set

    def _has_key(self, part: Part, key: str) -> bool:
        """Return whether a key of a document came with the response, if the run has it."""
        requested = self._partial.get(part, frozenset()) if self._has_any(part) else ()
        top = key.partition(".")[0]
        return self._has_whole(part) or key in requested or top in requested

    def _suffices(self, part: Part) -> bool:
        """Return whether what came of a document can be shown: a dict loads other keys, a model does not."""
        if self._has_whole(part):
            return True
        if not self._has_any(part):
            return False
        context = self._context
        shape = context.config_shape if part == "config" else context.summary_shape
        read = shape.keys()
        return isinstance(shape, DictShape) or (read is not None and read <= self._partial[part])

    def _shown(self, part: Part, document: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """Return a document for a user to edit, which loads what was not requested."""
        context = self._context
        typed = context.config_type if part == "config" else context.summary_type
        if typed is not None or part not in self._partial:
            return document
        return PartialDict(document, self._partial[part], partial(self._load_part, part))

    def _load_part(self, part: Part) -> None:
        """Load a whole document."""
        raise NotImplementedError

    def _present_parts(self) -> frozenset[Part]:
        """Return the documents that came with the response, whole or in part."""
        return frozenset(
            part for part, name in _SNAPSHOT_FIELD.items() if name in self._sent.model_fields_set
        )

    def _document(self, part: Part) -> dict[str, JsonValue]:
        """Return a document, decoded again: it is the caller's, and a run that is only kept keeps
        the text alone.
        """
        text = getattr(self._sent, _SNAPSHOT_FIELD[part])
        document = decode(text, lambda: f"The {part} of {self._path}")
        # In config, a string stays a string; what was logged may be a number that JSON has no word for.
        if part in ("summary", "system_metrics") and may_quote_numbers(text.raw if text else ""):
            return {key: with_numbers(value) for key, value in document.items()}
        return document

    def _config_draft(self) -> ConfigT:
        if self._config is None:
            document = self._shown("config", self._user_config())
            self._config = self._context.config_shape.load(document, self._path)
        return cast("ConfigT", self._config)

    def _summary_values(self) -> Any:  # noqa: ANN401 - what the user's own type makes of it
        document = self._shown("summary", self._document("summary"))
        return self._context.summary_shape.load(document, self._path)

    def _user_config(self) -> dict[str, JsonValue]:
        """Return the server's config as the user wrote it."""
        return user_config(self._document("config"))

    def _raw_config(self) -> dict[str, JsonValue]:
        return raw_config(self._document("config"))

    def _history_keys(self) -> dict[str, JsonValue]:
        keys: JsonValue = self._sent.history_keys
        return dict(keys) if isinstance(keys, dict) else {}

    def _last_history_step(self) -> int:
        step = self._history_keys().get("lastStep")
        return int(step) if isinstance(step, int | float) else -1

    def _read_metadata(self, content: bytes) -> dict[str, JsonValue]:
        return read_object(content, f"wandb-metadata.json of {self._path}")

    def _note_state(self, state: RunState) -> None:
        self._snapshot = self._snapshot.model_copy(update={"state": state.value})

    def _tags_with(self, change: TagChange) -> list[str] | None:
        """Return the server's tags after a change; None when they are so already."""
        tags = list(self._sent.tags or [])
        changed = change.apply(tags)
        return changed if changed != tags else None

    def _note_tags(self, tags: Iterable[str], change: TagChange) -> None:
        """Take the tags that the server has now; a draft in the user's hands gets the change as well."""
        self._snapshot = self._snapshot.model_copy(update={"tags": list(tags)})
        if self._tags is not None:
            self._tags[:] = change.apply(self._tags)

    def _changes(self) -> RunChanges:
        fields: dict[str, str] = {}
        for name, value in self._edits.items():
            if (value or "") != (getattr(self._snapshot, _OWN_FIELD.get(name, name)) or ""):
                # Null means "leave alone" to the server, so a field is cleared by an empty string.
                fields[_INPUT_FIELD[name]] = value or ""
        return RunChanges(
            fields, self._config_change(), self._summary_change(), self._tags_change()
        )

    def _tags_change(self) -> DocumentChange:
        if self._tags is None:
            return DocumentChange()
        try:
            after = text_list(self._tags, "tags")
        except UsageError:
            # As with other refused values, so that the next save does not meet them again.
            self._tags = None
            raise
        before = dict.fromkeys(self._snapshot.tags or [], True)
        return compare(before, dict.fromkeys(after, True))

    def _config_change(self) -> DocumentChange:
        if self._config is None:
            return DocumentChange()
        document = self._user_config()
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

    def _merge_documents(self, snapshot: RunFull) -> None:
        """Take whole documents that were loaded later; edits of those that came in part stay."""
        config = self._config_change() if self._is_draft_of("config", self._config) else None
        summary = self._summary_change() if self._is_draft_of("summary", self._summary) else None
        self._merge_snapshot(snapshot)
        if config is not None:
            replace_items(self._config, config.apply(self._user_config()))
        if summary is not None:
            replace_items(self._summary._values, summary.apply(self._document("summary")))

    def _is_draft_of(self, part: Part, draft: object) -> bool:
        typed = self._context.config_type if part == "config" else self._context.summary_type
        return draft is not None and typed is None and part in self._partial

    def _merge_snapshot(self, snapshot: RunFull) -> None:
        """Take a newer answer, and keep the documents that it left out."""
        came = {part for part, name in _SNAPSHOT_FIELD.items() if name in snapshot.model_fields_set}
        self._partial = {part: keys for part, keys in self._partial.items() if part not in came}
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
            replace_items(self._config, self._user_config())
        else:
            self._config = None
        if self._summary is not None and self._context.summary_type is None:
            self._summary.reset(self._document("summary"))
        else:
            self._summary = None

    def _card(self) -> Card:
        card = super()._card()
        title = self.name or self.id
        facts = {**card.facts, "notes": self.notes, "edited": ", ".join(self._edits)}
        sections = [self._section("config"), self._section("summary")]
        metrics = {
            key: value
            for key, value in sections[1].rows.items()
            if isinstance(value, int | float) and not isinstance(value, bool) and key[0] != "_"
        }
        return replace(card, title=title, facts=facts, metrics=metrics, sections=sections)

    def _section(self, part: Part) -> Section:
        """Return what is loaded of a document, with the user's edits; nothing is requested for it."""
        if not self._has_any(part):
            return Section(part, {}, note=f"not loaded; run.load({part!r}) loads it")
        draft = self._config if part == "config" else getattr(self._summary, "_values", None)
        try:
            # A partial dict loads the rest when it is read in the usual way.
            document = (
                dict(dict.items(draft)) if isinstance(draft, dict) else self._server_part(part)
            )
        except DataValidationError as error:
            return Section(part, {}, note=str(error).partition("\n")[0])
        rows = dotted(document)
        curves = self._curves if part == "summary" else {}
        if part == "summary":
            rows = {**rows, **{key: None for key in curves if key not in rows}}
        note = "only the keys that were requested" if part in self._partial else ""
        return Section(part, rows, curves, note)

    def _server_part(self, part: Part) -> dict[str, JsonValue]:
        document = self._document(part)
        return user_config(document) if part == "config" else document

    def _edited(self, name: str, value: str | None) -> str | None:
        return self._edits.get(name, value)
