# Generated from queries/runs/moving.graphql by `make generate`. Do not edit.

from ...base_model import BaseModel
from ...enums import TaskState


class TaskFields(BaseModel):
    """How far the server is with work that it does after the response."""

    id: str
    state: TaskState
