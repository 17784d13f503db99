"""Pages of a single run."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.addresses import address, file_address
from runql_sandbox.pages.drawing.lines import Curve, Point, draw_lines
from runql_sandbox.pages.drawing.scales import finite_number
from runql_sandbox.pages.markdown import markdown
from runql_sandbox.pages.near import missing_project, missing_run
from runql_sandbox.pages.projects import project_tabs, project_trail
from runql_sandbox.pages.runs.curves import Axes, charts_of, numeric_keys
from runql_sandbox.pages.stored_files import file_page, first_bytes
from runql_sandbox.pages.values import config_values, read_document, summary_values
from runql_sandbox.pages.visits import Rendered, cursor_of_page, nodes

if TYPE_CHECKING:
    from runql_sandbox.pages.visits import Result, Visit

__all__ = ["artifacts", "charts", "file", "files", "logs", "overview", "system"]

_FILES: Final = 200
_LINES: Final = 1000
_SAMPLES: Final = 400
_FIRST_CHARTS: Final = 6
_ESCAPES: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")

_HEAD: Final = """
fragment RunHead on Run { name displayName state notes tags group sweepName fileCount }
"""
_OVERVIEW: Final = (
    """
query RunOverview($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunHead
      config summaryMetrics createdAt heartbeatAt updatedAt computeSeconds jobType host commit github description exitcode
      historyLineCount eventsLineCount logLineCount
      user { username }
      branchPoint { run { name displayName project { name entityName } } step }
      sweep { name displayName }
      metadata: files(names: ["wandb-metadata.json"], first: 1) { edges { node { storagePath sizeBytes } } }
    }
  }
}
"""
    + _HEAD
)
_PLAIN: Final = (
    """
query RunHead($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { ...RunHead } }
}
"""
    + _HEAD
)
_SYSTEM: Final = (
    """
query RunSystem($entity: String!, $project: String!, $run: String!, $samples: Int!) {
  project(name: $project, entityName: $entity) { run(name: $run) { ...RunHead events(samples: $samples) } }
}
"""
    + _HEAD
)
_LOGS: Final = (
    """
query RunLogs($entity: String!, $project: String!, $run: String!, $first: Int!, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunHead
      logLineCount
      logLines(first: $first, after: $after) { edges { node { number level timestamp label line } } }
    }
  }
}
"""
    + _HEAD
)
_LIST: Final = (
    """
query RunFiles($entity: String!, $project: String!, $run: String!, $first: Int!, $after: String, $pattern: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunHead
      files(first: $first, after: $after, pattern: $pattern) {
        totalCount
        edges { node { name sizeBytes mimetype updatedAt } }
      }
    }
  }
}
"""
    + _HEAD
)
_FILE: Final = (
    """
query RunFile($entity: String!, $project: String!, $run: String!, $names: [String]) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunHead
      files(names: $names, first: 1) { edges { node { name sizeBytes mimetype updatedAt md5 storagePath } } }
    }
  }
}
"""
    + _HEAD
)
_VERSION: Final = """
fragment RunVersion on Artifact {
  id versionIndex size fileCount createdAt state
  aliases { alias artifactCollectionName }
  artifactType { name }
  artifactSequence { name project { name entityName } }
}
"""
_ARTIFACTS: Final = (
    """
