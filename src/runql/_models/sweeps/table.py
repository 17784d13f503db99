"""The runs of a sweep as a table of parameters and metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from runql._frames.flatten import flatten
from runql._models.runs.config import is_internal_metric, user_config

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql._models.runs.base import RunBase

__all__ = ["SWEEP_COLUMNS", "sweep_columns", "sweep_row"]

SWEEP_COLUMNS: Final = ("id", "name", "state", "created_at", "duration")
"""Columns of every table of a sweep. Its parameters follow, then the metrics by name."""


def sweep_row(run: RunBase[Any, Any], parameters: Iterable[str]) -> dict[str, object]:
    """Return a run's parameters under `config.` and its metrics under `summary.`."""
    row: dict[str, object] = {
        "id": run.id,
        "name": run._snapshot.display_name,
        "state": run.state.value,
        "created_at": run.created_at,
        "duration": run.duration.total_seconds(),
    }
    config = user_config(run._document("config"))
    flat = flatten(config)
    for name in parameters:
        row[f"config.{name}"] = config[name] if name in config else flat.get(name)
    for key, value in flatten(run._document("summary")).items():
        sdk_metric = is_internal_metric(key.partition(".")[0])
        if not sdk_metric and isinstance(value, bool | int | float | str):
            row[f"summary.{key}"] = value
    return row


def sweep_columns(rows: Sequence[dict[str, object]], parameters: Iterable[str]) -> list[str]:
    """Return the columns of a table: attributes, parameters in the config's order, metrics."""
    varied = [f"config.{name}" for name in parameters]
    metrics = {name for row in rows for name in row if name.startswith("summary.")}
    return [*SWEEP_COLUMNS, *varied, *sorted(metrics)]
