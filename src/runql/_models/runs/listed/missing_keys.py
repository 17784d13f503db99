"""Keys in a filter, a sort order or `fields=` that no run has, such as misspelled keys.

The server does not report them. Comparisons with such keys never match, and sorting by them has no effect.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql_graphql.ops.runs import base as ops

from runql._caller import warn_caller
from runql._choices import near_names
from runql._models.runs.config import is_internal, is_internal_metric, plain_key
from runql._paths.projects import ProjectPath
from runql.errors import UnknownKeyWarning
from runql.filters.mongo import asks_presence, negates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from runql_graphql.calls import Call
    from runql_graphql.list_runs import ListRuns

    from runql._models.runs.base import RunBase

__all__ = [
    "KeyUse",
    "counting_call",
    "key_uses",
    "lacking",
    "only_project",
    "project_of",
    "unfiltered_call",
    "warn_missing",
    "warn_mistyped",
]

_DOCUMENTS: Final = {"config": "config", "summary_metrics": "summary"}
_TYPES: Final[Mapping[type, str]] = {str: "string", bool: "boolean", int: "number", float: "number"}
_ANY: Final = frozenset({"list", "object"})
_MOST: Final = 5
_SHOWN: Final = 20
_SAMPLED: Final = 50
_FILTER: Final = "the filter"
_ORDER: Final = "the order"
_FIELDS: Final = "fields="


@dataclass(frozen=True, slots=True)
class KeyUse:
    """A config or summary key that a list of runs depends on.

    Attributes:
        name: The key in the format of `project.keys()`: `config.lr`.
        wire: The key in the API's format: `summary_metrics.loss`.
        place: Origin of the key, for error messages.
        types: Types of the values that the key is compared with.
    """

    name: str
    wire: str
    place: str
    types: frozenset[str] = frozenset()


def key_uses(call: Call[Any], runs: Sequence[RunBase[Any, Any]], *, is_empty: bool) -> list[KeyUse]:
    """Return the keys that a list depends on, except keys that the first page proves to exist.

    A page with runs proves this for keys that a run must have to match the filter. It also proves this for keys of the
    sort order and of `fields=` that a run of the page has.

    Args:
        call: The request of the list.
        runs: The first page.
        is_empty: Whether no run matches.
    """
    try:
        document: object = json.loads(str(call.variables.get("filters") or "{}"))
    except ValueError:
        return []
    found = list(_compared(document, certain=not is_empty))
    if runs:
        asked = [*_ordered(call.variables.get("order")), *_fetched(call.variables)]
        found += [use for use in asked if not any(_has(run, use) for run in runs)]
    # A key in both the filter and `fields=` counts as a key of the filter.
    return list({each.wire: each for each in reversed(found)}.values())[::-1][:_MOST]


def _ordered(order: object) -> Iterator[KeyUse]:
    if isinstance(order, str):
        # Lists are sorted by `config.KEY.value`, and filtered by `config.KEY`.
        column, _, key = order[1:].partition(".")
        plain = plain_key(key) if column == "config" else key
        yield from _use(f"{column}.{plain}", _ORDER)


def _fetched(variables: Mapping[str, object]) -> Iterator[KeyUse]:
    """Yield the requested config and summary keys."""
    for name, column in (("configKeys", "config"), ("summaryKeys", "summary_metrics")):
        keys = variables.get(name)
        names = [str(key) for key in keys] if isinstance(keys, list | tuple) else []
        for key in names:
            # For `a.b`, `a` is requested too, because the dot may separate nested keys or belong to a key.
            if not any(each.startswith(f"{key}.") for each in names):
                yield from _use(f"{column}.{key}", _FIELDS)


def _compared(document: object, *, certain: bool) -> Iterator[KeyUse]:
    """Yield the keys that a filter compares.

    Args:
        document: The filter, or a part of it.
        certain: Whether the returned runs prove that the compared keys exist.
    """
    if isinstance(document, list):
        for each in document:
            yield from _compared(each, certain=certain)
    if not isinstance(document, dict):
        return
    for key, condition in document.items():
        if key in ("$and", "$or", "$nor", "$not"):
            yield from _compared(condition, certain=certain and key == "$and")
        elif not asks_presence(condition) and not (certain and not negates(condition)):
            yield from _use(key, _FILTER, frozenset(_types(condition)))


def _use(wire: str, place: str, types: frozenset[str] = frozenset()) -> Iterator[KeyUse]:
    column, _, key = wire.partition(".")
    document = _DOCUMENTS.get(column)
    first = key.partition(".")[0]
    if document and key and not (is_internal(first) or is_internal_metric(first)):
        yield KeyUse(f"{document}.{key}", wire, place, types)


def _types(condition: object) -> Iterator[str]:
    if isinstance(condition, Mapping):
        for name in ("$eq", "$gt", "$gte", "$in", "$lt", "$lte"):
            if name in condition:
                yield from _types(condition[name])
    elif isinstance(condition, list):
        for each in condition:
            yield from _types(each)
    else:
        # It is unknown how servers compare lists and objects.
        yield _TYPES.get(type(condition), "object")


def _has(run: RunBase[Any, Any], use: KeyUse) -> bool:
    document = "config" if use.wire.startswith("config.") else "summary_metrics"
    text: object = getattr(getattr(run._sent, document, None), "raw", None)
    key = use.name.partition(".")[2]
    # Configs and summaries stay JSON strings in a list. A key that occurs anywhere is spelled correctly.
    return isinstance(text, str) and any(
        json.dumps(each) in text for each in (key, key.rpartition(".")[2])
    )


def lacking(uses: Iterable[KeyUse], known: Mapping[str, frozenset[str]]) -> list[KeyUse]:
    """Return the keys that are neither known, nor part of a known key, nor inside one.

    Args:
        uses: Keys that a list depends on.
        known: Types of the values by key, as far as the server returns them.
    """
    parts = {part for name in known for part in _parts(name)}
    # Servers do not list keys inside lists and some objects.
    holders = {name for name, types in known.items() if not types or not types.isdisjoint(_ANY)}
    return [
        use
        for use in uses
        if parts.isdisjoint(_spellings(use.name)) and holders.isdisjoint(_parts(use.name))
    ]


def _parts(name: str) -> Iterator[str]:
    words = name.split(".")
    for length in range(2, len(words) + 1):
        yield ".".join(words[:length])


def _spellings(name: str) -> Iterator[str]:
    """Yield a key, with and without the API's extra level in configs."""
    yield name
    document, _, key = name.partition(".")
    if document == "config":
        yield f"config.{plain_key(key)}"


