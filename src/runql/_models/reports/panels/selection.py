"""Filters and sort orders of the API for the run sets of a report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runql._paths.projects import ProjectPath
from runql._wire.json_types import JsonValue
from runql.errors import FilterError, OrderError
from runql.filters.ui import mongo_from_ui, path_from_ui

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RunSetSpec", "read_run_set"]


@dataclass(frozen=True, slots=True)
class RunSetSpec:
    """The runs of a panel grid, as stored in the report.

    Attributes:
        name: Name of the run set.
        project: Project of the runs; None for the report's own project.
        raw: Complete spec of the run set.
    """

    name: str
    project: ProjectPath | None
    raw: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue], repr=False)

    def filters(self, *, selected_only: bool = True) -> dict[str, JsonValue]:
        """Return the Mongo-style filter that selects the runs.

        Args:
            selected_only: Whether to exclude runs that were manually hidden in the report.

        Raises:
            FilterError: If the filters or the selection have no equivalent in the API. The message names the part.
        """
        terms = [mongo_from_ui(_object(self.raw.get("filters"))), self._search()]
        if selected_only:
            terms.append(self._selection())
        wanted: list[JsonValue] = [term for term in terms if term]
        if len(wanted) > 1:
            return {"$and": wanted}
        return next((term for term in terms if term), {})

    @property
    def order(self) -> str | None:
        """The sort order of the runs, as accepted by `api.runs`; None for the default.

        Raises:
            OrderError: If the report sorts by several keys. The server sorts by one key.
        """
        sort = _object(self.raw.get("sort"))
        keys = sort.get("keys", [sort] if "key" in sort else [])
        found = [each for each in keys if isinstance(each, dict)] if isinstance(keys, list) else []
        if not found:
            return None
        if len(found) > 1:
            named = ", ".join(path_from_ui(_object(each.get("key"))) for each in found)
            raise OrderError(
                f"Run set {self.name!r} is sorted by several keys: {named}. The server sorts by one key.",
                hint="Pass order= with one key to runs().",
            )
        path = path_from_ui(_object(found[0].get("key")))
        return f"{'+' if found[0].get('ascending') else '-'}{path}"

    @property
    def grouping(self) -> tuple[str, ...]:
        """Fields that the web app groups the runs by."""
        keys = self.raw.get("grouping")
        each = [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []
        return tuple(path_from_ui(key) for key in each)

    def _search(self) -> dict[str, JsonValue]:
        search = _object(self.raw.get("search"))
        query = str(search.get("query") or "")
        if not query:
            return {}
        return {"displayName": {"$regex": query if search.get("isRegex") else re.escape(query)}}

    def _selection(self) -> dict[str, JsonValue]:
        """Return the filter of the selection. The tree lists hidden runs (root 1) or shown runs (root 0)."""
        selections = _object(self.raw.get("selections"))
        tree, all_but = selections.get("tree") or [], bool(selections.get("root", 1))
        if all_but and not tree:
            return {}
        if not isinstance(tree, list) or not all(isinstance(each, str) for each in tree):
            raise FilterError(
                f"Run set {self.name!r} shows or hides whole groups. Filters support single runs only.",
                hint="Read all of its runs with runs(selected_only=False).",
            )
        return {"name": {"$nin" if all_but else "$in": tree}}


def read_run_set(raw: Mapping[str, JsonValue]) -> RunSetSpec:
    """Parse a run set of a spec."""
    project = _object(raw.get("project"))
    project_path = None
    if project.get("name"):
        entity = project.get("entityName")
        project_path = ProjectPath(str(entity) if entity else None, str(project["name"]))
    return RunSetSpec(str(raw.get("name") or ""), project_path, raw)


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}
