"""A typed client for the Weights & Biases GraphQL API, sync and async."""

from __future__ import annotations

from runql._async.agents import AsyncAgent
from runql._async.api import AsyncApi
from runql._async.files import AsyncFile, AsyncFiles
from runql._async.projects import AsyncProject, AsyncProjects
from runql._async.run import AsyncRun
from runql._async.run_summary import AsyncSummary
from runql._async.runs import AsyncRuns
from runql._async.sweep import AsyncSweep
from runql._async.sweeps import AsyncSweeps
from runql._models.run_state import RunState
from runql._models.sweep_config import SweepConfig
from runql._models.sweep_state import SweepState
from runql._models.user import User, Viewer
from runql._order import Order
from runql._pages import Page
from runql._paths import ProjectPath, RunPath, SweepPath
from runql._sync.agents import Agent
from runql._sync.api import Api
from runql._sync.files import File, Files
from runql._sync.projects import Project, Projects
from runql._sync.run import Run
from runql._sync.run_summary import Summary
from runql._sync.runs import Runs
from runql._sync.sweep import Sweep
from runql._sync.sweeps import Sweeps
from runql.filters import F, Filter
from runql.settings import RetryPolicy, Settings, Timeouts

__all__ = [
    "Agent",
    "Api",
    "AsyncAgent",
    "AsyncApi",
    "AsyncFile",
    "AsyncFiles",
    "AsyncProject",
    "AsyncProjects",
    "AsyncRun",
    "AsyncRuns",
    "AsyncSummary",
    "AsyncSweep",
    "AsyncSweeps",
    "F",
    "File",
    "Files",
    "Filter",
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
    "Sweep",
    "SweepConfig",
    "SweepPath",
    "SweepState",
    "Sweeps",
    "Timeouts",
    "User",
    "Viewer",
]
