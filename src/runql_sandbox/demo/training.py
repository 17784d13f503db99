"""The project `mnist`: a sweep of short training runs on a grid, and the model of the best run."""

from __future__ import annotations

import itertools
import json
import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql_sandbox.demo.protocol import ArtifactContent, RunContent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql_sandbox.demo.protocol import Logger

__all__ = ["PROJECT", "DemoRun", "demo_runs", "log_training"]

PROJECT: Final = "mnist"
"""Default name of the project that `fill` creates."""

_STEPS: Final = 200
_START: Final = 1_790_000_000.0
_BEST: Final = "demo0021"
"""Run with the best accuracy, which is fixed because the seeds are."""

_SWEEP: Final = {
    "name": "rates and sizes",
    "method": "random",
    "metric": {"name": "best_accuracy", "goal": "maximize"},
    "parameters": {
        "learning_rate": {"distribution": "log_uniform_values", "min": 1e-4, "max": 1.0},
        "batch_size": {"values": [32, 128]},
        "optimizer": {"parameters": {"name": {"values": ["sgd", "adam", "lion"]}}},
    },
    "run_cap": 24,
}
_FIND_SWEEPS: Final = """
query Sweeps($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) { sweeps(first: 1) { edges { node { id } } } }
}
"""
_UPSERT_SWEEP: Final = """
mutation UpsertSweep($input: UpsertSweepInput!) { upsertSweep(input: $input) { sweep { id } } }
"""


@dataclass(frozen=True, slots=True)
class DemoRun:
    """A simulated training run."""

    number: int
    learning_rate: float
    batch_size: int
    optimizer: str

    @property
    def id(self) -> str:
        """ID of the run."""
        return f"demo{self.number:04d}"

    @property
    def fails(self) -> bool:
        """Whether the training diverges because the learning rate is too large for the batch size."""
        return self.learning_rate >= 0.3 and self.batch_size <= 32

    def rows(self, start: float) -> Iterator[dict[str, float | int]]:
        """The history, one row per step."""
        noise = random.Random(self.number)  # noqa: S311 - wiggles in a curve
        speed = 40 / (1 + 400 * self.learning_rate) + self.batch_size / 16
        for step in range(_STEPS // 4 if self.fails else _STEPS):
            loss = 0.05 + 2.3 * math.exp(-step / speed) + noise.gauss(0, 0.01)
            if self.fails and step > 30:
                loss = math.nan
            yield {
                "loss": loss,
                "accuracy": 0.1 if math.isnan(loss) else max(0.0, 1 - loss / 2.5),
                "epoch": step // 20,
                "_step": step,
                "_runtime": step * 0.5,
                "_timestamp": start + step * 0.5,
            }

    def content(self) -> RunContent:
        """The data that the run logs."""
        start = _START + 600 * self.number
        rows = list(self.rows(start))
        return RunContent(
            id=self.id,
            name=f"{self.optimizer}-{self.number}",
            config={
                "learning_rate": self.learning_rate,
                "batch_size": self.batch_size,
                "optimizer": {"name": self.optimizer, "momentum": 0.9},
            },
            rows=rows,
            summary={**rows[-1], "best_accuracy": max(row["accuracy"] for row in rows)},
            state="failed" if self.fails else "finished",
            group=self.optimizer,
            tags=["baseline"] if self.optimizer == "sgd" else [],
            console=list(self._console(rows)),
            system=[
                {
                    "_runtime": 20.0 * index,
                    "_timestamp": start + 20 * index,
                    "system.cpu": 40 + index,
                }
                for index in range(3)
            ],
        )

    def _console(self, rows: list[dict[str, float | int]]) -> Iterator[str]:
        yield f"2026-09-21T14:00:00.000000 training with {self.optimizer}\n"
        for row in rows[::20]:
            time = f"2026-09-21T14:{int(row['_runtime']) // 60:02d}:{int(row['_runtime']) % 60:02d}"
            yield f"{time}.000000 epoch {row['epoch']}: loss={row['loss']:.4f}\n"
        if self.fails:
            yield "ERROR 2026-09-21T14:01:00.000000 the loss is not finite, giving up\n"


def demo_runs() -> Iterator[DemoRun]:
    """Return all runs of the project."""
    grid = itertools.product((0.0003, 0.003, 0.03, 0.3), (32, 128), ("sgd", "adam", "lion"))
    for number, (rate, size, optimizer) in enumerate(grid):
        yield DemoRun(number, rate, size, optimizer)


def log_training(logger: Logger) -> None:
    """Log the runs, their finished sweep, and two versions of a model."""
    logger.log_runs(run.content() for run in demo_runs())
    variables = {"entity": logger.entity, "project": logger.project}
    if not logger.execute(_FIND_SWEEPS, variables)["project"]["sweeps"]["edges"]:
        names: list[dict[str, object]] = [{"name": run.id} for run in demo_runs()]
        given = {
            "entityName": logger.entity,
            "projectName": logger.project,
            "displayName": "rates and sizes",
            "config": json.dumps(_SWEEP),
            "priorRunsFilters": json.dumps({"$or": names}),
            "state": "FINISHED",
        }
        logger.execute(_UPSERT_SWEEP, {"input": given})
    for number, run in enumerate(("demo0000", _BEST)):
        weights = random.Random(number).randbytes(4096)  # noqa: S311 - bytes of no meaning
        files = {"weights.bin": weights, "config.json": json.dumps({"run": run}).encode()}
        aliases = ["best"] if run == _BEST else []
        logger.log_artifact(run, ArtifactContent("model", "model", files, aliases=aliases))
