# Generated from queries/runs/moving.graphql by `make generate`. Do not edit.

from ...base_model import BaseModel
from ...enums import TaskState


class TaskFields(BaseModel):
    """Get the progress of an asynchronous server task."""

    id: str
    state: TaskState
