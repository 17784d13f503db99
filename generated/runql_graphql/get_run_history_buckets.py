# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunHistoryBuckets


class GetRunHistoryBuckets(BaseModel):
    """Aggregate the rows of a history into buckets: one list of buckets for each spec."""

    project: Optional["GetRunHistoryBucketsProject"]


class GetRunHistoryBucketsProject(BaseModel):
    run: Optional["GetRunHistoryBucketsProjectRun"]


GetRunHistoryBucketsProjectRun = RunHistoryBuckets
