"""A typed client for the Weights & Biases GraphQL API, sync and async."""

from __future__ import annotations

from typing import TYPE_CHECKING

# Lazy exports: importing one name must not import the whole package (half of it is the other
# variant).
if TYPE_CHECKING:
    from runql._async.accounts.organizations import AsyncOrganization
    from runql._async.accounts.teams import AsyncTeam
    from runql._async.accounts.users import AsyncApiKeys, AsyncUsers
    from runql._async.api import AsyncApi
    from runql._async.api import open_export as open_export_async
    from runql._async.artifacts.entry import AsyncArtifactEntry
    from runql._async.artifacts.files import AsyncArtifactFile, AsyncArtifactFileList
    from runql._async.artifacts.listing import AsyncArtifacts
    from runql._async.artifacts.resource import AsyncArtifact
    from runql._async.automations.executions import AsyncAutomationExecutions
    from runql._async.automations.listing import AsyncAutomations
    from runql._async.automations.resource import AsyncAutomation
    from runql._async.collections.artifact_types import AsyncArtifactType, AsyncArtifactTypes
    from runql._async.collections.listing import AsyncArtifactCollections
    from runql._async.collections.resource import AsyncAliasActions, AsyncArtifactCollection
    from runql._async.console_logs import AsyncConsoleLogFollower, AsyncConsoleLogs
    from runql._async.files import AsyncFile, AsyncFiles
    from runql._async.history.many_runs import AsyncHistories
    from runql._async.integrations.listing import AsyncIntegrations
    from runql._async.media.logged import AsyncLoggedMedia
    from runql._async.projects.listing import AsyncProjects, AsyncProjectStorages
    from runql._async.projects.resource import AsyncProject
    from runql._async.registries.contents import AsyncRegistryCollections, AsyncRegistryVersions
    from runql._async.registries.listing import AsyncRegistries
    from runql._async.registries.resource import AsyncRegistry
    from runql._async.reports.listing import AsyncReports
    from runql._async.reports.resource import AsyncReport
    from runql._async.reports.run_sets import AsyncRunSet
    from runql._async.resources import AsyncResource
    from runql._async.runs.listing import AsyncRuns
    from runql._async.runs.resource import AsyncRun
    from runql._async.runs.summary import AsyncSummary
    from runql._async.sweeps.agents import AsyncAgent
    from runql._async.sweeps.listing import AsyncSweeps
    from runql._async.sweeps.resource import AsyncSweep
    from runql._models.accounts.organizations import OrganizationMember, OrganizationRole, Seats
    from runql._models.accounts.teams import Invite, Member, TeamRole
    from runql._models.accounts.users import Account, ApiKey, NewApiKey, User, Viewer
    from runql._models.artifacts.base import ArtifactState
    from runql._models.artifacts.draft import ArtifactDraft as Artifact
    from runql._models.artifacts.files import VerifyReport
    from runql._models.artifacts.manifest import EntryInfo, Manifest
    from runql._models.automations.executions import AutomationExecution
    from runql._models.collections.alias_actions import AliasAction
    from runql._models.console_logs import LogLine
    from runql._models.copies import CopyReport
    from runql._models.exports.report import ExportReport, ExportVerification
    from runql._models.files.folders import FileFolder
    from runql._models.history.buckets import HistoryBucket, HistoryBuckets
    from runql._models.history.many_runs import RunHistory
    from runql._models.history.rows import HistoryInfo, HistoryRecords
    from runql._models.integrations import SlackIntegration, WebhookIntegration
    from runql._models.lineage.graph import Lineage
    from runql._models.lineage.nodes import LineageEdge, LineageNode
    from runql._models.projects.storage import ProjectStorage
    from runql._models.registries.base import (
        RegistryRole,
        RegistryVisibility,
        TeamMember,
        UserMember,
    )
    from runql._models.reports.comments import Comment, CommentThread
    from runql._models.runs.state import RunState
    from runql._models.server import RateLimits, ServerInfo, ServerVersion
    from runql._models.sweeps.config import SweepConfig
    from runql._models.sweeps.state import SweepState
    from runql._paging.order import Order
    from runql._paging.pages import Page
    from runql._paths.artifacts import ArtifactPath, CollectionPath
    from runql._paths.projects import ProjectPath
    from runql._paths.runs import RunPath
    from runql._paths.sweeps import SweepPath
    from runql._sync.accounts.organizations import Organization
    from runql._sync.accounts.teams import Team
    from runql._sync.accounts.users import ApiKeys, Users
    from runql._sync.api import Api, open_export
    from runql._sync.artifacts.entry import ArtifactEntry
    from runql._sync.artifacts.files import ArtifactFile, ArtifactFileList
    from runql._sync.artifacts.listing import Artifacts
    from runql._sync.artifacts.resource import Artifact as LoggedArtifact
    from runql._sync.automations.executions import AutomationExecutions
    from runql._sync.automations.listing import Automations
    from runql._sync.automations.resource import Automation
    from runql._sync.collections.artifact_types import ArtifactType, ArtifactTypes
    from runql._sync.collections.listing import ArtifactCollections
    from runql._sync.collections.resource import AliasActions, ArtifactCollection
    from runql._sync.console_logs import ConsoleLogFollower, ConsoleLogs
    from runql._sync.files import File, Files
    from runql._sync.history.many_runs import Histories
    from runql._sync.integrations.listing import Integrations
    from runql._sync.media.logged import LoggedMedia
    from runql._sync.projects.listing import Projects, ProjectStorages
    from runql._sync.projects.resource import Project
    from runql._sync.registries.contents import RegistryCollections, RegistryVersions
    from runql._sync.registries.listing import Registries
    from runql._sync.registries.resource import Registry
    from runql._sync.reports.listing import Reports
    from runql._sync.reports.resource import Report
    from runql._sync.reports.run_sets import RunSet
    from runql._sync.resources import Resource
    from runql._sync.runs.listing import Runs
    from runql._sync.runs.resource import Run
    from runql._sync.runs.summary import Summary
    from runql._sync.sweeps.agents import Agent
    from runql._sync.sweeps.listing import Sweeps
    from runql._sync.sweeps.resource import Sweep
    from runql._transfer.artifacts.cache import ArtifactCache, CacheInfo
    from runql._wire.capabilities import FeatureState
    from runql._wire.rate_limit import RequestLimit
    from runql.filters import F, Filter
    from runql.settings import RetryPolicy, Settings, Timeouts

    __version__: str
