# Generated from queries/ by `make generate`. Do not edit.

"""All operations of queries/ as typed methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .client_methods.accounts.organizations import AccountsOrganizationsMethods
from .client_methods.accounts.teams import AccountsTeamsMethods
from .client_methods.accounts.users import AccountsUsersMethods
from .client_methods.analysis import AnalysisMethods
from .client_methods.artifacts.base import ArtifactsBaseMethods
from .client_methods.artifacts.edits import ArtifactsEditsMethods
from .client_methods.artifacts.files import ArtifactsFilesMethods
from .client_methods.artifacts.upload import ArtifactsUploadMethods
from .client_methods.automations.base import AutomationsBaseMethods
from .client_methods.automations.executions import AutomationsExecutionsMethods
from .client_methods.collections.base import CollectionsBaseMethods
from .client_methods.collections.edits import CollectionsEditsMethods
from .client_methods.console_logs import ConsoleLogsMethods
from .client_methods.files import FilesMethods
from .client_methods.history import HistoryMethods
from .client_methods.integrations import IntegrationsMethods
from .client_methods.lineage.graph import LineageGraphMethods
from .client_methods.lineage.neighbors import LineageNeighborsMethods
from .client_methods.media import MediaMethods
from .client_methods.projects import ProjectsMethods
from .client_methods.registries.base import RegistriesBaseMethods
from .client_methods.registries.members import RegistriesMembersMethods
from .client_methods.reports import ReportsMethods
from .client_methods.runs.base import RunsBaseMethods
from .client_methods.runs.bulk_edits import RunsBulkEditsMethods
from .client_methods.runs.by_storage_id import RunsByStorageIdMethods
from .client_methods.runs.edits import RunsEditsMethods
from .client_methods.runs.groups import RunsGroupsMethods
from .client_methods.runs.moving import RunsMovingMethods
from .client_methods.runs.undeletion import RunsUndeletionMethods
from .client_methods.server import ServerMethods
from .client_methods.sweeps import SweepsMethods

if TYPE_CHECKING:
    from .calls import Call, Sender

__all__ = ["GraphQLClient"]

R = TypeVar("R")


class GraphQLClient(
    AccountsOrganizationsMethods,
    AccountsTeamsMethods,
    AccountsUsersMethods,
    AnalysisMethods,
    ArtifactsBaseMethods,
    ArtifactsEditsMethods,
    ArtifactsFilesMethods,
    ArtifactsUploadMethods,
    AutomationsBaseMethods,
    AutomationsExecutionsMethods,
    CollectionsBaseMethods,
    CollectionsEditsMethods,
    ConsoleLogsMethods,
    FilesMethods,
    HistoryMethods,
    IntegrationsMethods,
    LineageGraphMethods,
    LineageNeighborsMethods,
    MediaMethods,
    ProjectsMethods,
    RegistriesBaseMethods,
    RegistriesMembersMethods,
    ReportsMethods,
    RunsBaseMethods,
    RunsBulkEditsMethods,
    RunsByStorageIdMethods,
    RunsEditsMethods,
    RunsGroupsMethods,
    RunsMovingMethods,
    RunsUndeletionMethods,
    ServerMethods,
    SweepsMethods,
):
    """Sends operations through a transport, and returns their results."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def send(self, call: Call[R]) -> R:
        """Send a call and return its result."""
        return self._sender.send(call)
