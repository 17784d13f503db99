"""Pages with many runs: the table of a project or a group, and charts of its runs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.inputs import InputError
from runql_sandbox.pages.addresses import address
from runql_sandbox.pages.near import missing_project
from runql_sandbox.pages.projects import project_tabs, project_trail
from runql_sandbox.pages.runs.columns import (
    RUN_FIELDS,
    Row,
    chosen_columns,
    column_groups,
    order_of,
    read_rows,
)
from runql_sandbox.pages.runs.curves import Axes, charts_of, numeric_keys
from runql_sandbox.pages.runs.filter_text import mongo_filter
from runql_sandbox.pages.visits import PageError, Rendered, cursor_of_page, nodes

if TYPE_CHECKING:
    from runql_sandbox.pages.visits import Result, Visit

__all__ = ["RunsPage", "charts_of_project", "of_group", "of_project", "read_page"]

_SIZES: Final = ("50", "100", "200", "25")
_CURVES: Final = 10
_MOST_PAGES: Final = 1_000_000
_USUAL_ORDER: Final = "-created"

_RUNS: Final = (
    """
query TableRuns(
  $entity: String!, $project: String!, $filters: JSONString, $order: String, $first: Int!, $after: String
) {
  project(name: $project, entityName: $entity) {
    name entityName description totalRuns
    runCount(filters: $filters)
    runs(filters: $filters, order: $order, first: $first, after: $after) {
      edges { node { ...TableRun } }
    }
  }
}
"""
    + RUN_FIELDS
)


@dataclass(frozen=True, slots=True)
class RunsPage:
    """A page of a table of runs.

    Attributes:
        visit: The request.
        base: Path parts of the table.
        filter_text: The filter that the user entered.
        error: Error in the filter; empty if there is none. With an error, the table is empty.
        sort: Column with a leading `-` or `+`.
        number: Number of the page, from 1.
        size: Runs per page.
        matching: Number of matching runs.
        total: Number of all runs.
        rows: The runs of the page.
    """

    visit: Visit
    base: tuple[str, ...]
    filter_text: str
    error: str
    sort: str
    number: int
    size: int
    matching: int
    total: int
    rows: list[Row]

    @property
    def pages(self) -> int:
        """Number of pages."""
        return max(1, -(-self.matching // self.size))

    @property
    def first(self) -> int:
        """Number of the first run on the page; 0 if the page is empty."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last run on the page; 0 if the page is empty."""
        return (self.number - 1) * self.size + len(self.rows) if self.rows else 0

    def link(self, **changes: str | None) -> str:
        """Return the URL of the table with changed parameters."""
        query: dict[str, Any] = {
            "filter": self.filter_text or None,
            "sort": None if self.sort == _USUAL_ORDER else self.sort,
            "size": None if str(self.size) == _SIZES[0] else str(self.size),
            "columns": self.visit.texts("columns"),
            "page": None,
        }
        return address(*self.base, query={**query, **changes})

    def page_link(self, number: int) -> str | None:
        """Return the URL of another page; None if it does not exist."""
        return self.link(page=str(number)) if 1 <= number <= self.pages else None

    def sort_link(self, column: str) -> str:
        """Return the URL of the table ordered by a column, or in the reverse order."""
        same = self.sort.lstrip("+-") == column
        down = not self.sort.startswith("-") if same else column not in ("name", "id")
        return self.link(sort=f"{'-' if down else '+'}{column}")

    def sorted_by(self, column: str) -> str:
        """Return the ARIA sort value: `ascending`, `descending` or `none`."""
        if self.sort.lstrip("+-") != column:
            return "none"
        return "descending" if self.sort.startswith("-") else "ascending"