else:
    from importlib import import_module as _import_module

    from runql._public_names import EXPORTS as _EXPORTS
    from runql._wandb_names.imports import install as _install

    _install()

    _MODULES = frozenset({"errors", "filters", "settings"})

    def __getattr__(name: str) -> object:
        if name in _MODULES:
            return _import_module(f"runql.{name}")
        if name == "__version__":
            # Reading the metadata of a distribution takes longer than the rest of the import.
            found = _import_module("importlib.metadata").version("runql")
        elif name in _EXPORTS:
            module, original = _EXPORTS[name]
            found = getattr(_import_module(module), original)
        else:
            from runql._deprecated import renamed_names

            return renamed_names(__name__)(name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        dunders = {name for name in globals() if name.startswith("__")}
        return sorted({*dunders, *_EXPORTS, *_MODULES, "__version__"})


__all__ = [
    "Account",
    "Agent",
    "AliasAction",
    "AliasActions",
    "Api",
    "ApiKey",
    "ApiKeys",
    "Artifact",
    "ArtifactCache",
    "ArtifactCollection",
    "ArtifactCollections",
    "ArtifactEntry",
    "ArtifactFile",
    "ArtifactFileList",
    "ArtifactPath",
    "ArtifactState",
    "ArtifactType",
    "ArtifactTypes",
    "Artifacts",
    "AsyncAgent",
    "AsyncAliasActions",
    "AsyncApi",
    "AsyncApiKeys",
    "AsyncArtifact",
    "AsyncArtifactCollection",
    "AsyncArtifactCollections",
    "AsyncArtifactEntry",
    "AsyncArtifactFile",
    "AsyncArtifactFileList",
    "AsyncArtifactType",
    "AsyncArtifactTypes",
    "AsyncArtifacts",
    "AsyncAutomation",
    "AsyncAutomationExecutions",
    "AsyncAutomations",
    "AsyncConsoleLogFollower",
    "AsyncConsoleLogs",
    "AsyncFile",
    "AsyncFiles",
    "AsyncHistories",
    "AsyncIntegrations",
    "AsyncLoggedMedia",
    "AsyncOrganization",
    "AsyncProject",
    "AsyncProjectStorages",
    "AsyncProjects",
    "AsyncRegistries",
    "AsyncRegistry",
    "AsyncRegistryCollections",
    "AsyncRegistryVersions",
    "AsyncReport",
    "AsyncReports",
    "AsyncResource",
    "AsyncRun",
    "AsyncRunSet",
    "AsyncRuns",
    "AsyncSummary",
    "AsyncSweep",
    "AsyncSweeps",
    "AsyncTeam",
    "AsyncUsers",
    "Automation",
    "AutomationExecution",
    "AutomationExecutions",
    "Automations",
    "CacheInfo",
    "CollectionPath",
    "Comment",
    "CommentThread",
    "ConsoleLogFollower",
    "ConsoleLogs",
    "CopyReport",
    "EntryInfo",
    "ExportReport",
    "ExportVerification",
    "F",
    "FeatureState",
    "File",
    "FileFolder",
    "Files",
    "Filter",
    "Histories",
    "HistoryBucket",
    "HistoryBuckets",
    "HistoryInfo",
    "HistoryRecords",
    "Integrations",
    "Invite",
    "Lineage",
    "LineageEdge",
    "LineageNode",
    "LogLine",
    "LoggedArtifact",
    "LoggedMedia",
    "Manifest",
    "Member",
    "NewApiKey",
    "Order",
    "Organization",
    "OrganizationMember",
    "OrganizationRole",
    "Page",
    "Project",
    "ProjectPath",
    "ProjectStorage",
    "ProjectStorages",
    "Projects",
    "RateLimits",
    "Registries",
    "Registry",
    "RegistryCollections",
    "RegistryRole",
    "RegistryVersions",
    "RegistryVisibility",
    "Report",
    "Reports",
    "RequestLimit",
    "Resource",
    "RetryPolicy",
    "Run",
    "RunHistory",
    "RunPath",
    "RunSet",
    "RunState",
    "Runs",
    "Seats",
    "ServerInfo",
    "ServerVersion",
    "Settings",
    "SlackIntegration",
    "Summary",
    "Sweep",
    "SweepConfig",
    "SweepPath",
    "SweepState",
    "Sweeps",
    "Team",
    "TeamMember",
    "TeamRole",
    "Timeouts",
    "User",
    "UserMember",
    "Users",
    "VerifyReport",
    "Viewer",
    "WebhookIntegration",
    "open_export",
    "open_export_async",
]
