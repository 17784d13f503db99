"""Downloads of artifacts, as either client does them: data, and pieces of work for `bench.work.WORK`."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import Api

PROJECT = "bench-artifacts"
MANY = 5000
MANY_BYTES = 20_000
LARGE_BYTES = 2**30


def fill(api: Api, many: int = MANY, large: int = LARGE_BYTES) -> None:
    """Log `many` files of 20 KB, and one large file."""
    from runql import Artifact

    drawn = random.Random(0)
    files = Artifact("many", "dataset")
    for index in range(many):
        with files.new_file(f"part-{index % 10}/{index:05}.bin", "wb") as file:
            file.write(drawn.randbytes(MANY_BYTES))
    api.log_artifact(files, PROJECT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.bin"
        with path.open("wb") as file:
            for start in range(0, large, 2**24):
                file.write(drawn.randbytes(min(2**24, large - start)))
        single = Artifact("large", "dataset")
        single.add_file(path)
        api.log_artifact(single, PROJECT)


def summed(root: Path) -> list[object]:
    """How many files there are, and a hash of the first and the last: both clients must have the same."""
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    with paths[0].open("rb") as first, paths[-1].open("rb") as last:
        ends = hashlib.md5(first.read(2**20) + last.read(2**20)).hexdigest()
    return [len(paths), sum(path.stat().st_size for path in paths), ends]


def download_official(name: str) -> object:
    """Download into a new folder; the cache is as the last call left it."""
    import wandb

    root = tempfile.mkdtemp(dir=os.environ["WANDB_CACHE_DIR"])
    found = summed(Path(wandb.Api().artifact(f"{PROJECT}/{name}:latest").download(root=root)))
    shutil.rmtree(root)
    return found


def download_runql(name: str) -> object:
    """Download into a new folder; the cache is as the last call left it."""
    from runql import Api

    root = tempfile.mkdtemp(dir=os.environ["WANDB_CACHE_DIR"])
    with Api() as api:
        found = summed(api.artifact(f"{PROJECT}/{name}:latest").download(root))
    shutil.rmtree(root)
    return found


def cold(download: Callable[[str], object], name: str) -> Callable[[], object]:
    """Throw the cache away first."""

    def work() -> object:
        cache = Path(os.environ["WANDB_CACHE_DIR"]) / "artifacts"
        shutil.rmtree(cache, ignore_errors=True)
        return download(name)

    return work


WORK: dict[str, dict[str, Callable[[], object]]] = {
    "artifact 5,000 x 20 KB, cold": {
        "official": cold(download_official, "many"),
        "runql": cold(download_runql, "many"),
    },
    "artifact 5,000 x 20 KB, warm": {
        "official": lambda: download_official("many"),
        "runql": lambda: download_runql("many"),
    },
    "artifact 1 GiB, cold": {
        "official": cold(download_official, "large"),
        "runql": cold(download_runql, "large"),
    },
    "artifact 1 GiB, warm": {
        "official": lambda: download_official("large"),
        "runql": lambda: download_runql("large"),
    },
}
