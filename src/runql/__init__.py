"""A typed client for the Weights & Biases GraphQL API, sync and async."""

from __future__ import annotations

from runql._async.api import AsyncApi
from runql._async.files import AsyncFile, AsyncFiles
from runql._async.media import AsyncLoggedMedia
from runql._async.projects import AsyncProject, AsyncProjects
from runql._async.run import AsyncRun
from runql._async.run_summary import AsyncSummary
from runql._async.runs import AsyncRuns
from runql._models.run_state import RunState
from runql._models.user import User, Viewer
from runql._order import Order
from runql._pages import Page
from runql._paths import ProjectPath, RunPath
from runql._sync.api import Api
from runql._sync.files import File, Files
from runql._sync.media import LoggedMedia
from runql._sync.projects import Project, Projects
from runql._sync.run import Run
from runql._sync.run_summary import Summary
from runql._sync.runs import Runs
from runql.filters import F, Filter
from runql.settings import RetryPolicy, Settings, Timeouts

__all__ = [
    "Api",
    "AsyncApi",
    "AsyncFile",
    "AsyncFiles",
    "AsyncLoggedMedia",
    "AsyncProject",
    "AsyncProjects",
    "AsyncRun",
    "AsyncRuns",
    "AsyncSummary",
    "F",
    "File",
    "Files",
    "Filter",
    "LoggedMedia",
    "Order",
    "Page",
    "Project",
    "ProjectPath",
    "Projects",
    "RetryPolicy",
    "Run",
    "RunPath",
    "RunState",
    "Runs",
    "Settings",
    "Summary",
    "Timeouts",
    "User",
    "Viewer",
]
