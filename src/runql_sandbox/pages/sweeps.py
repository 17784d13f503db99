"""Pages of sweeps."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Final

import yaml

from runql_sandbox.pages.addresses import address
from runql_sandbox.pages.drawing.parallel import draw_parallel
from runql_sandbox.pages.near import missing_project
from runql_sandbox.pages.projects import project_tabs, project_trail
from runql_sandbox.pages.runs.columns import RUN_FIELDS, Row, read_rows
from runql_sandbox.pages.values import read_document
from runql_sandbox.pages.visits import PageError, Rendered, cursor_of_page, nodes

if TYPE_CHECKING:
    from runql_sandbox.pages.visits import Result, Visit

__all__ = ["of_project", "one"]

_PAGE: Final = 100
_DRAWN: Final = 500
_MOST_AXES: Final = 10

_SWEEPS: Final = """
query Sweeps($entity: String!, $project: String!, $first: Int!, $after: String) {
  project(name: $project, entityName: $entity) {
    totalSweeps
    sweeps(first: $first, after: $after) {
      edges { node { name displayName state method runCount runCountExpected bestLoss createdAt user { username } } }
    }
  }
}
"""
_SWEEP: Final = (
    """
query Sweep($entity: String!, $project: String!, $sweep: String!, $first: Int!) {
  project(name: $project, entityName: $entity) {
    sweep(sweepName: $sweep) {
      name displayName description state method runCount runCountExpected bestLoss createdAt heartbeatAt config
      user { username }
      runs(first: $first) { edges { node { ...TableRun } } }
    }
  }
}
"""
    + RUN_FIELDS
)


def of_project(visit: Visit, entity: str, project: str) -> Result:
    """Return the page of a project's sweeps."""
    number = visit.number("page", 1, 100_000)
    variables = {"entity": entity, "project": project, "first": _PAGE}
    data = visit.query(_SWEEPS, **variables, after=cursor_of_page(number, _PAGE))
    found = data["project"]
    if found is None:
        raise missing_project(visit, entity, project)
    pages = max(1, -(-found["totalSweeps"] // _PAGE))
    at = (entity, project, "sweeps")
    values = {
        "sweeps": [{**each, "href": address(*at, each["name"])} for each in nodes(found["sweeps"])],
        "previous": address(*at, query={"page": str(number - 1)}) if number > 1 else None,
        "next": address(*at, query={"page": str(number + 1)}) if number < pages else None,
    }
    trail, tabs = project_trail(entity, project), project_tabs(entity, project)
    return Rendered("sweeps.html", f"Sweeps of {entity}/{project}", values, trail, tabs, "Sweeps")


def one(visit: Visit, entity: str, project: str, sweep: str) -> Result:
    """Return the page of a sweep: its config, parallel coordinates and a table of its runs."""
    data = visit.query(_SWEEP, entity=entity, project=project, sweep=sweep, first=_DRAWN)
    if data["project"] is None:
        raise missing_project(visit, entity, project)
    found: dict[str, Any] | None = data["project"]["sweep"]
    if found is None:
        raise _missing(visit, entity, project, sweep)
    config = _read_config(found["config"])
    parameters, metric, goal = _searched(config)
    rows = read_rows(nodes(found["runs"]))
    columns = [f"config.{each}" for each in parameters]
    if metric:
        columns.append(f"summary.{metric}")
        rows.sort(key=lambda row: _rank(row, f"summary.{metric}", goal))
    links = [
        (row.label, address(entity, project, "runs", row.run["name"]), row.values) for row in rows
    ]
    axes = columns[-_MOST_AXES:]
    best = rows[0] if rows and metric and f"summary.{metric}" in rows[0].values else None
    values = {
        "sweep": found,
        "label": found["displayName"] or sweep,
        "config_text": found["config"],
        "metric": metric,
        "goal": goal,
        "best": best,
        "chart": draw_parallel(axes, links),
        "axes_cut": len(columns) > len(axes),
        "columns": ["state", "created", "runtime", *columns],
        "rows": rows,
        "at": (entity, project),
        "drawn": _DRAWN,
    }
    trail = project_trail(
        entity,
        project,
        ("Sweeps", address(entity, project, "sweeps")),
        (values["label"], address(entity, project, "sweeps", sweep)),
    )
    tabs = project_tabs(entity, project)
    return Rendered("sweep.html", f"Sweep {values['label']}", values, trail, tabs, "Sweeps")


def _missing(visit: Visit, entity: str, project: str, sweep: str) -> PageError:
    data = visit.query(_SWEEPS, entity=entity, project=project, first=1000, after=None)
    names: dict[str, str] = {}
    for each in nodes(data["project"]["sweeps"]):
        names[each["name"]] = each["name"]
        names.setdefault(each["displayName"] or each["name"], each["name"])
    close = difflib.get_close_matches(sweep, list(names), 5, 0.6)
    near = {each: address(entity, project, "sweeps", names[each]) for each in close}
    return PageError(
        404,
        f"Sweep not found: {entity}/{project}/{sweep}.",
        near or {f"All sweeps of {entity}/{project}": address(entity, project, "sweeps")},
    )


def _read_config(text: str) -> dict[str, Any]:
    # YAML decodes JSON's escapes of surrogate pairs incorrectly, so try JSON first.
    if text.lstrip().startswith("{") and (document := read_document(text)):
        return document
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _searched(config: dict[str, Any]) -> tuple[list[str], str, str]:
    """Return the varied parameters of a sweep, its metric and its goal."""
    given = config.get("parameters")
    parameters: list[str] = []
    if isinstance(given, dict):
        for name, spec in given.items():
            fixed = isinstance(spec, dict) and set(spec) <= {"value", "distribution"}
            inner = spec.get("parameters") if isinstance(spec, dict) else None
            if isinstance(inner, dict):
                parameters += [f"{name}.{each}" for each in inner]
            elif not fixed:
                parameters.append(str(name))
    metric = config.get("metric")
    if not isinstance(metric, dict):
        return parameters, "", ""
    goal = "maximize" if metric.get("goal") == "maximize" else "minimize"
    return parameters, str(metric.get("name") or ""), goal


def _rank(row: Row, column: str, goal: str) -> tuple[bool, float]:
    """Return a sort key that places the best run first, and runs without the metric last."""
    value = row.values.get(column)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return True, 0.0
    return False, -float(value) if goal == "maximize" else float(value)
