"""Runs, lists of runs, and statistics of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, JsonValue

from runql._display.counts import counted
from runql._mcp.results.base import Answer, PagedTable, Table, cut_tail
from runql._mcp.tokens import token_count

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BestRuns", "FoundRuns", "GroupedRuns", "Importance", "RunDetails"]


class RunTable(Table):
    """A table of runs."""

    total: int = Field(
        description="Number of runs that match, including those not in this response."
    )

    def widest(self, share: float) -> bool:
        """Remove the column with the longest values."""
        if len(self.columns) < 2:
            return False
        sizes = [
            sum(token_count(str(row[index])) for row in self.rows)
            for index in range(1, len(self.columns))
        ]
        index = sizes.index(max(sizes)) + 1
        name = self.columns.pop(index)
        for row in self.rows:
            del row[index]
        self.tell(name, f"The column {name!r} was left out because its values are too long.")
        return True


class FoundRuns(RunTable, PagedTable):
    """Runs of a project."""

    left_out: int = Field(description="Number of runs that match and come after those in `rows`.")

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the last runs, then columns."""

        def fewer(share: float) -> bool:
            removed = self.cut_rows(share, "continue with `cursor`, or request fewer `columns`")
            self.left_out += removed
            return removed > 0

        return [fewer, self.widest]


class BestRuns(RunTable):
    """The best runs by a metric."""

    metric: str
    mode: str

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the widest columns, then the last runs."""

        def fewer(share: float) -> bool:
            removed = cut_tail(self.rows, share, 1)
            if removed:
                self.tell(
                    "rows", "The last runs were left out: pass a smaller `n` or fewer `columns`."
                )
            return removed > 0

        return [self.widest if len(self.columns) > 4 else fewer, fewer, self.widest]


class GroupedRuns(Table):
    """Statistics of groups of runs."""

    groups: int = Field(description="Number of groups, including those not in this response.")

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the last groups."""

        def fewer(share: float) -> bool:
            removed = cut_tail(self.rows, share, 1)
            if removed:
                self.tell(
                    "rows",
                    f"Left out: {counted(self.groups - len(self.rows), 'group')}; pass `filters`, or group by fewer columns.",
                )
            return removed > 0

        return [fewer]


class Importance(Table):
    """The importance of parameters for a metric."""

    metric: str
    runs: int = Field(
        description="Number of runs in the analysis: those with a finite value of the metric."
    )

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the least important parameters."""

        def fewer(share: float) -> bool:
            removed = cut_tail(self.rows, share, 1)
            if removed:
                self.tell("rows", "The least important parameters were left out.")
            return removed > 0

        return [fewer]


class RunDetails(Answer):
    """One run."""

    run: str = Field(description="Path of the run: entity/project/run_id.")
    name: str | None = None
    url: str
    state: str
    created_at: str
    duration_seconds: float | None = None
    user: str | None = None
    tags: list[str] = Field(default=[])
    group: str | None = None
    job_type: str | None = None
    sweep: str | None = None
    commit: str | None = None
    history_rows: int = Field(description="Number of history rows; get_metrics reads them.")
    notes_of_run: str | None = Field(default=None, description="Notes that users wrote.")
    config: dict[str, JsonValue] = Field(default={}, description="Config; nested keys have dots.")
    summary: dict[str, JsonValue] = Field(
        default={}, description="Final values; nested keys have dots."
    )
    metadata: dict[str, JsonValue] | None = Field(
        default=None, description="Machine, program, command line, git."
    )

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove metadata, then the longest values of summary and config."""

        def no_metadata(share: float) -> bool:
            if not self.metadata:
                return False
            self.metadata = None
            self.tell("metadata", "metadata was left out: request it separately with `parts`.")
            return True

        def no_notes(share: float) -> bool:
            if self.notes_of_run is None:
                return False
            self.notes_of_run = None
            self.tell("notes", "The notes of the run were left out because they are too long.")
            return True

        def longest(share: float) -> bool:
            sizes = sorted(
                (token_count(f"{key}{value}"), part, key)
                for part, values in (("config", self.config), ("summary", self.summary))
                for key, value in values.items()
            )
            most = sum(size for size, _, _ in sizes)
            if token_count(self.notes_of_run or "") > most:
                return no_notes(share)
            if not sizes:
                return False
            spare = most * (1 - share * 0.9)
            while sizes and spare > 0:
                size, part, key = sizes.pop()
                del (self.config if part == "config" else self.summary)[key]
                spare -= size
            self.tell(
                "values",
                "The longest values of config and summary were left out: pass `keys` to request the ones you need.",
            )
            return True

        return [no_metadata, longest, no_notes]
