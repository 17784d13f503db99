# Generated from queries/console_logs.graphql by `make generate`. Do not edit.

from typing import Optional

from ..base_model import BaseModel
from ..fragments._shared import PageInfoFields


class LogLineFields(BaseModel):
    """A line of a run's console."""

    number: Optional[int]
    level: Optional[str]
    label: Optional[str]
    timestamp: Optional[str]
    line: Optional[str]


class RunConsoleLogPage(BaseModel):
    id: str
    state: Optional[str]
    log_line_count: Optional[int]
    log_lines: Optional["RunConsoleLogPageLogLines"]


class RunConsoleLogPageLogLines(BaseModel):
    edges: list["RunConsoleLogPageLogLinesEdges"]
    page_info: "RunConsoleLogPageLogLinesPageInfo"


class RunConsoleLogPageLogLinesEdges(BaseModel):
    cursor: str
    node: "RunConsoleLogPageLogLinesEdgesNode"


RunConsoleLogPageLogLinesEdgesNode = LogLineFields
RunConsoleLogPageLogLinesPageInfo = PageInfoFields


class RunConsoleLogTail(BaseModel):
    id: str
    state: Optional[str]
    log_line_count: Optional[int]
    log_lines: Optional["RunConsoleLogTailLogLines"]


class RunConsoleLogTailLogLines(BaseModel):
    edges: list["RunConsoleLogTailLogLinesEdges"]
    page_info: "RunConsoleLogTailLogLinesPageInfo"


class RunConsoleLogTailLogLinesEdges(BaseModel):
    cursor: str
    node: "RunConsoleLogTailLogLinesEdgesNode"


RunConsoleLogTailLogLinesEdgesNode = LogLineFields
RunConsoleLogTailLogLinesPageInfo = PageInfoFields
