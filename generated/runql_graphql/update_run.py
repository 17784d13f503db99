# Generated from queries/runs/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.runs.base import RunFull


class UpdateRun(BaseModel):
    """Change a run, and read it before and after the change in one request. `before` changes nothing: mutations run in
    order, so it shows what others wrote since the run was read."""

    before: Optional["UpdateRunBefore"]
    upsert_bucket: Optional["UpdateRunUpsertBucket"]


class UpdateRunBefore(BaseModel):
    bucket: Optional["UpdateRunBeforeBucket"]


UpdateRunBeforeBucket = RunFull


class UpdateRunUpsertBucket(BaseModel):
    bucket: Optional["UpdateRunUpsertBucketBucket"]


UpdateRunUpsertBucketBucket = RunFull