def project_of(variables: Mapping[str, object]) -> ProjectPath | None:
    """Return the project of a list; None if its runs can be of several projects."""
    entity, project = variables.get("entity"), variables.get("project")
    if project is None:
        return None
    return ProjectPath(None if entity is None else str(entity), str(project))


def only_project(runs: Iterable[RunBase[Any, Any]]) -> ProjectPath | None:
    """Return the project of runs; None without runs and for runs of several projects."""
    paths = {ProjectPath(run.entity, run.project) for run in runs}
    return paths.pop() if len(paths) == 1 else None


def unfiltered_call(call: Call[Any]) -> Call[Any]:
    """Return the request of a list without its filter and its documents."""
    return call.replace(
        filters=None,
        order=None,
        first=_SAMPLED,
        after=None,
        with_config=False,
        with_summary=False,
        with_system_metrics=False,
        with_history_keys=False,
    )


def counting_call(path: ProjectPath, use: KeyUse) -> Call[ListRuns]:
    """Return a request that counts the runs of a project with a key."""
    return ops.list_runs(
        entity=path.entity,
        project=path.project,
        filters=json.dumps({use.wire: {"$exists": True}}),
        first=1,
        with_config=False,
        with_summary=False,
    )


def warn_missing(use: KeyUse, known: Collection[str], project: str) -> None:
    """Warn that no run of a project has a key, with a similar key as a hint."""
    near = _similar(use.name, known)
    shown = ", ".join(sorted(known)[:_SHOWN])
    hint = f"Did you mean {near!r}?" if near else f"Known keys: {shown}."
    warn_caller(
        f"No run of {project} has the key {use.name!r} of {use.place}. {hint}", UnknownKeyWarning
    )


def _similar(name: str, known: Collection[str]) -> str | None:
    """Return the likely intended key: the same key in the other section, or a similar key in this section."""
    document, _, key = name.partition(".")
    for other in _DOCUMENTS.values():
        if f"{other}.{key}" in known:
            return f"{other}.{key}"
    own = [each.partition(".")[2] for each in known if each.startswith(f"{document}.")]
    near = near_names(key, own)
    return f"{document}.{near[0]}" if near else None


def warn_mistyped(uses: Iterable[KeyUse], known: Mapping[str, frozenset[str]]) -> None:
    """Warn about keys that the filter of an empty list compares with a type that no run has.

    Args:
        uses: Keys of the filter.
        known: Types of the values by key, as far as the server returns them.
    """
    for use in uses:
        held = known.get(use.name, frozenset())
        if (
            use.types
            and held
            and (held | use.types).isdisjoint(_ANY)
            and held.isdisjoint(use.types)
        ):
            warn_caller(
                f"No run matches: {use.name!r} has values of the type {', '.join(sorted(held))}, "
                f"and the filter compares it with the type {', '.join(sorted(use.types))}.",
                UnknownKeyWarning,
            )
