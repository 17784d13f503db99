"""How much of everything the data have, and how it is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["ARTIFACTS", "ENTITY", "HISTORY", "LARGE_FILE", "METRICS", "Sizes", "file_name"]

ENTITY: Final = "bench"
HISTORY: Final = "history"
"""The project of the long histories: run `live-N` or `exported-N` has N rows, `longest` all live ones."""
ARTIFACTS: Final = "artifacts"
"""The project of the artifacts: `small-N` has N files, `large-N` one of N bytes."""

LARGE_FILE: Final = "model.bin"

METRICS: Final = tuple(
    f"{part}/{name}"
    for part in ("train", "val")
    for name in (
        "loss", "accuracy", "perplexity", "grad_norm", "lr", "tokens", "step_time", "memory", "kl", "reward",
    )
)  # fmt: skip
"""The metrics of a row; those of many histories have the first ten."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything there is, and how much smaller counts are served too.

    Attributes:
        runs: Runs with config and summary, in projects `runs-N`.
        live: Rows of the history that is not exported.
        exported: Rows of each exported history.
        many: Runs of the projects `many-N` with a history each that is not exported.
        steps: Rows of each of them.
        small: Bytes of a small file.
        block: Bytes that the contents of files are cut from.
    """

    runs: int = 10_000
    live: int = 1_000_000
    exported: tuple[int, ...] = (1_000_000,)
    many: int = 200
    steps: int = 5000
    small: int = 20_000
    block: int = 2**27


def file_name(index: int) -> str:
    """Return the path of a small file of an artifact."""
    return f"images/{index // 100:03}/{index:06}.png"
