# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.runs.base import RunFull


class UpsertRun(BaseModel):
    """Create a run, or change the given fields of an existing one."""

    upsert_bucket: Optional["UpsertRunUpsertBucket"]


class UpsertRunUpsertBucket(BaseModel):
    inserted: Optional[bool]
    bucket: Optional["UpsertRunUpsertBucketBucket"]


UpsertRunUpsertBucketBucket = RunFull
