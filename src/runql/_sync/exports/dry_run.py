# Generated from src/runql/_async/exports/dry_run.py by `make generate`. Do not edit.

"""Dry runs of exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models.exports.manifest import LAYOUT, Mark
from runql._models.exports.report import ExportReport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from runql._sync.runs.listing import Runs
    from runql._sync.runs.resource import Run
    from runql._transfer.exports.folder import ExportFolder

__all__ = ["planned_export"]

_PAGE = 1000


def planned_export(
    to: Path, folder: ExportFolder, listing: Callable[[str | None], Runs[Any, Any]]
) -> ExportReport:
    """Return a report of what an export would fetch; nothing is written.

    Args:
        to: Target path of the export.
        folder: Folder of the export, already read; nothing is written to it.
        listing: Returns a page of runs after a cursor.

    Requests: One per page of runs; for each changed run one per 1,000 files and one per 1,000 artifacts, if requested.
    """
    known, settings = folder.manifest.runs, folder.manifest.settings
    changed: list[str] = []
    unchanged: list[str] = []
    versions: dict[str, int] = {}
    rows = size = 0
    cursor: str | None = None
    while True:
        for page in listing(cursor).pages():
            for run in page.items:
                rows += run.history_line_count
                record = known.get(run.id)
                is_same = record is not None and record.mark == Mark.of(run) and not record.deleted
                if is_same and record is not None and record.layout == LAYOUT:
                    unchanged.append(run.id)
                    continue
                changed.append(run.id)
                if settings.files is not None:
                    listed = run.files(settings.files, per_page=_PAGE).all()
                    size += sum(file.size for file in listed)
                if settings.artifacts:
                    versions |= _versions(run)
            cursor = page.cursor
        if cursor is None:
            break
    size += sum(bytes_ for id_, bytes_ in versions.items() if id_ not in folder.manifest.versions)
    seen = {*changed, *unchanged}
    return ExportReport(
        to,
        exported=tuple(changed),
        unchanged=tuple(unchanged),
        deleted=tuple(run for run in known if run not in seen),
        rows=rows,
        bytes=size,
        artifacts=len(versions.keys() | folder.manifest.versions.keys()),
        dry_run=True,
    )


def _versions(run: Run[Any, Any]) -> dict[str, int]:
    logged = run.logged_artifacts(per_page=_PAGE).all()
    used = run.used_artifacts(per_page=_PAGE).all()
    return {each.id: each.size for each in (*logged, *used)}
