"""All workloads: their sizes, their programs, and the expected costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LOWER_BOUND", "OFFICIAL", "RUNQL", "WORKLOADS", "Goal", "Workload"]

RUNQL: Final = "runql"
OFFICIAL: Final = "wandb"
LOWER_BOUND: Final = "lower-bound"


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure of runql to stay below.

    Attributes:
        figure: Which figure.
        most: Its limit.
        ratio: Whether it is divided by the official client's.
    """

    figure: Literal["cpu", "wall", "memory", "requests"]
    most: float
    ratio: bool = False

    def __str__(self) -> str:
        if self.ratio:
            return f"{'CPU' if self.figure == 'cpu' else self.figure} ≤ {self.most:g} of wandb"
        units = {"cpu": "CPU ≤ {:g} s", "memory": "memory ≤ {:g} MiB"}
        return units.get(self.figure, f"{self.figure} ≤ {{:g}}").format(self.most)


@dataclass(frozen=True, slots=True)
class Workload:
    """One thing that every program does.

    Attributes:
        unit: What is counted.
        count: How much of it.
        runql: The function of `bench.workloads.runql`.
        official: The function of `bench.workloads.official`, if it is another.
        lower_bounds: Bare programs, as functions below `bench.lower_bounds`, or of `bench.workloads`.
        truth: Compares the result with the expected data.
        goals: What runql should take at this count, with no latency.
        delayed: How much of it is done with a latency, where all of it would take minutes.
        whole: Whether the process counts from its beginning, imports too.
    """

    unit: Literal["files", "bytes", "runs", "rows", "calls", ""]
    count: int
    runql: str
    lower_bounds: tuple[str, ...]
    truth: Literal[
        "small", "large", "runs", "names", "live", "exported", "many", "samples", "start"
    ]
    official: str | None = None
    goals: tuple[Goal, ...] = field(default=())
    delayed: int | None = None
    whole: bool = False

    @property
    def programs(self) -> Mapping[str, str]:
        """The programs as `module:function`, by their names; those of bare ones begin with a dot."""
        if self.whole:
            names = {RUNQL: "runql", OFFICIAL: "official"}
            names |= {f".{name}": name for name in self.lower_bounds}
            return {name: f"bench.workloads.starts:{function}" for name, function in names.items()}
        found = {
            RUNQL: f"bench.workloads.runql:{self.runql}",
            OFFICIAL: f"bench.workloads.official:{self.official or self.runql}",
        }
        for name in self.lower_bounds:
            module, _, function = name.partition(".")
            found[f".{function}"] = f"bench.lower_bounds.{module}:{function}"
        return found

    def count_at(self, scale: float, latency: float) -> int:
        """Return how much is done at a share of the size, and with a latency."""
        most = self.delayed if latency and self.delayed is not None else self.count
        return min(most, max(1, round(self.count * scale)))

    def amount(self, count: int) -> str:
        """Return a count with its unit."""
        if self.unit == "bytes":
            return f"{count / 2**20:,.0f} MiB"
        return f"{count:,} {self.unit}".strip() if self.unit else ""


def _files(*names: str) -> tuple[str, ...]:
    return tuple(f"files.{name}" for name in names)


def _runs(*names: str) -> tuple[str, ...]:
    return tuple(f"runs.{name}" for name in names)


def _histories(*names: str) -> tuple[str, ...]:
    return tuple(f"histories.{name}" for name in names)


WORKLOADS: Final[Mapping[str, Workload]] = {
    "artifact of small files, cold": Workload(
        "files", 5000, "small_files",
        _files("small_http_client", "small_urllib3", "small_curl", "small_socket", "small_curl_multi"),
        "small",
        goals=(Goal("cpu", 0.12, ratio=True),),
    ),
    "artifact of one file, cold": Workload(
        "bytes", 2**30, "large_file", _files("large_http_client", "large_one_thread", "large_curl"), "large",
        goals=(Goal("wall", 0.9, ratio=True),),
    ),
    "runs with config and summary": Workload(
        "runs", 10_000, "runs",
        _runs("documents_json", "documents_pydantic", "documents_orjson", "documents_curl_orjson"),
        "runs",
        goals=(Goal("cpu", 0.18, ratio=True), Goal("memory", 60)),
    ),
    "runs to pandas": Workload(
        "runs", 10_000, "runs_to_pandas", _runs("frame_records", "frame_polars"), "runs",
        goals=(Goal("cpu", 3.0),),
    ),
    "names of runs": Workload(
        "runs", 10_000, "names", _runs("names_json", "names_orjson"), "names",
        goals=(Goal("cpu", 0.25, ratio=True),),
    ),
    "live rows as dicts": Workload(
        "rows", 200_000, "live_rows",
        _histories("live_json", "live_pydantic", "live_orjson", "live_curl_orjson"), "live",
        goals=(Goal("cpu", 0.06, ratio=True),),
    ),
    "live rows to Arrow": Workload(
        "rows", 1_000_000, "live_to_arrow", _histories("arrow_polars", "arrow_pyarrow"), "live",
        official="live_rows",
        goals=(Goal("cpu", 0.06, ratio=True), Goal("memory", 700)),
        delayed=200_000,
    ),
    "exported rows as dicts": Workload(
        "rows", 1_000_000, "exported_rows",
        ("exported.rows_display", "exported.rows_pyarrow", "exported.rows_polars"),
        "exported",
        goals=(Goal("cpu", 0.05, ratio=True),),
        delayed=200_000,
    ),
    "one key of it, row by row": Workload(
        "rows", 1_000_000, "one_key", ("exported.key_whole", "exported.key_ranges", "exported.key_display"), "exported",
        goals=(Goal("cpu", 0.03, ratio=True),),
        delayed=200_000,
    ),
    "live histories to one frame": Workload(
        "runs", 200, "many_histories", _histories("many_polars", "many_pyarrow"), "many",
        goals=(Goal("cpu", 0.2, ratio=True), Goal("memory", 400)),
    ),
    "history(samples=500)": Workload(
        "calls", 20, "samples", _histories("samples_json", "samples_orjson"), "samples",
        goals=(Goal("cpu", 0.35, ratio=True), Goal("requests", 21)),
    ),
    "import and Api(key)": Workload(
        "", 1, "", ("standard_library", "urllib3"), "start",
        goals=(Goal("cpu", 0.15, ratio=True),),
        whole=True,
    ),
}  # fmt: skip
