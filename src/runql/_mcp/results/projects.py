"""Projects, and the keys of their runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, Field, JsonValue

from runql._mcp.results.base import Answer, PagedTable, cut_tail

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FoundProjects", "KeyInfo", "ProjectDescription", "ReportLink", "SweepLink"]


class FoundProjects(PagedTable):
    """Projects of an entity."""

    entity: str = Field(description="The user or team that owns the projects.")

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the last projects."""

        def fewer(share: float) -> bool:
            return self.cut_rows(share, "continue with `cursor`, or pass a `pattern`") > 0

        return [fewer]


class KeyInfo(BaseModel):
    """A key that runs of a project have."""

    name: str = Field(description="Name of the key; nested keys have dots: optimizer.name.")
    where: list[str] = Field(
        description="config, summary (final values), history (values per step)."
    )
    types: list[str] = Field(
        default=[], description="Types of the values, as the server reports them."
    )
    runs: int | None = Field(default=None, description="Number of inspected runs with the key.")
    range: list[JsonValue] | None = Field(
        default=None,
        description="Minimum and maximum of config or final values; for keys that only histories have, those of "
        "the newest run with the key.",
    )
    examples: list[JsonValue] | None = Field(
        default=None, description="Distinct values, the most frequent first."
    )


class SweepLink(BaseModel):
    """A sweep of a project."""

    id: str
    name: str
    state: str
    runs: int


class ReportLink(BaseModel):
    """A report of a project."""

    id: str = Field(description="Pass to read_report.")
    title: str


class ProjectDescription(Answer):
    """The contents of a project."""

    project: str
    description: str | None = None
    runs: int = Field(description="Number of runs in the project.")
    runs_looked_at: int = Field(
        description="Number of inspected runs, the newest first; states, ranges and examples come from these runs."
    )
    states: dict[str, int] = Field(description="Number of inspected runs per state.")
    newest_run: str | None = Field(default=None, description="Creation time of the newest run.")
    keys: list[KeyInfo] = Field(description="Keys, the most frequent first.")
    tags: list[str] = Field(default=[])
    sweeps: list[SweepLink] = Field(default=[])
    reports: list[ReportLink] = Field(default=[])

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove examples, then sweeps, reports and tags, then the rarest keys."""

        def examples(share: float) -> bool:
            longest = max((len(key.examples or ()) for key in self.keys), default=0)
            if longest == 0:
                return False
            for key in self.keys:
                key.examples = (key.examples or [])[: longest // 2] or None
            self.tell("examples", "Examples were left out: pass `pattern` for fewer keys.")
            return True

        def links(share: float) -> bool:
            removed = (
                cut_tail(self.sweeps, share, 5)
                + cut_tail(self.reports, share, 5)
                + cut_tail(self.tags, share, 20)
            )
            if removed:
                self.tell("links", "Some sweeps, reports or tags were left out.")
            return removed > 0

        def rare(share: float) -> bool:
            before = len(self.keys)
            if not cut_tail(self.keys, share, 1):
                return False
            count = before - len(self.keys)
            self.tell(
                "keys",
                f"At least {count} of the rarest keys were left out: pass `pattern` or `where`.",
            )
            return True

        return [examples, links, rare]
