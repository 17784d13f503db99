# Generated from queries/ by `make generate`. Do not edit.

"""Every operation of queries/ as a typed method."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .client_methods.artifact_edits import ArtifactEditsMethods
from .client_methods.artifact_files import ArtifactFilesMethods
from .client_methods.artifact_versions import ArtifactVersionsMethods
from .client_methods.artifacts import ArtifactsMethods
from .client_methods.automations import AutomationsMethods
from .client_methods.collection_edits import CollectionEditsMethods
from .client_methods.collections import CollectionsMethods
from .client_methods.console_logs import ConsoleLogsMethods
from .client_methods.files import FilesMethods
from .client_methods.history import HistoryMethods
from .client_methods.integrations import IntegrationsMethods
from .client_methods.lineage import LineageMethods
from .client_methods.lineage_graph import LineageGraphMethods
from .client_methods.media import MediaMethods
from .client_methods.organizations import OrganizationsMethods
from .client_methods.projects import ProjectsMethods
from .client_methods.registries import RegistriesMethods
from .client_methods.registry_members import RegistryMembersMethods
from .client_methods.reports import ReportsMethods
from .client_methods.runs import RunsMethods
from .client_methods.runs_edits import RunsEditsMethods
from .client_methods.server import ServerMethods
from .client_methods.sweeps import SweepsMethods
from .client_methods.teams import TeamsMethods
from .client_methods.users import UsersMethods

if TYPE_CHECKING:
    from .calls import Call, Sender

__all__ = ["GraphQLClient"]

R = TypeVar("R")


class GraphQLClient(
    ArtifactEditsMethods,
    ArtifactFilesMethods,
    ArtifactVersionsMethods,
    ArtifactsMethods,
    AutomationsMethods,
    CollectionEditsMethods,
    CollectionsMethods,
    ConsoleLogsMethods,
    FilesMethods,
    HistoryMethods,
    IntegrationsMethods,
    LineageMethods,
    LineageGraphMethods,
    MediaMethods,
    OrganizationsMethods,
    ProjectsMethods,
    RegistriesMethods,
    RegistryMembersMethods,
    ReportsMethods,
    RunsMethods,
    RunsEditsMethods,
    ServerMethods,
    SweepsMethods,
    TeamsMethods,
    UsersMethods,
):
    """Sends operations through whatever can send a `Call`, and returns their results."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def send(self, call: Call[R]) -> R:
        """Send a call, and return its result."""
        return self._sender.send(call)
