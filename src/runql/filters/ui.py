"""Conversion between filters of the web app, in reports and workspaces, and Mongo-style filters.

The web app has two formats. A tree has groups `{"op": "OR", "filters": [...]}`. A flat list, marked `filterV2`, joins its
items by `connector`, and AND has precedence over OR. A leaf of either format compares the `key`'s section and name by `op`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from runql._wire.json_types import JsonValue
from runql.errors import FilterError
from runql.filters.catalogue import RUNS
from runql.filters.mongo import check_mongo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["mongo_from_ui", "path_from_ui", "ui_from_mongo"]

FLAT: Final = "filterV2"

_SECTIONS: Final = {
    "config": "config.",
    "summary": "summary_metrics.",
    "keys_info": "keys_info.keys.",
    "run": "",
}
_COMPARED: Final = {
    "!=": "$ne",
    "<": "$lt",
    "<=": "$lte",
    ">": "$gt",
    ">=": "$gte",
    "IN": "$in",
    "NIN": "$nin",
    "REGEX": "$regex",
}
_NAMED: Final = {mongo: op for op, mongo in _COMPARED.items()} | {"$eq": "="}
_ALL: Final[dict[str, JsonValue]] = {}
# The web app may have states that are newer than this version, so values in reports are not checked.
_APP: Final = replace(
    RUNS, fields={name: each._replace(choices=()) for name, each in RUNS.fields.items()}
)


def mongo_from_ui(
    filters: Mapping[str, JsonValue] | None, now: dt.datetime | None = None
) -> dict[str, JsonValue]:
    """Return the Mongo-style filter for a filter of the web app.

    Disabled conditions and conditions without a field exclude no runs in the web app, so the result
    does not contain them.

    Args:
        filters: A tree or a flat list. None and filters without conditions match all runs.
        now: Reference time of "within the last …"; None for the current time.

    Raises:
        FilterError: If a part has no equivalent in the API. The message names the part.
    """
    if not filters:
        return {}
    moment = now or dt.datetime.now(dt.UTC)
    items = filters.get("filters")
    if filters.get("filterFormat") == FLAT:
        return check_mongo(_flat(_objects(items), moment), _APP)
    if "filterFormat" in filters:
        raise FilterError(f"Unknown format of a web app filter: {filters['filterFormat']!r}.")
    return check_mongo(_node(filters, moment), _APP)


def path_from_ui(key: Mapping[str, JsonValue]) -> str:
    """Return the field for a key of the web app, which has a section and a name.

    Raises:
        FilterError: If the section does not exist.
    """
    section, name = str(key.get("section", "run")), str(key.get("name", ""))
    if section == "tags":
        return "tags"
    if section not in _SECTIONS:
        known = ", ".join(sorted([*_SECTIONS, "tags"]))
        raise FilterError(
            f"Unknown section in a web app filter: {section!r}. Allowed values: {known}."
        )
    return f"{_SECTIONS[section]}{name}"


def ui_from_mongo(filters: Mapping[str, object] | None) -> dict[str, JsonValue]:
    """Return the web app's flat filter for a Mongo-style filter.

    Raises:
        FilterError: If the web app does not support a part: negation by `$nor` or `$not`,
            `$exists`, or nested groups.
    """
    term = _term(check_mongo(filters or {}, _APP))
    items = _joined(term, depth=0)
    return {"filterFormat": FLAT, "filters": items}


def _objects(value: JsonValue) -> list[dict[str, JsonValue]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise FilterError(f"Invalid web app filter: expected a list of conditions, got {value!r}.")
    return [each for each in value if isinstance(each, dict)]


def _flat(items: list[dict[str, JsonValue]], now: dt.datetime) -> dict[str, JsonValue]:
    """Convert a flat list: OR separates groups that are joined with AND."""
    groups: list[list[dict[str, JsonValue]]] = [[]]
    for item in items:
        nested = item.get("filters")
        found = _flat(_objects(nested), now) if nested is not None else _leaf(item, now)
        if found == _ALL:
            continue
        if item.get("connector") == "OR" and groups[-1]:
            groups.append([])
        groups[-1].append(found)
    return _join("$or", [_join("$and", group) for group in groups if group])


def _node(node: Mapping[str, JsonValue], now: dt.datetime) -> dict[str, JsonValue]:
    if node.get("key") is not None or "filters" not in node:
        return _leaf(node, now)
    op = node.get("op")
    if op not in ("AND", "OR"):
        raise FilterError(f"Invalid web app filter: op must be AND or OR, got {op!r}.")
    terms = [_node(each, now) for each in _objects(node["filters"])]
    return _join("$and" if op == "AND" else "$or", [term for term in terms if term != _ALL])


def _join(operator: str, terms: list[dict[str, JsonValue]]) -> dict[str, JsonValue]:
    if not terms:
        return {}
    return terms[0] if len(terms) == 1 else {operator: list[JsonValue](terms)}


def _leaf(leaf: Mapping[str, JsonValue], now: dt.datetime) -> dict[str, JsonValue]:
    key, op, value = leaf.get("key"), str(leaf.get("op", "=")), leaf.get("value")
    if leaf.get("disabled") or not isinstance(key, dict) or not key.get("name"):
        return {}
    if value is None and op not in ("=", "!="):
        return {}  # the user has not chosen a value in the web app yet
    if key.get("section") == "tags":
        return _tag(str(key["name"]), op, value)
    path = path_from_ui(key)
    if op in ("=", "=="):
        return {path: value}
    if op == "WITHINSECONDS":
        if not isinstance(value, int | float):
            raise FilterError(f"{path} must be within a number of seconds, got {value!r}.")
        return {path: {"$gte": (now - dt.timedelta(seconds=value)).isoformat()}}
    if op not in _COMPARED:
        raise FilterError(f"Unknown operator in a web app filter: {op!r}.")
    return {path: {_COMPARED[op]: value}}


def _tag(name: str, op: str, value: JsonValue) -> dict[str, JsonValue]:
    """Convert a condition on one tag."""
    if op in ("=", "==") and isinstance(value, bool):
        return {"tags": name} if value else {"tags": {"$ne": name}}
    if op == "!=" and isinstance(value, bool):
        return {"tags": {"$ne": name}} if value else {"tags": name}
    if op in ("IN", "NIN") and isinstance(value, list):
        return {"tags": {_COMPARED[op]: value}}
    raise FilterError(f"Invalid condition on tag {name!r} in a web app filter: {op!r} {value!r}.")


def _term(document: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return a filter as one leaf, or as one group `{"op", "terms"}`."""
    terms: list[JsonValue] = []
    for name, condition in document.items():
        if name in ("$and", "$or"):
            found = [_term(each) for each in _objects(condition)]
            terms.append({"op": "AND" if name == "$and" else "OR", "terms": list[JsonValue](found)})
        elif name.startswith("$"):
            raise _wordless(name)
        else:
            terms += _leaves(name, condition)
    if len(terms) == 1 and isinstance(terms[0], dict):
        return terms[0]
    return {"op": "AND", "terms": terms}


