"""A typed client for the Weights & Biases GraphQL API, sync and async."""

from __future__ import annotations

from runql._artifact_paths import ArtifactPath, CollectionPath
from runql._async.api import AsyncApi
from runql._async.artifact import AsyncArtifact
from runql._async.artifact_entry import AsyncArtifactEntry
from runql._async.artifact_files import AsyncArtifactFile, AsyncArtifactFileList
from runql._async.artifacts import AsyncArtifacts
from runql._async.collections import (
    AsyncArtifactCollection,
    AsyncArtifactCollections,
    AsyncArtifactType,
    AsyncArtifactTypes,
)
from runql._async.files import AsyncFile, AsyncFiles
from runql._async.media import AsyncLoggedMedia
from runql._async.projects import AsyncProject, AsyncProjects
from runql._async.run import AsyncRun
from runql._async.run_summary import AsyncSummary
from runql._async.runs import AsyncRuns
from runql._models.artifact import ArtifactState
from runql._models.artifact_draft import ArtifactDraft as Artifact
from runql._models.artifact_files import VerifyReport
from runql._models.lineage import Lineage, LineageEdge, LineageNode
from runql._models.manifest import EntryFacts, Manifest
from runql._models.run_state import RunState
from runql._models.user import User, Viewer
from runql._order import Order
from runql._pages import Page
from runql._paths import ProjectPath, RunPath
from runql._sync.api import Api
from runql._sync.artifact import Artifact as LoggedArtifact
from runql._sync.artifact_entry import ArtifactEntry
from runql._sync.artifact_files import ArtifactFile, ArtifactFileList
from runql._sync.artifacts import Artifacts
from runql._sync.collections import (
    ArtifactCollection,
    ArtifactCollections,
    ArtifactType,
    ArtifactTypes,
)
from runql._sync.files import File, Files
from runql._sync.media import LoggedMedia
from runql._sync.projects import Project, Projects
from runql._sync.run import Run
from runql._sync.run_summary import Summary
from runql._sync.runs import Runs
from runql._transfer.cache import ArtifactCache, CacheInfo
from runql.filters import F, Filter
from runql.settings import RetryPolicy, Settings, Timeouts

__all__ = [
    "Api",
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
    "AsyncApi",
    "AsyncArtifact",
    "AsyncArtifactCollection",
    "AsyncArtifactCollections",
    "AsyncArtifactEntry",
    "AsyncArtifactFile",
    "AsyncArtifactFileList",
    "AsyncArtifactType",
    "AsyncArtifactTypes",
    "AsyncArtifacts",
    "AsyncFile",
    "AsyncFiles",
    "AsyncLoggedMedia",
    "AsyncProject",
    "AsyncProjects",
    "AsyncRun",
    "AsyncRuns",
    "AsyncSummary",
    "CacheInfo",
    "CollectionPath",
    "EntryFacts",
    "F",
    "File",
    "Files",
    "Filter",
    "Lineage",
    "LineageEdge",
    "LineageNode",
    "LoggedArtifact",
    "LoggedMedia",
    "Manifest",
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
    "VerifyReport",
    "Viewer",
]
