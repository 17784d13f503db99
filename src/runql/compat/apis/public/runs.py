"""Lists of runs with the interface of the official client."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Literal

from runql._frames.convert import to_frame
from runql._frames.formats import require_format
from runql._sync.runs.api import RunsApi
from runql.compat._shared.lists import Paginator, page_size
from runql.compat.apis.public.run import Run
from runql.compat.errors import RunNotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import polars as pl

    import runql
    from runql import Api

__all__ = ["AgentRuns", "Run", "RunNotFoundError", "Runs", "listed_runs"]

_HISTORIES_AT_ONCE = 8


class Runs(Paginator[Run]):
    """Runs of a project: read in pages, with config and summary.

    Attributes:
        entity: User or team that owns the project.
        project: Name of the project.
        filters: The requested filter.
        order: Order of the list.
    """

    def __init__(
        self,
        items: runql.Runs[Any, Any],
        api: Api,
        *,
        entity: str,
        project: str,
        filters: Mapping[str, Any] | None = None,
        order: str | None = None,
        per_page: int = 50,
    ) -> None:
        super().__init__(items, api, per_page)
        self.entity = entity
        self.project = project
        self.filters: dict[str, Any] = dict(filters or {})
        self.order: str = order or "+created_at"

    def upgrade_to_full(self) -> None:
        """Do nothing, because listed runs are complete."""

    def histories(
        self,
        samples: int = 500,
        keys: list[str] | None = None,
        x_axis: str = "_step",
        format: Literal["default", "pandas", "polars"] = "default",
        stream: Literal["default", "system"] = "default",
    ) -> list[dict[str, Any]] | pd.DataFrame | pl.DataFrame:
        """Return a number of history rows per run, with the run ID under `run_id`.

        Args:
            samples: Maximum number of rows per run.
            keys: Keys that rows must have; None for all rows.
            x_axis: Key that is added to the keys.
            format: `default` returns dicts; `pandas` and `polars` return a DataFrame.
            stream: `default`, or `system` for system metrics.
        """
        if format not in ("default", "pandas", "polars"):
            raise ValueError(f"format must be default, pandas or polars, got {format!r}.")
        if format != "default":
            require_format(format)

        def rows_of(run: Run) -> list[dict[str, Any]]:
            rows = run._sampled_rows(samples, keys, x_axis, stream)
            return [{**row, "run_id": run.id} for row in rows]

        with ThreadPoolExecutor(_HISTORIES_AT_ONCE) as pool:
            rows = [row for found in pool.map(rows_of, list(self)) for row in found]
        if format == "default":
            return rows
        if format == "pandas":
            import pandas as pd

            frame = pd.DataFrame.from_records(rows)
            return frame.reindex(columns=sorted(frame.columns))
        return to_frame(rows, sorted({key for row in rows for key in row}), "polars")

    def _label(self) -> str:
        return f"{self.entity}/{self.project}"


class AgentRuns(Runs):
    """Runs that an agent of a sweep started."""


def listed_runs(
    api: Api,
    path: str,
    filters: Mapping[str, Any] | None,
    order: str | None,
    per_page: int,
) -> Runs:
    """List runs of a project."""
    listed = RunsApi(api._session).runs(
        path, dict(filters or {}), order or None, per_page=page_size(per_page)
    )
    entity, _, project = path.rpartition("/")
    return Runs(
        listed,
        api,
        entity=entity,
        project=project,
        filters=filters,
        order=order,
        per_page=per_page,
    )
