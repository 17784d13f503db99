# Generated from queries/ by `make generate`. Do not edit.

"""All operations of queries/ as typed async methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .async_client_methods.accounts.organizations import AsyncAccountsOrganizationsMethods
from .async_client_methods.accounts.teams import AsyncAccountsTeamsMethods
from .async_client_methods.accounts.users import AsyncAccountsUsersMethods
from .async_client_methods.analysis import AsyncAnalysisMethods
from .async_client_methods.artifacts.base import AsyncArtifactsBaseMethods
from .async_client_methods.artifacts.edits import AsyncArtifactsEditsMethods
from .async_client_methods.artifacts.files import AsyncArtifactsFilesMethods
from .async_client_methods.artifacts.upload import AsyncArtifactsUploadMethods
from .async_client_methods.automations.base import AsyncAutomationsBaseMethods
from .async_client_methods.automations.executions import AsyncAutomationsExecutionsMethods
from .async_client_methods.collections.base import AsyncCollectionsBaseMethods
from .async_client_methods.collections.edits import AsyncCollectionsEditsMethods
from .async_client_methods.console_logs import AsyncConsoleLogsMethods
from .async_client_methods.files import AsyncFilesMethods
from .async_client_methods.history import AsyncHistoryMethods
from .async_client_methods.integrations import AsyncIntegrationsMethods
from .async_client_methods.lineage.graph import AsyncLineageGraphMethods
from .async_client_methods.lineage.neighbors import AsyncLineageNeighborsMethods
from .async_client_methods.media import AsyncMediaMethods
from .async_client_methods.projects import AsyncProjectsMethods
from .async_client_methods.registries.base import AsyncRegistriesBaseMethods
from .async_client_methods.registries.members import AsyncRegistriesMembersMethods
from .async_client_methods.reports import AsyncReportsMethods
from .async_client_methods.runs.base import AsyncRunsBaseMethods
from .async_client_methods.runs.bulk_edits import AsyncRunsBulkEditsMethods
from .async_client_methods.runs.by_storage_id import AsyncRunsByStorageIdMethods
from .async_client_methods.runs.edits import AsyncRunsEditsMethods
from .async_client_methods.runs.groups import AsyncRunsGroupsMethods
from .async_client_methods.runs.moving import AsyncRunsMovingMethods
from .async_client_methods.runs.undeletion import AsyncRunsUndeletionMethods
from .async_client_methods.server import AsyncServerMethods
from .async_client_methods.sweeps import AsyncSweepsMethods

if TYPE_CHECKING:
    from .calls import AsyncSender, Call

__all__ = ["AsyncGraphQLClient"]

R = TypeVar("R")


class AsyncGraphQLClient(
    AsyncAccountsOrganizationsMethods,
    AsyncAccountsTeamsMethods,
    AsyncAccountsUsersMethods,
    AsyncAnalysisMethods,
    AsyncArtifactsBaseMethods,
    AsyncArtifactsEditsMethods,
    AsyncArtifactsFilesMethods,
    AsyncArtifactsUploadMethods,
    AsyncAutomationsBaseMethods,
    AsyncAutomationsExecutionsMethods,
    AsyncCollectionsBaseMethods,
    AsyncCollectionsEditsMethods,
    AsyncConsoleLogsMethods,
    AsyncFilesMethods,
    AsyncHistoryMethods,
    AsyncIntegrationsMethods,
    AsyncLineageGraphMethods,
    AsyncLineageNeighborsMethods,
    AsyncMediaMethods,
    AsyncProjectsMethods,
    AsyncRegistriesBaseMethods,
    AsyncRegistriesMembersMethods,
    AsyncReportsMethods,
    AsyncRunsBaseMethods,
    AsyncRunsBulkEditsMethods,
    AsyncRunsByStorageIdMethods,
    AsyncRunsEditsMethods,
    AsyncRunsGroupsMethods,
    AsyncRunsMovingMethods,
    AsyncRunsUndeletionMethods,
    AsyncServerMethods,
    AsyncSweepsMethods,
):
    """Sends operations through a transport, and returns their results."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    async def send(self, call: Call[R]) -> R:
        """Send a call and return its result."""
        return await self._sender.send(call)
