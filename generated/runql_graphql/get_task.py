# Generated from queries/runs/moving.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.runs.moving import TaskFields


class GetTask(BaseModel):
    """The state of an asynchronous server task."""

    task: Optional["GetTaskTask"]


GetTaskTask = TaskFields
