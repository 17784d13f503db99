"""The names of `wandb.apis.public`: `Api` and its result types."""

from __future__ import annotations

from runql.compat.apis.public.accounts import Member, Organization, Team, User
from runql.compat.apis.public.api import Api
from runql.compat.apis.public.artifacts import (
    ArtifactCollection,
    ArtifactCollections,
    Artifacts,
    ArtifactType,
    ArtifactTypes,
    ProjectArtifactCollections,
    RunArtifacts,
)
from runql.compat.apis.public.automations import (
    Automations,
    Integrations,
    SlackIntegrations,
    WebhookIntegrations,
)
from runql.compat.apis.public.console_logs import ConsoleLogLine, ConsoleLogs
from runql.compat.apis.public.files import ArtifactFiles, File, Files
from runql.compat.apis.public.history import DownloadHistoryResult, HistoryScan
from runql.compat.apis.public.projects import Project, Projects
from runql.compat.apis.public.registries import Registries, Registry
from runql.compat.apis.public.reports import BetaReport, Reports
from runql.compat.apis.public.run import Run
from runql.compat.apis.public.runs import AgentRuns, Runs
from runql.compat.apis.public.sweeps import Sweep, Sweeps
from runql.compat.artifacts.artifact import Artifact
from runql.compat.errors import IncompleteRunHistoryError, RunNotFoundError

__all__ = [
    "AgentRuns",
    "Api",
    "Artifact",
    "ArtifactCollection",
    "ArtifactCollections",
    "ArtifactFiles",
    "ArtifactType",
    "ArtifactTypes",
    "Artifacts",
    "Automations",
    "BetaReport",
    "ConsoleLogLine",
    "ConsoleLogs",
    "DownloadHistoryResult",
    "File",
    "Files",
    "HistoryScan",
    "IncompleteRunHistoryError",
    "Integrations",
    "Member",
    "Organization",
    "Project",
    "ProjectArtifactCollections",
    "Projects",
    "Registries",
    "Registry",
    "Reports",
    "Run",
    "RunArtifacts",
    "RunNotFoundError",
    "Runs",
    "SlackIntegrations",
    "Sweep",
    "Sweeps",
    "Team",
    "User",
    "WebhookIntegrations",
]
