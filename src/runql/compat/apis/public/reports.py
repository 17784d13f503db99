"""Reports with the interface of the official client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import runql
from runql._models.reports.panels.selection import RunSetSpec
from runql._sync.reports.resource import Report as OurReport
from runql._sync.reports.run_sets import RunSet
from runql.compat._shared.lists import Paginator, page_size
from runql.compat._shared.texts import time_text
from runql.compat._shared.wrapping import Wrapped, iframe
from runql.compat.apis.public.runs import Runs

if TYPE_CHECKING:
    from runql.compat.apis.public.projects import Project

__all__ = ["BetaReport", "Reports"]


class BetaReport(Wrapped[runql.Report]):
    """A report. It is read-only."""

    _wraps: ClassVar = (OurReport,)

    _found: runql.Report | None = None

    @classmethod
    def _of_path(cls, api: runql.Api, entity: str, project: str, report_id: str) -> BetaReport:
        """Return the report of a path. It is requested when an attribute other than its path
        is read.
        """
        made = cls.__new__(cls)
        made._api, made._place, made._report_id = api, (entity, project), report_id
        return made

    def __init__(self, inner: runql.Report, api: runql.Api) -> None:
        self._found, self._api = inner, api
        self._place, self._report_id = (inner.path.entity or "", inner.path.project), inner.id

    # A type checker expects the `_inner` attribute of the base class.
    if not TYPE_CHECKING:

        @property
        def _inner(self) -> runql.Report:
            if self._found is None:
                self._found = self._api.report(self._report_id)
            return self._found

    _raw_names: ClassVar = (
        "id", "name", "displayName", "description", "user", "spec", "updatedAt", "createdAt",
    )  # fmt: skip

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def name(self) -> str:
        """Internal name on the server."""
        return self._inner.name

    @property
    def display_name(self) -> str:
        """Title."""
        return self._inner.display_name

    @property
    def description(self) -> str | None:
        """Description."""
        return self._inner.description

    @property
    def entity(self) -> str:
        """User or team that owns the project."""
        return self._place[0]

    @property
    def project(self) -> str:
        """Name of the project."""
        return self._place[1]

    @property
    def user(self) -> dict[str, Any] | None:
        """The author: `username`, `photoUrl`, `email`."""
        author = self._inner._snapshot.user
        if author is None:
            return None
        return {
            "username": author.username,
            "photoUrl": author.photo_url,
            "email": author.email,
        }

    @property
    def spec(self) -> dict[str, Any]:
        """The content of the report as a dict."""
        return cast("dict[str, Any]", self._inner.spec)

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Panel grids, from the spec of an old report or from the blocks of a newer one."""
        spec = self.spec
        if "panelGroups" in spec:
            return cast("list[dict[str, Any]]", spec["panelGroups"])
        blocks = cast("list[dict[str, Any]]", spec.get("blocks") or [])
        return [
            each["metadata"]
            for each in blocks
            if each.get("type") == "panel-grid" and "metadata" in each
        ]

    @property
    def url(self) -> str:
        """Page of the report in the web app."""
        return self._inner.url

    @property
    def created_at(self) -> str:
        """When the report was created, as a string."""
        return time_text(self._inner.created_at)

    @property
    def updated_at(self) -> str | None:
        """When the report last changed, as a string."""
        return time_text(self._inner.updated_at)

    def runs(self, section: dict[str, Any], per_page: int = 50, only_selected: bool = True) -> Runs:
        """List the runs of a section's open run set.

        Args:
            section: One of `sections`.
            per_page: Runs per request.
            only_selected: Whether to omit runs that are switched off.
        """
        chosen = section["runSets"][section.get("openRunSet", 0)]
        run_set = RunSet(self._inner._session, RunSetSpec("", None, chosen), self._inner.path)
        listed = run_set.runs(selected_only=only_selected, per_page=page_size(per_page))
        return Runs(
            listed,
            self._api,
            entity=self.entity,
            project=self.project,
            filters=run_set.filters(selected_only=only_selected),
            order=run_set.order,
            per_page=per_page,
        )

    def to_html(self, height: int = 1024, hidden: bool = False) -> str:
        """Return an iframe with the report's page."""
        return iframe(self.url, height, hidden=hidden)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __repr__(self) -> str:
        return f"<BetaReport {self.entity}/{self.project} {self.display_name!r}>"


class Reports(Paginator[BetaReport]):
    """Reports of a project.

    Attributes:
        project: The project.
        name: Requested title.
    """

    def __init__(
        self,
        items: runql.Reports,
        api: runql.Api,
        project: Project,
        name: str | None = None,
        per_page: int = 50,
    ) -> None:
        super().__init__(items, api, per_page)
        self.project = project
        self.name = name
