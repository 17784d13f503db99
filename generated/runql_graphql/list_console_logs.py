# Generated from queries/console_logs.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.console_logs import RunConsoleLogPage


class ListConsoleLogs(BaseModel):
    """List console lines from the beginning."""

    project: Optional["ListConsoleLogsProject"]


class ListConsoleLogsProject(BaseModel):
    run: Optional["ListConsoleLogsProjectRun"]


ListConsoleLogsProjectRun = RunConsoleLogPage
