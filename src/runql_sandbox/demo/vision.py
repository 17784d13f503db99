"""The project `vision`: seeds to compare, long and running histories, and a pipeline with artifacts."""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from runql_sandbox.demo.media import log_media
from runql_sandbox.demo.protocol import ArtifactContent, RunContent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql_sandbox.demo.protocol import Logger

__all__ = ["VISION", "log_vision"]

VISION: Final = "vision"
"""Name of the project."""

_START: Final = 1_791_000_000.0
_SEED_STEPS: Final = 100
_LONG_STEPS: Final = 3000
_FLOORS: Final = {"resnet": 0.35, "vit": 0.25}


def log_vision(logger: Logger) -> str:
    """Log the runs and artifacts, and return the ID of the best version of the model."""
    logger.log_runs([*_pipeline(), *_seeds(), *_histories()])
    samples = [logger.log_artifact("prepare", _samples(number)) for number in range(2)]
    logger.use_artifact("train", samples[-1])
    models = [logger.log_artifact("train", _classifier(number)) for number in range(2)]
    logger.use_artifact("evaluate", samples[-1])
    logger.use_artifact("evaluate", models[-1])
    report = json.dumps({"accuracy": 0.9, "samples": 300}).encode()
    logger.log_artifact(
        "evaluate", ArtifactContent("evaluation", "evaluation", {"report.json": report})
    )
    return models[-1]


def _curve(steps: int, floor: float, seed: int, *, every: int) -> Iterator[dict[str, object]]:
    """Return rows of a training run: a loss at each step, and a validation at some steps."""
    noise = random.Random(seed)  # noqa: S311 - wiggles in a curve
    for step in range(steps):
        loss = floor + 2.0 * math.exp(-6 * step / steps) + noise.gauss(0, 0.02)
        row: dict[str, object] = {
            "_step": step,
            "_runtime": step * 1.5,
            "_timestamp": _START + step * 1.5,
            "train/loss": round(loss, 6),
            "train/epoch": step * 10 // steps,
        }
        if step % every == every - 1:
            row["val/loss"] = round(loss + 0.05 + abs(noise.gauss(0, 0.01)), 6)
            row["val/accuracy"] = round(1 - loss / 2.6 + noise.gauss(0, 0.005), 6)
        yield row


def _summary(rows: list[dict[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for row in rows:
        found |= row
    return found


def _training(
    run_id: str,
    architecture: str,
    seed: int,
    *,
    steps: int = _SEED_STEPS,
    every: int = 10,
    state: str = "finished",
    length: int | None = None,
) -> RunContent:
    rows = list(_curve(steps, _FLOORS[architecture], seed, every=every))[:length]
    return RunContent(
        id=run_id,
        name=run_id,
        config={
            "architecture": architecture,
            "seed": seed,
            "optimizer": {"name": "adam", "learning_rate": 0.001},
            "steps": steps,
        },
        rows=rows,
        summary=_summary(rows),
        state=state,
        group=architecture,
        console=[f"2026-10-03T04:00:{index:02d} step {index}\n" for index in range(5)],
    )


def _seeds() -> Iterator[RunContent]:
    for architecture in _FLOORS:
        for seed in range(4):
            number = seed + (100 if architecture == "vit" else 0)
            yield replace(
                _training(f"{architecture}-seed{seed}", architecture, number),
                tags=["seeds"],
                config={"architecture": architecture, "seed": seed, "learning_rate": 0.001},
            )


def _histories() -> Iterator[RunContent]:
    """A long history with sparse keys, a running one, and one that ended early."""
    yield replace(
        _training("pretrain", "vit", 7, steps=_LONG_STEPS, every=250), group=None, tags=["long"]
    )
    yield replace(_training("live", "resnet", 8, state="running", length=60), group=None)
    yield replace(_training("broken", "resnet", 9, state="crashed", length=40), group=None)


def _pipeline() -> Iterator[RunContent]:
    yield RunContent(
        id="prepare",
        name="prepare",
        config={"source": "photos", "size": 32},
        job_type="prepare",
        console=["2026-10-03T03:00:00 300 samples written\n"],
    )
    train = _training("train", "vit", 11)
    files = {
        "config.yaml": b"architecture: {value: vit}\nseed: {value: 11}\n",
        "requirements.txt": b"numpy==2.4.0\ntorch==2.9.0\n",
        "weights/model.ckpt": random.Random(11).randbytes(16384),  # noqa: S311 - bytes of no meaning
    }
    yield replace(train, group=None, tags=["pipeline"], files=files)
    media = log_media()
    yield RunContent(
        id="evaluate",
        name="evaluate",
        config={"split": "test"},
        job_type="evaluate",
        rows=media.rows,
        summary=_summary(media.rows),
        tags=["pipeline"],
        files=media.files,
    )


def _samples(number: int) -> ArtifactContent:
    files = {
        f"train/part-{part}.csv": (
            "x,y\n" + "".join(f"{row},{row * number}\n" for row in range(100))
        ).encode()
        for part in range(3)
    }
    table = {"columns": ["name", "score"], "data": [["cat", 0.9], ["dog", 0.4]]}
    files["scores.table.json"] = json.dumps(table).encode()
    return ArtifactContent(
        "samples",
        "dataset",
        files,
        aliases=[f"take-{number}"],
        tags=["clean"],
        metadata={"rows": 100 * (number + 1)},
        description="Numbers to train on.",
    )


def _classifier(number: int) -> ArtifactContent:
    weights = random.Random(number).randbytes(65536)  # noqa: S311 - bytes of no meaning
    config = json.dumps({"architecture": "vit", "classes": ["cat", "dog"]}).encode()
    accuracy = 0.8 + 0.1 * number
    return ArtifactContent(
        "classifier",
        "model",
        {"weights.bin": weights, "config.json": config},
        aliases=["best"] if number == 1 else [],
        metadata={"accuracy": accuracy, "epoch": 10 * (number + 1)},
    )
