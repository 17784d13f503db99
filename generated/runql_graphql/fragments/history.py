# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from ..base_model import BaseModel
from ..scalars import JSON


class ParquetHistoryFields(BaseModel):
    """Get signed URLs of the exported files in step order, and the rows that are not exported yet."""

    parquet_urls: list[str]
    live_data: list[JSON]


class RunEvents(BaseModel):
    id: str
    events_line_count: Optional[int]
    events: list[str]


class RunHistoryBuckets(BaseModel):
    """A spec is `{"keys": [...], "samples": n, "xAxis": "_step"}`; `samples` is the number of buckets."""

    id: str
    history_keys: Optional[JSON]
    bucketed_history: list[JSON]


class RunHistoryExtent(BaseModel):
    """Get the extent of a run's history from a server without Parquet exports."""

    id: str
    name: str
    display_name: Optional[str]
    state: Optional[str]
    history_line_count: Optional[int]
    history_keys: Optional[JSON]


class RunHistoryPage(BaseModel):
    """Nothing is dropped while `samples` is above the number of rows in between, nor a key of a wide row while
    `maxKeyLimit` is above the number of its keys. What a server takes without that limit is not known."""

    id: str
    history: list[str]


class RunHistoryPlan(BaseModel):
    """Get the extent of a run's history, and the URLs of its exported files."""

    id: str
    name: str
    display_name: Optional[str]
    state: Optional[str]
    history_line_count: Optional[int]
    history_keys: Optional[JSON]
    parquet_history: "RunHistoryPlanParquetHistory"


RunHistoryPlanParquetHistory = ParquetHistoryFields


class RunSampledHistory(BaseModel):
    """A spec is `{"keys": [...], "samples": n, "minStep": a, "maxStep": b}` with both bounds inclusive. The server
    leaves out rows that lack a key of the spec."""

    id: str
    sampled_history: list[JSON]
