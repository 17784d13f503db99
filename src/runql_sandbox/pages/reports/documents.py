"""Pages of reports: the list of a project, and a report with its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.addresses import address
from runql_sandbox.pages.near import missing_project
from runql_sandbox.pages.projects import project_tabs, project_trail
from runql_sandbox.pages.reports.blocks import Block, objects, read_block
from runql_sandbox.pages.reports.panels import read_grid
from runql_sandbox.pages.values import read_document
from runql_sandbox.pages.visits import PageError, Rendered, nodes

if TYPE_CHECKING:
    from runql_sandbox.pages.visits import Result, Visit

__all__ = ["of_project", "one"]

_LIST: Final = """
query Reports($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) {
    allViews(viewType: "runs", first: 1000) {
      edges { node { id displayName description updatedAt createdAt viewCount user { username } } }
    }
    drafts: allViews(viewType: "runs/draft", first: 1000) {
      edges { node { id displayName description updatedAt createdAt viewCount user { username } } }
    }
  }
}
"""
_REPORT: Final = """
query Report($id: ID!) {
  view(id: $id) {
    id type displayName description spec createdAt updatedAt projectName entityName user { username name }
  }
}
"""
_MOST_BLOCKS: Final = 1000
_DEEPEST: Final = 20


def of_project(visit: Visit, entity: str, project: str) -> Result:
    """Return the page of a project's reports."""
    found = visit.query(_LIST, entity=entity, project=project)["project"]
    if found is None:
        raise missing_project(visit, entity, project)
    values = {
        "reports": [_listed(each, entity, project) for each in nodes(found["allViews"])],
        "drafts": [_listed(each, entity, project) for each in nodes(found["drafts"])],
    }
    trail, tabs = project_trail(entity, project), project_tabs(entity, project)
    return Rendered(
        "reports.html", f"Reports of {entity}/{project}", values, trail, tabs, "Reports"
    )


def one(visit: Visit, entity: str, project: str, slug: str) -> Result:
    """Return the page of a report. Its ID is at the end of the URL; the title before it is ignored."""
    found = _read(visit, slug)
    reports = {f"All reports of {entity}/{project}": address(entity, project, "reports")}
    if found is None:
        raise PageError(404, f"Report not found: {slug[-60:]!r} in {entity}/{project}.", reports)
    title = found["displayName"] or "Untitled report"
    if (found["entityName"], found["projectName"]) != (entity, project):
        there = address(found["entityName"], found["projectName"], "reports", slug)
        raise PageError(404, f"The report is in another project: {title!r}.", {title: there})
    spec = read_document(found["spec"])
    given = objects(spec.get("blocks"))
    if "blocks" in spec:
        raw_blocks = _opened(given)[:_MOST_BLOCKS]
        blocks = [_block(visit, raw, entity, project) for raw in raw_blocks]
    else:
        groups = objects(spec.get("panelGroups"))
        blocks = [read_grid(visit, raw, entity, project) for raw in groups]
    values: dict[str, Any] = {
        "report": found,
        "blocks": blocks,
        "headings": _headings(blocks),
        "draft": str(found["type"]).endswith("/draft"),
    }
    here = ("Reports", address(entity, project, "reports"))
    trail = project_trail(entity, project, here, (title, address(entity, project, "reports", slug)))
    return Rendered("report.html", title, values, trail, project_tabs(entity, project), "Reports")


def _read(visit: Visit, slug: str) -> dict[str, Any] | None:
    # URLs omit the padding of base64.
    opaque = slug.rpartition("--")[2].rstrip("=")
    padded = opaque + "=" * (-len(opaque) % 4)
    found: dict[str, Any] | None = visit.query(_REPORT, id=padded)["view"]
    return found


def _opened(blocks: list[dict[str, Any]], depth: int = 0) -> list[dict[str, Any]]:
    """Return all blocks, including those in collapsed headings, which follow their heading."""
    found: list[dict[str, Any]] = []
    for block in blocks:
        found.append(block)
        if block.get("type") == "heading" and depth < _DEEPEST and len(found) < _MOST_BLOCKS:
            found += _opened(objects(block.get("collapsedChildren")), depth + 1)
    return found


def _block(visit: Visit, raw: dict[str, Any], entity: str, project: str) -> Block:
    if raw.get("type") == "panel-grid":
        return read_grid(visit, raw, entity, project)
    return read_block(raw)


def _headings(blocks: list[Block]) -> list[tuple[int, int, str]]:
    """Return number, level and text of each heading, for the table of contents."""
    return [
        (index, block.values["level"], "".join(span.text for span in block.values["spans"]))
        for index, block in enumerate(blocks)
        if block.kind == "heading"
    ]


def _listed(view: dict[str, Any], entity: str, project: str) -> dict[str, Any]:
    title = view["displayName"] or "Untitled report"
    words = "-".join("".join(c if c.isalnum() else " " for c in title).split())
    slug = f"{words}--{view['id'].rstrip('=')}"
    return {**view, "title": title, "href": address(entity, project, "reports", slug)}