query RunArtifacts($entity: String!, $project: String!, $run: String!, $first: Int!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunHead
      inputArtifacts(first: $first) { totalCount edges { node { ...RunVersion } } }
      outputArtifacts(first: $first) { totalCount edges { node { ...RunVersion } } }
    }
  }
}
"""
    + _HEAD
    + _VERSION
)


def overview(visit: Visit, entity: str, project: str, run: str) -> Result:
    """Return the overview page of a run: attributes, a few charts, config and summary."""
    found = _read(visit, _OVERVIEW, entity, project, run)
    keys = numeric_keys(visit, entity, project, [run])
    axes = Axes.of(visit)
    config, summary = config_values(found["config"]), summary_values(found["summaryMetrics"])
    values = {
        "config": config,
        "summary": {key: each for key, each in summary.items() if not key.startswith("_")},
        "own_summary": {key: each for key, each in summary.items() if key.startswith("_")},
        "metadata": _metadata(visit, found),
        "charts": charts_of(
            visit, entity, project, {run: found["name"]}, keys[:_FIRST_CHARTS], axes
        ),
        "metric_count": len(keys),
        "notes": markdown(found["notes"]) if found["notes"] else "",
        "project_name": project,
        "entity": entity,
    }
    return _page("run.html", found, entity, project, "Overview", values)


def charts(visit: Visit, entity: str, project: str, run: str) -> Result:
    """Return the page with charts of all metrics of a run."""
    found = _read(visit, _PLAIN, entity, project, run)
    axes = Axes.of(visit)
    keys = numeric_keys(visit, entity, project, [run])
    at = (entity, project, "runs", run, "charts")
    values = {
        "axes": axes,
        "keys": keys,
        "action": address(*at),
        "links": axes.page_links(at, keys),
        "charts": charts_of(visit, entity, project, {run: found["name"]}, axes.chosen(keys), axes),
    }
    return _page("run_charts.html", found, entity, project, "Charts", values)


def system(visit: Visit, entity: str, project: str, run: str) -> Result:
    """Return the page with the system metrics of a run."""
    found = _read(visit, _SYSTEM, entity, project, run, samples=_SAMPLES)
    points: dict[str, list[Point]] = {}
    for line in found["events"]:
        row = read_document(line)
        at = finite_number(row.get("_runtime"))
        for key, value in row.items():
            number = finite_number(value)
            if at is not None and number is not None and not key.startswith("_"):
                points.setdefault(key, []).append(Point(at, number, number, number))
    drawn = [
        draw_lines(key, [Curve(key, tuple(points[key]))], "seconds since the start")
        for key in sorted(points)
    ]
    return _page("run_system.html", found, entity, project, "System", {"charts": drawn})


def logs(visit: Visit, entity: str, project: str, run: str) -> Result:
    """Return the page with a run's console lines."""
    number = visit.number("page", 1, 1_000_000)
    after = cursor_of_page(number, _LINES)
    found = _read(visit, _LOGS, entity, project, run, first=_LINES, after=after)
    pages = max(1, -(-found["logLineCount"] // _LINES))
    lines = [
        {**each, "line": _ESCAPES.sub("", each["line"] or "")} for each in nodes(found["logLines"])
    ]
    at = (entity, project, "runs", run, "logs")
    values = {
        "lines": lines,
        "number": number,
        "pages": pages,
        "links": _page_links(at, number, pages),
    }
    return _page("run_logs.html", found, entity, project, "Logs", values)


def files(visit: Visit, entity: str, project: str, run: str) -> Result:
    """Return the page with a run's files."""
    number, search = visit.number("page", 1, 1_000_000), visit.text("search")
    escaped = re.sub(r"([\\%_])", r"\\\1", search)
    pattern = f"%{escaped}%" if search else None
    after = cursor_of_page(number, _FILES)
    found = _read(visit, _LIST, entity, project, run, first=_FILES, after=after, pattern=pattern)
    pages = max(1, -(-found["files"]["totalCount"] // _FILES))
    at = (entity, project, "runs", run, "files")
    listed = [
        {**each, "href": file_address(*at, name=each["name"])} for each in nodes(found["files"])
    ]
    values = {
        "files": listed,
        "total": found["files"]["totalCount"],
        "search": search,
        "action": address(*at),
        "number": number,
        "pages": pages,
        "links": _page_links(at, number, pages, search),
    }
    return _page("run_files.html", found, entity, project, "Files", values)


def file(visit: Visit, entity: str, project: str, run: str, name: str) -> Result:
    """Return the page of a file, or the file itself."""
    found = _read(visit, _FILE, entity, project, run, names=[name])
    at = (entity, project, "runs", run, "files")
    shown_file = file_page(visit, nodes(found["files"]), name, at)
    if not isinstance(shown_file, dict):
        return shown_file
    return _page("run_file.html", found, entity, project, "Files", shown_file)


def artifacts(visit: Visit, entity: str, project: str, run: str) -> Result:
    """Return the page with the artifacts that a run used and logged."""
    found = _read(visit, _ARTIFACTS, entity, project, run, first=1000)
    values = {
        "inputs": [_version(each) for each in nodes(found["inputArtifacts"])],
        "outputs": [_version(each) for each in nodes(found["outputArtifacts"])],
        "run_label": found["displayName"] or found["name"],
    }
    return _page("run_artifacts.html", found, entity, project, "Artifacts", values)


def _version(node: dict[str, Any]) -> dict[str, Any]:
    sequence, kind = node["artifactSequence"], node["artifactType"]["name"]
    name, number = sequence["name"], f"v{node['versionIndex']}"
    owner = sequence["project"]
    href = owner and address(owner["entityName"], owner["name"], "artifacts", kind, name, number)
    own = [
        each["alias"]
        for each in node["aliases"]
        if each["artifactCollectionName"] == name and each["alias"] != number
    ]
    return {**node, "label": f"{name}:{number}", "kind": kind, "href": href, "names": own}


def _read(
    visit: Visit, document: str, entity: str, project: str, run: str, **variables: object
) -> dict[str, Any]:
    data = visit.query(document, entity=entity, project=project, run=run, **variables)
    if data["project"] is None:
        raise missing_project(visit, entity, project)
    found: dict[str, Any] | None = data["project"]["run"]
    if found is None:
        raise missing_run(visit, entity, project, run)
    return found


def _metadata(visit: Visit, found: dict[str, Any]) -> dict[str, Any]:
    """Return the environment from the SDK's metadata file, with nested values as JSON."""
    listed = nodes(found["metadata"])
    content = first_bytes(visit, listed[0], 2**20) if listed else b""
    document = read_document(content.decode("utf-8", "replace")) if content else {}
    return {
        key: json.dumps(value) if isinstance(value, dict | list) else value
        for key, value in document.items()
        if value not in (None, "", [], {})
    }


def _page(
    template: str,
    found: dict[str, Any],
    entity: str,
    project: str,
    tab: str,
    values: dict[str, Any],
) -> Rendered:
    run = found["name"]
    label = found["displayName"] or run
    below = ("Charts", "System", "Files", "Logs", "Artifacts")
    at = address(entity, project, "runs", run)
    run_tabs = {"Overview": at, **{each: f"{at}/{each.lower()}" for each in below}}
    return Rendered(
        template,
        f"{label} · {entity}/{project}",
        {"run": found, "label": label, "run_tabs": run_tabs, "run_tab": tab, **values}
        | {"at": (entity, project)},
        project_trail(entity, project, (label, at)),
        project_tabs(entity, project),
        "Runs",
    )


def _page_links(
    at: tuple[str, ...], number: int, pages: int, search: str = ""
) -> dict[str, str | None]:
    def link(page: int) -> str | None:
        query = {"page": str(page), "search": search}
        return address(*at, query=query) if 1 <= page <= pages and page != number else None

    return {
        "First": link(1),
        "Previous": link(number - 1),
        "Next": link(number + 1),
        "Last": link(pages),
    }
