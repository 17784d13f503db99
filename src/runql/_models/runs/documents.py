"""JSON parts of a run, such as config and summary: the server's values and unsaved edits."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar, cast
from weakref import ref

from runql._choices import checked_choice
from runql._models._attributes.json_text import (
    decode_text,
    dump_document,
    has_containers,
    may_quote_numbers,
    read_object,
    with_numbers,
)
from runql._models._attributes.partial_documents import PartialDict, PartLoader
from runql._models._attributes.typed_json import DictShape
from runql._models.runs.attributes import RunAttributes
from runql._models.runs.config import raw_config, read_user_config, user_config
from runql._models.runs.fields import PARTS, Part
from runql._models.runs.last_step import last_step_of
from runql._models.runs.listed.json_search import find_value
from runql._models.runs.listed.rows import RunRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from runql_graphql.fragments.runs.base import RunFull

    from runql._models.runs.listed.context import RunContext
    from runql._paths.projects import ProjectPath
    from runql._paths.runs import RunPath
    from runql._wire.json_types import JsonValue

__all__ = ["SNAPSHOT_FIELD", "ConfigT", "RunDocuments", "SummaryT", "parts_in"]

ConfigT = TypeVar("ConfigT")
SummaryT = TypeVar("SummaryT")

SNAPSHOT_FIELD: Final[Mapping[Part, str]] = {
    "config": "config",
    "summary": "summary_metrics",
    "system_metrics": "system_metrics",
    "history_keys": "history_keys",
}

assert set(SNAPSHOT_FIELD) == set(PARTS)

# From here on, decoding the summary once is faster.
_MOST_SEARCHES: Final = 4

_DRAFT: Final[Mapping[Part, str]] = {"config": "_config", "summary": "_summary"}


def parts_in(sent: RunFull) -> frozenset[Part]:
    """Return the parts in a response, complete or partial."""
    known = sent.model_fields_set
    return frozenset(part for part, name in SNAPSHOT_FIELD.items() if name in known)


class RunDocuments(RunAttributes, Generic[ConfigT, SummaryT]):
    """A run with its config, its summary and the other JSON parts.

    Attributes:
        _context: Shared state of the runs of one call.
        _own_partial: Requested keys of partial parts, after other parts were loaded; None for the context's keys.
        _config: The config that a user edits; None until it is read.
        _summary: Summary values that a user edits, or the typed summary; None until it is read.
        _summary_view: Returns the user's mapping of these values; None if no user has one.
        _lent: Weak references to the users' copies of partial parts without edits.
        _summary_is_touched: Whether these values may differ from the server's.
        _dropped: Unchanged parts that were dropped to save memory.
    """

    _context: RunContext
    _own_partial: Mapping[Part, frozenset[str]] | None = None
    _config: Any = None
    _summary: Any = None
    _summary_view: Callable[[], Any] = staticmethod(lambda: None)
    _lent: Mapping[Part, Callable[[], PartialDict | None]] = MappingProxyType({})
    _summary_is_touched: bool = False
    _dropped: frozenset[str] = frozenset()

    def __init__(
        self, snapshot: RunFull, where: RunPath | ProjectPath, context: RunContext
    ) -> None:
        # Lists create thousands of runs. The check of attribute names is for users' assignments.
        assign = object.__setattr__
        assign(self, "_sent", snapshot)
        assign(self, "_where", where)
        assign(self, "_context", context)

    @property
    def _app_url(self) -> str:
        return self._context.app_url

    @property
    def _partial(self) -> Mapping[Part, frozenset[str]]:
        """The requested keys of each partial part."""
        own = self._own_partial
        return self._context.partial if own is None else own

    def is_loaded(self, part: Part) -> bool:
        """Return whether a part is completely loaded, so that reading it sends no request.

        Args:
            part: `config`, `summary`, `system_metrics` or `history_keys`.

        Returns:
            True if the part is complete.

        Raises:
            UsageError: If there is no such part.
        """
        return self._has_whole(checked_choice("part", part, SNAPSHOT_FIELD))

    @property
    def summary_metrics(self) -> dict[str, JsonValue]:
        """The server's current summary, as a plain dict.

        Requests: None if loaded, else one for the whole page.
        """
        self._need("summary")
        return dict(self._document("summary"))

    @property
    def raw_config(self) -> dict[str, JsonValue]:
        """The config with the SDK's own keys, such as `_wandb`.

        Requests: None if loaded, else one for the whole page.
        """
        self._need("config")
        return self._raw_config()

    @property
    def json_config(self) -> str:
        """The config in the format of the API: JSON with every value under `value`.

        Requests: None if loaded, else one for the whole page.
        """
        self._need("config")
        return dump_document(self._document("config"))

    @property
    def system_metrics(self) -> dict[str, JsonValue]:
        """The last value of each system metric.

        `system_metrics_history()` returns all values.

        Requests: One for the whole page, unless the listing requested `system_metrics`.
        """
        self._need("system_metrics")
        return dict(self._document("system_metrics"))

    @property
    def history_keys(self) -> dict[str, JsonValue]:
        """Keys of the history: `keys` with types and counts, and `lastStep`.

        Requests: One for the whole page, unless the listing requested `history_keys`.
        """
        self._need("history_keys")
        return self._history_keys()

    @property
    def last_history_step(self) -> int:
        """The last step of the history; -1 if the history is empty.

        Raises:
            ProtocolError: If the server reports a step that is not a finite number.

        Requests: As for `history_keys`.
        """
        self._need("history_keys")
        return self._last_history_step()

    def _need(self, part: Part) -> None:
        if not self._has_whole(part):
            self._load_part(part)

    def _has_whole(self, part: Part) -> bool:
        own = self._own_partial
        partial = self._context.partial if own is None else own
        return part not in partial and SNAPSHOT_FIELD[part] in self._sent.model_fields_set

    def _has_any(self, part: Part) -> bool:
        """Return whether the response has the part, complete or partial."""
        return SNAPSHOT_FIELD[part] in self._sent.model_fields_set

    def _has_key(self, part: Part, key: str) -> bool:
        """Return whether the response shows the value or absence of a key."""
        requested = self._partial.get(part, frozenset()) if self._has_any(part) else ()
        top = key.partition(".")[0]
        return self._has_whole(part) or key in requested or top in requested

    def _suffices(self, part: Part) -> bool:
        """Return whether the part can be read. A partial dict loads other keys later, a model does not."""
        if self._has_whole(part):
            return True
        if not self._has_any(part):
            return False
        context = self._context
        shape = context.config_shape if part == "config" else context.summary_shape
        read = shape.keys()
        return isinstance(shape, DictShape) or (read is not None and read <= self._partial[part])

    def _load_part(self, part: Part) -> None:
        """Load a whole part."""
        raise NotImplementedError

    def _hold(self, part: Part, document: PartialDict) -> None:
        """Store a user's copy of a partial part, because it is about to change."""
        name = _DRAFT[part]
        with self._context.recent.lock:
            if getattr(self, name) is None:
                object.__setattr__(self, name, document)

    def _hold_drafts(self, parts: Iterable[Part]) -> None:
        """Store the users' copies of partial parts."""
        for part in parts:
            draft = self._lent[part]() if part in self._lent else None
            if draft is not None:
                self._hold(part, draft)

    def _present_parts(self) -> frozenset[Part]:
        """Return the parts in the response, complete or partial."""
        return parts_in(self._sent)

    def _document(self, part: Part) -> dict[str, JsonValue]:
        """Return a newly decoded part, which belongs to the caller.

        A run in a list stores only the JSON string.
        """
        sent: object = self._sent
        if isinstance(sent, RunRow):
            text = sent.text(SNAPSHOT_FIELD[part])
        else:
            found = getattr(sent, SNAPSHOT_FIELD[part])
            text = found.raw if found else ""
        document = decode_text(text, lambda: f"The {part} of {self._path}")
        # Strings in a config stay strings. Logged strings may be numbers without a JSON literal, such as NaN.
        if part in ("summary", "system_metrics") and may_quote_numbers(text):
            return {key: with_numbers(value) for key, value in document.items()}
        return document

    def _config_draft(self) -> ConfigT:
        draft = self._config
        return cast("ConfigT", self._read_draft("config") if draft is None else draft)

    def _summary_draft(self) -> Any:  # noqa: ANN401 - a dict, or a value of the user's type
        draft = self._summary
        return self._read_draft("summary") if draft is None else draft

    def _is_searchable(self) -> bool:
        """Return whether the summary is a JSON string in which single values can be searched."""
        sent: object = self._sent
        return self._summary is None and isinstance(sent, RunRow) and self._has_whole("summary")

    def _find_in_summary(self, key: str) -> tuple[JsonValue] | None:
        """Return a summary value in a tuple. None if the whole summary must be decoded, also because many were read."""
        if not self._is_searchable() or self._context.recent.count_search(self) > _MOST_SEARCHES:
            return None
        sent: Any = self._sent
        found = find_value(sent.text("summary_metrics"), key)
        return None if found is None else (with_numbers(found[0]),)

    def _read_draft(self, part: Literal["config", "summary"]) -> Any:  # noqa: ANN401 - as above
        """Decode a part for a user to edit."""
        context, name = self._context, _DRAFT[part]
        typed = context.config_type if part == "config" else context.summary_type
        with context.recent.lock:
            draft: Any = getattr(self, name)
            if draft is None and part in self._lent:
                draft = self._lent[part]()
            if draft is not None:
                return draft
            draft = self._server_part(part)
            if typed is not None:
                shape = context.config_shape if part == "config" else context.summary_shape
                draft = shape.load(draft, self._path)
            elif part in self._partial:
                is_flat = not has_containers(draft)
                draft = PartialDict(draft, self._partial[part], PartLoader(self, part))
                if is_flat:
                    # Only calls of its methods can change it, and these store it in the run.
                    self._lent = {**self._lent, part: ref(draft)}
                    return draft
            object.__setattr__(self, name, draft)
            sent: object = self._sent
            if type(draft) is dict and isinstance(sent, RunRow) and name not in self._dropped:
                # A part that is read again after it was dropped is not dropped again.
                size = len(sent.text(SNAPSHOT_FIELD[part]))
                context.recent.note(self, name, draft, size, is_private=part == "summary")
        return draft

    def _user_config(self) -> dict[str, JsonValue]:
        """Return the server's config as the user wrote it."""
        sent: object = self._sent
        config = read_user_config(sent.text("config")) if isinstance(sent, RunRow) else None
        return user_config(self._document("config")) if config is None else config

    def _raw_config(self) -> dict[str, JsonValue]:
        return raw_config(self._document("config"))

    def _history_keys(self) -> dict[str, JsonValue]:
        keys: JsonValue = self._sent.history_keys
        return dict(keys) if isinstance(keys, dict) else {}

    def _last_history_step(self) -> int:
        return last_step_of(self._history_keys())

    def _read_metadata(self, content: bytes) -> dict[str, JsonValue]:
        return read_object(content, f"wandb-metadata.json of {self._path}")

    def _touch_summary(self) -> None:
        """Record that the summary was changed, or that a user has a mutable value of it."""
        self._summary_is_touched = True

    def _is_touched(self, name: str) -> bool:
        """Return whether the summary may have unsaved changes."""
        return name == "_summary" and self._summary_is_touched

    def _server_part(self, part: Part) -> dict[str, JsonValue]:
        return self._user_config() if part == "config" else self._document(part)

    def __getstate__(self) -> dict[str, object]:
        # Weak references cannot be pickled.
        self._hold_drafts(self._lent)
        return {
            name: value
            for name, value in vars(self).items()
            if name not in {"_summary_view", "_lent"}
        }
