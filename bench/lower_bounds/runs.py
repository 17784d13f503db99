"""Lists of runs: pages of 1,000, with the two documents that the workloads look into, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bench.lower_bounds.decoders import by_json, by_orjson, by_pydantic
from bench.lower_bounds.queries import pages_of_runs
from bench.lower_bounds.transports import Curl, HttpClient
from bench.server.sizes import METRICS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.lower_bounds.transports import Transport

__all__ = ["client"]

_METRIC: Final = METRICS[0]
_DOCUMENTS: Final = "id name displayName state config summaryMetrics"


def client() -> None:
    """Return nothing, because each program opens its own connection."""


def documents_json(_: None, count: int, folder: str) -> dict[str, float]:
    return _documents(HttpClient(), by_json(), count)


def documents_pydantic(_: None, count: int, folder: str) -> dict[str, float]:
    return _documents(HttpClient(), by_pydantic(), count)


def documents_orjson(_: None, count: int, folder: str) -> dict[str, float]:
    return _documents(HttpClient(), by_orjson(), count)


def documents_curl_orjson(_: None, count: int, folder: str) -> dict[str, float]:
    return _documents(Curl(), by_orjson(), count)


def names_json(_: None, count: int, folder: str) -> dict[str, float]:
    return _names(HttpClient(), by_json(), count)


def names_orjson(_: None, count: int, folder: str) -> dict[str, float]:
    return _names(HttpClient(), by_orjson(), count)


def frame_records(_: None, count: int, folder: str) -> dict[str, float]:
    """Decode every JSON object, and create columns from the dicts with pandas."""
    import pandas as pd

    loads = by_orjson()
    rows = []
    for node in _nodes(HttpClient(), loads, count, _DOCUMENTS):
        config = {f"config.{k}": v["value"] for k, v in loads(node["config"]).items()}
        summary = {f"summary.{k}": v for k, v in loads(node["summaryMetrics"]).items()}
        rows.append({"name": node["name"], "state": node["state"], **config, **summary})
    frame = pd.DataFrame.from_records(rows)
    total = frame["config.lr"].sum() + frame[f"summary.{_METRIC}"].sum()
    return {"rows": len(frame), "sum": float(total)}


def frame_polars(_: None, count: int, folder: str) -> dict[str, float]:
    """Let polars read the documents as JSON lines."""
    import polars as pl

    loads = by_orjson()
    nodes = list(_nodes(HttpClient(), loads, count, _DOCUMENTS))
    columns = {key: [node[key] for node in nodes] for key in ("name", "displayName", "state")}
    parts = [pl.DataFrame(columns)]
    for key, prefix in (("config", "config."), ("summaryMetrics", "summary.")):
        lines = "\n".join(node[key] for node in nodes).encode()
        found = pl.read_ndjson(lines, infer_schema_length=100)
        if key == "config":
            found = found.drop("_wandb")
            found = found.select(
                pl.col(name).struct.field("value").alias(name) for name in found.columns
            )
        parts.append(found.rename({name: prefix + name for name in found.columns}))
    frame = pl.concat(parts, how="horizontal").to_pandas()
    total = frame["config.lr"].sum() + frame[f"summary.{_METRIC}"].sum()
    return {"rows": len(frame), "sum": float(total)}


def _nodes(
    transport: Transport, loads: Callable[[bytes | str], Any], count: int, fields: str
) -> Iterator[Any]:
    for page in pages_of_runs(transport, count, fields):
        for edge in loads(page)["data"]["project"]["runs"]["edges"]:
            yield edge["node"]


def _documents(
    transport: Transport, loads: Callable[[bytes | str], Any], count: int
) -> dict[str, float]:
    rows, total = 0, 0.0
    for node in _nodes(transport, loads, count, _DOCUMENTS):
        config, summary = loads(node["config"]), loads(node["summaryMetrics"])
        rows += 1
        total += config["lr"]["value"] + summary[_METRIC]
    return {"rows": rows, "sum": total}


def _names(
    transport: Transport, loads: Callable[[bytes | str], Any], count: int
) -> dict[str, float]:
    found = [node["displayName"] for node in _nodes(transport, loads, count, "displayName")]
    return {"rows": len(found), "sum": sum(int(name.rpartition("-")[2]) for name in found)}
