"""Run sets of reports: the web app's filters, converted to filters of the API."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.runs.columns import RUN_FIELDS, Row, read_rows
from runql_sandbox.pages.visits import PageError, nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_sandbox.pages.visits import Visit

__all__ = ["RunSet", "UnreadableError", "read_run_set"]

_MOST: Final = 100
_SECTIONS: Final = {
    "run": "",
    "config": "config.",
    "summary": "summary_metrics.",
}
_OPERATORS: Final = {
    "!=": "$ne", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte", "IN": "$in", "NIN": "$nin",
    "REGEX": "$regex",
}  # fmt: skip
_DEEPEST: Final = 20
_FLAT: Final = "filterV2"

_RUNS: Final = (
    """
query ReportRuns($entity: String!, $project: String!, $filters: JSONString, $order: String, $first: Int!) {
  project(name: $project, entityName: $entity) {
    runCount(filters: $filters)
    runs(filters: $filters, order: $order, first: $first) { edges { node { ...TableRun } } }
  }
}
"""
    + RUN_FIELDS
)


class UnreadableError(Exception):
    """A part of a report that no filter can express."""


@dataclass(frozen=True, slots=True)
class RunSet:
    """The runs of a run set.

    Attributes:
        name: Name in the report.
        entity: Entity of the project.
        project: The project of the runs.
        rows: The runs, up to the maximum of a page.
        total: Number of runs.
        filters: Filter of the API, for the link to the table.
        problem: Reason why the runs cannot be listed; empty if they can.
    """

    name: str
    entity: str
    project: str
    rows: tuple[Row, ...] = ()
    total: int = 0
    filters: str = ""
    problem: str = ""


def read_run_set(visit: Visit, spec: Mapping[str, Any], entity: str, project: str) -> RunSet:
    """Return the runs of a run set, in its order.

    Args:
        visit: The request.
        spec: The run set in the report.
        entity: Entity of the report's project, for run sets without an entity.
        project: The report's project.
    """
    given = _object(spec.get("project"))
    entity = str(given.get("entityName") or entity)
    project = str(given.get("name") or project)
    name = str(spec.get("name") or "Run set")
    try:
        filters = json.dumps(_filters(spec))
        variables = {"filters": filters, "order": _order(spec), "first": _MOST}
        found = visit.query(_RUNS, entity=entity, project=project, **variables)["project"]
    except UnreadableError as error:
        return RunSet(name, entity, project, problem=str(error))
    except PageError as error:
        return RunSet(name, entity, project, problem=f"The runs cannot be listed: {error}.")
    if found is None:
        missing = f"The project {entity}/{project} does not exist, or {visit.username} has no access to it."
        return RunSet(name, entity, project, problem=missing)
    rows = tuple(read_rows(nodes(found["runs"])))
    return RunSet(
        name, entity, project, rows, found["runCount"], "" if filters == "{}" else filters
    )


def _filters(spec: Mapping[str, Any]) -> dict[str, Any]:
    terms = [_tree(_object(spec.get("filters")), 0), _search(spec), _selection(spec)]
    wanted = [each for each in terms if each]
    return {"$and": wanted} if len(wanted) > 1 else next(iter(wanted), {})


def _tree(node: Mapping[str, Any], depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        raise UnreadableError("The filters of the run set are nested too deep.")
    inner = node.get("filters")
    if node.get("filterFormat") == _FLAT:
        return _flat(inner, depth)
    if not isinstance(inner, list) or node.get("key") is not None:
        return _leaf(node) if node else {}
    terms = [found for each in inner if (found := _tree(_object(each), depth + 1))]
    operator = {"AND": "$and", "OR": "$or"}.get(str(node.get("op") or "AND"))
    if operator is None:
        raise UnreadableError(f"The filters of the run set are joined by {node.get('op')!r}.")
    return {operator: terms} if len(terms) > 1 else next(iter(terms), {})


def _flat(items: object, depth: int) -> dict[str, Any]:
    """Parse a flat list, in which AND binds more tightly than OR."""
    groups: list[list[dict[str, Any]]] = [[]]
    for each in items if isinstance(items, list) else []:
        item = _object(each)
        if depth > _DEEPEST:
            raise UnreadableError("The filters of the run set are nested too deep.")
        nested = item.get("filters")
        found = _flat(nested, depth + 1) if isinstance(nested, list) else _leaf(item)
        if not found:
            continue
        if item.get("connector") == "OR" and groups[-1]:
            groups.append([])
        groups[-1].append(found)
    terms = [each[0] if len(each) == 1 else {"$and": each} for each in groups if each]
    return {"$or": terms} if len(terms) > 1 else next(iter(terms), {})


def _leaf(leaf: Mapping[str, Any]) -> dict[str, Any]:
    key, operator, value = _object(leaf.get("key")), str(leaf.get("op") or "="), leaf.get("value")
    if leaf.get("disabled") or not key.get("name"):
        return {}
    if value is None and operator not in ("=", "==", "!="):
        return {}  # The user has not chosen the value yet.
    section, name = str(key.get("section") or "run"), str(key["name"])
    if section == "tags":
        has = value is True if operator in ("=", "==") else value is False
        if operator in ("IN", "NIN"):
            return {"tags": {_OPERATORS[operator]: value}}
        return {"tags": name if has else {"$ne": name}}
    if section not in _SECTIONS:
        raise UnreadableError(
            f"The run set filters by {section}, which this page does not support."
        )
    path = f"{_SECTIONS[section]}{name}"
    if operator in ("=", "=="):
        return {path: value}
    if operator == "WITHINSECONDS" and isinstance(value, int | float):
        since = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=min(float(value), 1e9))
        return {path: {"$gte": since.isoformat()}}
    if operator not in _OPERATORS:
        raise UnreadableError(
            f"The run set compares by {operator!r}, which this page does not support."
        )
    return {path: {_OPERATORS[operator]: value}}


def _search(spec: Mapping[str, Any]) -> dict[str, Any]:
    search = _object(spec.get("search"))
    query = str(search.get("query") or "")
    if not query:
        return {}
    return {"display_name": {"$regex": query if search.get("isRegex") else re.escape(query)}}


def _selection(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Parse the visible runs: all except those in the tree (root 1), or only those (root 0)."""
    selections = _object(spec.get("selections"))
    tree, all_but = selections.get("tree") or [], bool(selections.get("root", 1))
    if all_but and not tree:
        return {}
    if not isinstance(tree, list) or not all(isinstance(each, str) for each in tree):
        return {}  # Hidden groups are shown, because only single runs are supported.
    return {"name": {"$nin" if all_but else "$in": tree}}


def _order(spec: Mapping[str, Any]) -> str | None:
    sort = _object(spec.get("sort"))
    keys = sort.get("keys") or ([sort] if "key" in sort else [])
    first = _object(keys[0]) if isinstance(keys, list) and keys else {}
    key = _object(first.get("key"))
    section, name = str(key.get("section") or "run"), key.get("name")
    if not name or section not in _SECTIONS:
        return None
    return f"{'+' if first.get('ascending') else '-'}{_SECTIONS[section]}{name}"


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
