"""Editable attributes of a run, and the differences from the server's response."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic

from runql._display.cards import Card, Section
from runql._display.text import dotted
from runql._models._attributes.json_changes import DocumentChange, compare
from runql._models._attributes.partial_documents import replace_items
from runql._models._attributes.text_lists import optional_text, text_list
from runql._models._attributes.typed_json import draft_change
from runql._models.runs.changes import RunChanges
from runql._models.runs.documents import SNAPSHOT_FIELD, ConfigT, RunDocuments, SummaryT, parts_in
from runql.errors import DataValidationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments.runs.base import RunFull

    from runql._models.runs.bulk_edits import TagChange
    from runql._models.runs.fields import Part
    from runql._models.runs.state import RunState

__all__ = ["RunBase"]

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})

# Draft names here, and fields of the mutation's input.

_INPUT_FIELD: Final = {
    "name": "display_name",
    "notes": "notes",
    "description": "description",
    "group": "group_name",
    "job_type": "job_type",
}

_OWN_FIELD: Final = {"name": "display_name"}


class RunBase(RunDocuments[ConfigT, SummaryT], Generic[ConfigT, SummaryT]):
    """The attributes of a run from the last response, and unsaved changes."""

    _edits: Mapping[str, str | None] = _NOTHING
    _curves: dict[str, tuple[float, ...]]
    _tags: list[str] | None = None

    if not TYPE_CHECKING:
        # A type checker treats a variable with a value differently from one of a part of the run.
        _curves = _NOTHING

    @property
    def name(self) -> str | None:
        """The run's label (`displayName` in GraphQL and in filters)."""
        return self._edits.get("name", self._sent.display_name)

    @name.setter
    def name(self, value: str | None) -> None:
        self._edit("name", value)

    @property
    def notes(self) -> str | None:
        """Notes in Markdown."""
        return self._edited("notes", self._sent.notes)

    @notes.setter
    def notes(self, value: str | None) -> None:
        self._edit("notes", value)

    @property
    def description(self) -> str | None:
        """Description. The web app shows notes instead."""
        return self._edited("description", self._sent.description)

    @description.setter
    def description(self, value: str | None) -> None:
        self._edit("description", value)

    @property
    def group(self) -> str | None:
        """Name of the group that the run belongs to."""
        return self._edited("group", self._sent.group)

    @group.setter
    def group(self, value: str | None) -> None:
        self._edit("group", value)

    @property
    def job_type(self) -> str | None:
        """Kind of job, such as `train` or `eval`."""
        return self._edited("job_type", self._sent.job_type)

    @job_type.setter
    def job_type(self, value: str | None) -> None:
        self._edit("job_type", value)

    @property
    def tags(self) -> list[str]:
        """Tags, as a list that you can edit in place."""
        if self._tags is None:
            self._tags = list(self._sent.tags or [])
        return self._tags

    @tags.setter
    def tags(self, value: Iterable[str]) -> None:
        self._tags = text_list(value, "tags")

    def _note_state(self, state: RunState) -> None:
        self._snapshot = self._snapshot.model_copy(update={"state": state.value})

    def _tags_with(self, change: TagChange) -> list[str] | None:
        """Return the server's tags after a change; None if nothing changes."""
        tags = list(self._sent.tags or [])
        changed = change.apply(tags)
        return changed if changed != tags else None

    def _note_tags(self, tags: Iterable[str], change: TagChange) -> None:
        """Store the server's current tags, and apply the change to the user's unsaved tags."""
        self._snapshot = self._snapshot.model_copy(update={"tags": list(tags)})
        if self._tags is not None:
            self._tags[:] = change.apply(self._tags)

    def _changes(self) -> RunChanges:
        fields: dict[str, str] = {}
        for name, value in self._edits.items():
            if (value or "") != (getattr(self._snapshot, _OWN_FIELD.get(name, name)) or ""):
                # The server ignores null here, so an empty string clears a field.
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
            # Like other refused values, these are discarded, so that the next save does not fail again.
            self._tags = None
            raise
        before = dict.fromkeys(self._snapshot.tags or [], True)
        return compare(before, dict.fromkeys(after, True))

    def _config_change(self) -> DocumentChange:
        with self._context.recent.lock:
            draft = self._config
        if draft is None:
            return DocumentChange()
        document = self._user_config()
        return draft_change(self._context.config_shape, document, draft, "config", self._path)

    def _summary_change(self) -> DocumentChange:
        with self._context.recent.lock:
            draft = self._summary
        if draft is None:
            return DocumentChange()
        document = self._document("summary")
        return draft_change(self._context.summary_shape, document, draft, "summary", self._path)

    def _merge_documents(self, snapshot: RunFull) -> None:
        """Store complete configs and summaries that were loaded later. Edits of partial ones are preserved."""
        with self._context.recent.lock:
            came = parts_in(snapshot)
            self._hold_drafts(came)
            config = self._config_change() if self._is_part_draft("config", came) else None
            summary = self._summary_change() if self._is_part_draft("summary", came) else None
            self._merge_snapshot(snapshot)
            if config is not None:
                replace_items(self._config, config.apply(self._user_config()))
            if summary is not None:
                replace_items(self._summary, summary.apply(self._document("summary")))

    def _is_part_draft(self, part: Part, came: frozenset[Part]) -> bool:
        draft = self._config if part == "config" else self._summary
        typed = self._context.config_type if part == "config" else self._context.summary_type
        return draft is not None and typed is None and part in self._partial and part in came

    def _merge_snapshot(self, snapshot: RunFull) -> None:
        """Store a newer response, and preserve the JSON objects that it lacks."""
        came = parts_in(snapshot)
        self._own_partial = {part: keys for part, keys in self._partial.items() if part not in came}
        known = self._snapshot.model_fields_set & set(SNAPSHOT_FIELD.values())
        kept = {name: getattr(self._snapshot, name) for name in known - snapshot.model_fields_set}
        self._snapshot = snapshot.model_copy(update=kept)

    def _accept(self, snapshot: RunFull) -> None:
        """Replace the snapshot by the response to an update, and refresh the objects that users hold."""
        self._merge_snapshot(snapshot)
        self._edits = {}
        if self._tags is not None:
            self._tags[:] = snapshot.tags or []
        with self._context.recent.lock:
            self._hold_drafts(self._lent)
            if self._config is not None and self._context.config_type is None:
                replace_items(self._config, self._user_config())
            else:
                self._config = None
            if self._summary is not None and self._context.summary_type is None:
                replace_items(self._summary, self._document("summary"))
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
        """Return the loaded part of a config or summary, with unsaved changes. No request is sent."""
        if not self._has_any(part):
            return Section(part, {}, note=f"not loaded; run.load({part!r}) loads it")
        draft = self._config if part == "config" else self._summary
        try:
            # Reading a partial dict in the usual way would load the rest.
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

    def _edited(self, name: str, value: str | None) -> str | None:
        return self._edits.get(name, value)

    def _edit(self, name: str, value: str | None) -> None:
        text = optional_text(value, name)
        # Two threads that edit a run for the first time must share one dict.
        vars(self).setdefault("_edits", {})[name] = text
