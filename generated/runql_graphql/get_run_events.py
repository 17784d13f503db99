# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunEvents


class GetRunEvents(BaseModel):
    """Get system metrics as JSON lines; the server samples them if there are more than `samples` rows."""

    project: Optional["GetRunEventsProject"]


class GetRunEventsProject(BaseModel):
    run: Optional["GetRunEventsProjectRun"]


GetRunEventsProjectRun = RunEvents
