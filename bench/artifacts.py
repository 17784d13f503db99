"""The artifacts of the benchmarks, logged by runql itself."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.tasks import ARTIFACTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql import Api

__all__ = ["fill"]

_MANY_BYTES: Final = 20_000


def fill(api: Api, many: Iterable[int], large: Iterable[int]) -> None:
    """Log artifacts of so many files of 20 KB, and others of one file of so many bytes."""
    from runql import Artifact

    drawn = random.Random(0)
    for count in many:
        files = Artifact(f"many-{count}", "dataset")
        for index in range(count):
            with files.new_file(f"part-{index % 10}/{index:05}.bin", "wb") as file:
                file.write(drawn.randbytes(_MANY_BYTES))
        api.log_artifact(files, ARTIFACTS)
    for size in large:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "large.bin"
            with path.open("wb") as file:
                for start in range(0, size, 2**24):
                    file.write(drawn.randbytes(min(2**24, size - start)))
            single = Artifact(f"large-{size}", "dataset")
            single.add_file(path)
            api.log_artifact(single, ARTIFACTS)
