# Generated from queries/console_logs.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.console_logs import RunConsoleLogTail


class GetConsoleLogTail(BaseModel):
    """List the last console lines, or the lines before a cursor; `first` and `after` stay null."""

    project: Optional["GetConsoleLogTailProject"]


class GetConsoleLogTailProject(BaseModel):
    run: Optional["GetConsoleLogTailProjectRun"]


GetConsoleLogTailProjectRun = RunConsoleLogTail
