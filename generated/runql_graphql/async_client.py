# Generated from queries/ by `make generate`. Do not edit.

"""Every operation of queries/ as a typed method that is awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .async_client_methods.artifact_edits import AsyncArtifactEditsMethods
from .async_client_methods.artifact_files import AsyncArtifactFilesMethods
from .async_client_methods.artifact_versions import AsyncArtifactVersionsMethods
from .async_client_methods.artifacts import AsyncArtifactsMethods
from .async_client_methods.automations import AsyncAutomationsMethods
from .async_client_methods.collection_edits import AsyncCollectionEditsMethods
from .async_client_methods.collections import AsyncCollectionsMethods
from .async_client_methods.console_logs import AsyncConsoleLogsMethods
from .async_client_methods.files import AsyncFilesMethods
from .async_client_methods.history import AsyncHistoryMethods
from .async_client_methods.integrations import AsyncIntegrationsMethods
from .async_client_methods.lineage import AsyncLineageMethods
from .async_client_methods.lineage_graph import AsyncLineageGraphMethods
from .async_client_methods.media import AsyncMediaMethods
from .async_client_methods.organizations import AsyncOrganizationsMethods
from .async_client_methods.projects import AsyncProjectsMethods
from .async_client_methods.registries import AsyncRegistriesMethods
from .async_client_methods.registry_members import AsyncRegistryMembersMethods
from .async_client_methods.reports import AsyncReportsMethods
from .async_client_methods.runs import AsyncRunsMethods
from .async_client_methods.runs_edits import AsyncRunsEditsMethods
from .async_client_methods.server import AsyncServerMethods
from .async_client_methods.sweeps import AsyncSweepsMethods
from .async_client_methods.teams import AsyncTeamsMethods
from .async_client_methods.users import AsyncUsersMethods

if TYPE_CHECKING:
    from .calls import AsyncSender, Call

__all__ = ["AsyncGraphQLClient"]

R = TypeVar("R")


class AsyncGraphQLClient(
    AsyncArtifactEditsMethods,
    AsyncArtifactFilesMethods,
    AsyncArtifactVersionsMethods,
    AsyncArtifactsMethods,
    AsyncAutomationsMethods,
    AsyncCollectionEditsMethods,
    AsyncCollectionsMethods,
    AsyncConsoleLogsMethods,
    AsyncFilesMethods,
    AsyncHistoryMethods,
    AsyncIntegrationsMethods,
    AsyncLineageMethods,
    AsyncLineageGraphMethods,
    AsyncMediaMethods,
    AsyncOrganizationsMethods,
    AsyncProjectsMethods,
    AsyncRegistriesMethods,
    AsyncRegistryMembersMethods,
    AsyncReportsMethods,
    AsyncRunsMethods,
    AsyncRunsEditsMethods,
    AsyncServerMethods,
    AsyncSweepsMethods,
    AsyncTeamsMethods,
    AsyncUsersMethods,
):
    """Sends operations through whatever can send a `Call`, and returns their results."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    async def send(self, call: Call[R]) -> R:
        """Send a call, and return its result."""
        return await self._sender.send(call)