def _leaves(path: str, condition: JsonValue) -> Iterable[dict[str, JsonValue]]:
    key = _ui_key(path)
    if not isinstance(condition, dict):
        yield {"key": key, "op": "=", "value": condition}
        return
    for operator, value in condition.items():
        if operator not in _NAMED:
            raise _wordless(operator)
        yield {"key": key, "op": _NAMED[operator], "value": value}


def _ui_key(path: str) -> dict[str, JsonValue]:
    for section, prefix in _SECTIONS.items():
        if prefix and path.startswith(prefix):
            return {"section": section, "name": path.removeprefix(prefix)}
    return {"section": "run", "name": path}


def _joined(term: dict[str, JsonValue], depth: int) -> list[JsonValue]:
    """Return a term as items of a flat list."""
    if "terms" not in term:
        return [term]
    op, items = str(term["op"]), list[JsonValue]()
    for each in _objects(term["terms"]):
        inner = _joined(each, depth) if _binds(each, op) else _group(each, depth)
        for index, item in enumerate(inner):
            if isinstance(item, dict):
                joins = op if index == 0 else item["connector"]
                items.append({**item, "connector": joins} if items else item)
    return items


def _binds(term: dict[str, JsonValue], op: str) -> bool:
    """Return whether a term needs no parentheses inside a group of `op`."""
    return "terms" not in term or op == "OR" or term["op"] == "AND"


def _group(term: dict[str, JsonValue], depth: int) -> list[JsonValue]:
    inner = _joined(term, depth + 1)
    if len(inner) <= 1:
        return inner
    if depth:
        raise FilterError(
            "The web app does not support nested groups in filters.",
            hint="Rewrite the filter as alternatives of conjunctions: (a and b) or (a and c).",
        )
    return [{"filters": inner}]


def _wordless(operator: str) -> FilterError:
    return FilterError(
        f"The web app does not support {operator} in filters.",
        hint=f"Use {', '.join(['=', *_COMPARED])}, AND or OR.",
    )