def read_page(
    visit: Visit, entity: str, project: str, base: tuple[str, ...], within: dict[str, Any]
) -> tuple[RunsPage, dict[str, Any]]:
    """Return the table page of a URL, and the project.

    Args:
        visit: The request.
        entity: Entity of the project.
        project: The project.
        base: Path parts of the table.
        within: Filter that restricts the table.

    Raises:
        PageError: If the project does not exist, or the URL is invalid.
    """
    text, sort = visit.text("filter"), visit.text("sort", _USUAL_ORDER)
    # In a URL, a plus sign is a space.
    order = order_of(sort)
    size = int(visit.choice("size", _SIZES))
    number = visit.number("page", 1, _MOST_PAGES)
    variables: dict[str, Any] = {"entity": entity, "project": project, "order": order}
    error = ""
    try:
        wanted = [each for each in (within, mongo_filter(text)) if each]
        filters = json.dumps({"$and": wanted} if len(wanted) > 1 else (wanted or [{}])[0])
        after = cursor_of_page(number, size)
        data = visit.query(_RUNS, **variables, filters=filters, first=size, after=after)
    except (InputError, PageError) as refused:
        # Show the page with an empty table, so that the user can correct the filter.
        if not text or (isinstance(refused, PageError) and refused.status != 400):
            raise
        error = str(refused)
        data = visit.query(_RUNS, **variables, filters=json.dumps(within), first=0, after=None)
    found = data["project"]
    if found is None:
        raise missing_project(visit, entity, project)
    rows = read_rows(nodes(found["runs"]))
    matching = 0 if error else found["runCount"]
    page = RunsPage(
        visit, base, text, error, sort, number, size, matching, found["totalRuns"], rows
    )
    if not error and number > page.pages:
        raise PageError(
            404,
            f"The table has {page.pages} pages, not {number}.",
            {"The last page": page.link(page=str(page.pages)), "The first page": page.link()},
        )
    return page, found


def of_project(visit: Visit, entity: str, project: str) -> Result:
    """Return the page of a project's runs."""
    page, found = read_page(visit, entity, project, (entity, project), {})
    values = {**_table(visit, page), "project": found, "entity": entity, "heading": "Runs"}
    trail, tabs = project_trail(entity, project), project_tabs(entity, project)
    status = 400 if page.error else 200
    return Rendered("runs.html", f"{entity}/{project}", values, trail, tabs, "Runs", status)


def of_group(visit: Visit, entity: str, project: str, group: str) -> Result:
    """Return the page of a group's runs."""
    base = (entity, project, "groups", group)
    page, found = read_page(visit, entity, project, base, {"group": group})
    if not page.matching and not page.filter_text:
        raise PageError(
            404,
            f"Group not found: {group!r} in {entity}/{project}.",
            {f"All runs of {entity}/{project}": address(entity, project)},
        )
    values = {**_table(visit, page), "project": found, "entity": entity, "heading": group}
    trail = project_trail(entity, project, (f"Group {group}", address(*base)))
    tabs = project_tabs(entity, project)
    status = 400 if page.error else 200
    return Rendered("runs.html", f"Group {group}", values, trail, tabs, "Runs", status)


def charts_of_project(visit: Visit, entity: str, project: str) -> Result:
    """Return the page with charts of a project's runs: the first matching runs in the order of the table."""
    base = (entity, project, "charts")
    page, _ = read_page(visit, entity, project, base, {})
    axes = Axes.of(visit)
    shown_rows = page.rows[:_CURVES]
    names = [row.run["name"] for row in shown_rows]
    keys = numeric_keys(visit, entity, project, names)
    labels = {row.run["name"]: row.label for row in shown_rows}
    values = {
        "page": page,
        "axes": axes,
        "action": address(*base),
        "keys": keys,
        "links": axes.page_links(base, keys, filter=page.filter_text, sort=visit.text("sort")),
        "charts": charts_of(visit, entity, project, labels, axes.chosen(keys), axes),
        "runs": shown_rows,
        "entity": entity,
        "project_name": project,
    }
    trail = project_trail(entity, project)
    tabs = project_tabs(entity, project)
    status = 400 if page.error else 200
    return Rendered(
        "project_charts.html",
        f"Charts of {entity}/{project}",
        values,
        trail,
        tabs,
        "Charts",
        status,
    )


def _table(visit: Visit, page: RunsPage) -> dict[str, Any]:
    columns = chosen_columns(visit, page.rows)
    return {
        "page": page,
        "columns": columns,
        "groups": column_groups(page.rows, columns),
        "sizes": sorted(_SIZES, key=int),
        "action": address(*page.base),
    }
