"""Merging of edits of config, summary and tags with concurrent edits of other clients.

Servers store these values whole. A client that reads, changes and writes a value removes concurrent changes that were
written in between. Three observations repair this: the run as read, the run immediately before the write (in the same
request), and the run after the write.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, TypeAlias

from runql._models._attributes.inputs import input_of
from runql._models._attributes.json_changes import DocumentChange, compare, is_same
from runql._models._attributes.json_text import decode, dump_document
from runql._models.runs.config import apply_to_wire
from runql.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.fragments.runs.base import RunFull
    from runql_graphql.inputs import UpsertBucketInput

    from runql._models.runs.changes import RunChanges
    from runql._wire.json_types import JsonValue

__all__ = ["MOST_WRITES", "RunMerge"]

MOST_WRITES: Final = 10
"""Maximum number of writes per update. All but the first are repairs."""

_Merged: TypeAlias = str  # config, summary or tags
_Documents: TypeAlias = "dict[_Merged, dict[str, JsonValue]]"


class RunMerge:
    """One update of a run: the values to write, and whether another write is needed."""

    def __init__(self, changes: RunChanges, current: RunFull) -> None:
        self._fields: Mapping[str, str] = changes.fields
        edited: dict[_Merged, DocumentChange] = {
            "config": changes.config,
            "summary": changes.summary,
            "tags": changes.tags,
        }
        self._changes = {name: change for name, change in edited.items() if change}
        self._original = self._documents(current)
        self._restored: _Documents = {name: {} for name in self._changes}
        self._writes = 0
        self._lost: list[str] = []
        self._assumed: _Documents = {}
        self._stored: _Documents = {}
        self._next: _Documents = {}
        self._start(self._original)

    def to_input(self, id: str) -> UpsertBucketInput:  # noqa: A002 - as in GraphQL
        """Build the mutation's input for the next write."""
        from runql_graphql.inputs import UpsertBucketInput

        given: dict[str, object] = {"id": id}
        if not self._writes:
            given |= self._fields
        for name, document in self._next.items():
            if name == "tags":
                given["tags"] = list(document)
            else:
                field = "config" if name == "config" else "summary_metrics"
                given[field] = dump_document(document)
        return input_of(UpsertBucketInput, given)

    def note_write(self, before: RunFull | None, after: RunFull) -> bool:
        """Record a write, and return whether it removed changes of other clients.

        Args:
            before: The run immediately before the write; None if the server does not return it.
            after: The run immediately after the write.
        """
        first, self._writes = not self._writes, self._writes + 1
        foreign: dict[_Merged, DocumentChange] = {}
        if before is not None:
            for name, document in self._documents(before).items():
                found = self._foreign(name, document, first=first)
                if found:
                    foreign[name] = found
        self._stored = self._documents(after)
        self._lost = [f"{name}.{key}" for name, each in foreign.items() for key in each.assigned]
        for name, change in foreign.items():
            self._restored[name].update(change.assigned)
        self._assumed = self._stored
        self._next = {
            name: foreign[name].apply(document) if name in foreign else document
            for name, document in self._next.items()
        }
        return bool(foreign)

    def note_read(self, current: RunFull) -> bool:
        """Record a read after the write, and return whether other clients removed written changes."""
        documents = self._documents(current)
        self._lost = [
            f"{name}.{key}"
            for name, document in documents.items()
            for key in (
                *self._changes[name].assigned,
                *self._changes[name].removed,
                *self._restored[name],
            )
            if self._is_lost(name, key, document)
        ]
        if self._lost:
            self._start(documents)
        return bool(self._lost)

    def wait_time(self) -> float:
        """Return a random wait time in seconds before the next write, to separate concurrent clients.

        Raises:
            ConflictError: If the maximum number of writes is reached.
        """
        if self._writes >= MOST_WRITES:
            keys = ", ".join(sorted(self._lost))
            raise ConflictError(
                f"Other clients keep writing to the run: {keys} could not be merged in {self._writes} writes.",
                hint="Call run.refresh(), edit again, and save with fewer concurrent clients.",
                operation="UpdateRun",
            )
        longest: float = min(0.02 * 2**self._writes, 1.0)
        return random.uniform(0, longest)  # noqa: S311 - spreads clients, and hides nothing

    def _start(self, documents: _Documents) -> None:
        self._assumed = self._stored = documents
        self._next = {}
        for name, change in self._changes.items():
            kept = DocumentChange(self._restored[name]).apply(documents[name])
            applied = apply_to_wire(kept, change) if name == "config" else change.apply(kept)
            self._next[name] = applied

    def _foreign(
        self, name: _Merged, before: Mapping[str, JsonValue], *, first: bool
    ) -> DocumentChange:
        """Return the changes of other clients between the last observation and the write, which the write removed."""
        change, written = compare(self._assumed[name], before), self._next[name]
        own = self._changes[name].assigned.keys() | self._changes[name].removed
        assigned = {
            key: value
            for key, value in change.assigned.items()
            if not (key in written and is_same(value, written[key]))
            # The own edit is later than other clients' changes before the first write.
            and not (key in own and (first or self._is_original(name, key, before)))
        }
        # Removals are not repeated. A client that has not read a new key yet removes it unintentionally.
        # A client that removes it intentionally finds the key in its read after the write.
        return DocumentChange(assigned)

    def _is_lost(self, name: _Merged, key: str, now: Mapping[str, JsonValue]) -> bool:
        stored = self._stored[name]
        if key not in stored and key not in now:
            return False
        if key in stored and key in now and is_same(stored[key], now[key]):
            return False
        # A third value is intentional, or its writer saw the key.
        return key not in now or self._is_original(name, key, now)

    def _is_original(self, name: _Merged, key: str, document: Mapping[str, JsonValue]) -> bool:
        original = self._original[name]
        return key in original and key in document and is_same(original[key], document[key])

    def _documents(self, run: RunFull) -> _Documents:
        found: _Documents = {}
        for name in self._changes:
            if name == "tags":
                found[name] = dict.fromkeys(run.tags or [], True)
            else:
                text = run.config if name == "config" else run.summary_metrics
                found[name] = decode(text, f"The {name}")
        return found
