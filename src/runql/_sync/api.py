# Generated from src/runql/_async/api.py by `make generate`. Do not edit.

"""`Api`: a table of contents, one part for each noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._sync._client.session import Session
from runql._sync.accounts.api import OrganizationsApi, TeamsApi, UsersApi
from runql._sync.artifacts.api import ArtifactsApi
from runql._sync.automations.api import AutomationsApi
from runql._sync.collections.api import CollectionsApi
from runql._sync.exports.api import ExportsApi
from runql._sync.integrations.api import IntegrationsApi
from runql._sync.projects.api import ProjectsApi
from runql._sync.registries.api import RegistriesApi
from runql._sync.reports.api import ReportsApi
from runql._sync.resources import ResourcesApi
from runql._sync.runs.api import RunsApi
from runql._sync.server import ServerApi
from runql._sync.sweeps.api import SweepsApi
from runql._wandb_names.binding import explain_arguments
from runql._wandb_names.calls import accept_call
from runql.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    import httpx

    from runql._sync.graphql import GraphQL
    from runql.settings import Timeouts

__all__ = ["Api", "open_export"]


class Api(
    OrganizationsApi,
    TeamsApi,
    UsersApi,
    ArtifactsApi,
    AutomationsApi,
    CollectionsApi,
    ExportsApi,
    IntegrationsApi,
    ProjectsApi,
    RegistriesApi,
    ReportsApi,
    RunsApi,
    ServerApi,
    SweepsApi,
    ResourcesApi,
):
    """A client of one W&B server, for one API key.

    Creating a client sends no request. Threads and tasks may share one client. A client can be pickled, without its
    key, and used after a fork.

    Attributes:
        settings: Server, API key, timeouts and retries.
        graphql: GraphQL of your own, and runql's operations as typed methods.

    Examples:
        >>> from runql import Api
        >>> with Api() as api:
        ...     for run in api.runs("sandbox/mnist", limit=2):
        ...         print(run.name, run.config["batch_size"])
        sgd-0 32
        adam-1 32
    """

    @accept_call
    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        entity: str | None = None,
        project: str | None = None,
        timeout: float | Timeouts | None = None,
        settings: Settings | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Create a client, without a request.

        Args:
            api_key: Key of the account; None reads `WANDB_API_KEY`, netrc or the settings file.
            base_url: URL of the server; None reads `WANDB_BASE_URL` or the settings file, else it is the public server.
            entity: Entity of paths without one; None reads `WANDB_ENTITY`, else it is the user's default entity.
            project: Project of paths without one; None reads `WANDB_PROJECT`.
            timeout: Seconds that a call may take, retries included; or `Timeouts` with a value per limit.
            settings: All of the above and more in one value; excludes the other arguments.
            transport: httpx transport that replaces the network, for tests.

        Raises:
            ConfigurationError: If `base_url` is not a URL, or a settings file cannot be read.
            UsageError: If `settings` and another argument were given.
        """
        resolved = Settings.choose(
            settings,
            api_key=api_key,
            base_url=base_url,
            entity=entity,
            project=project,
            timeout=timeout,
        )
        super().__init__(Session(resolved, transport=transport))

    @property
    def settings(self) -> Settings:
        """Server, API key, timeouts and retries."""
        return self._session.settings

    @property
    def graphql(self) -> GraphQL:
        """GraphQL of your own (`execute`, `send`, `pages`), and runql's operations as typed methods."""
        # A client of all operations, which most programs do without, takes as long to load as the rest.
        from runql._sync.graphql import GraphQL

        return GraphQL(self._session)

    def close(self) -> None:
        """Close the connections. A closed client cannot be used again."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _repr_html_(self) -> str:
        from runql._display.cards import Card, kind_of
        from runql._display.markup import card_html

        settings = self.settings
        facts = {
            "API key": "none" if settings.api_key is None else f"from {settings.api_key_source}",
            "entity": settings.entity,
            "project": settings.project,
        }
        return card_html(Card(kind_of(self), settings.base_url, self._session.app_url, facts=facts))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.settings.base_url}>"


@explain_arguments
def open_export(
    path: str | Path,
    *,
    deleted: bool = False,
    storage_options: Mapping[str, object] | None = None,
) -> Api:
    """Open a folder that `api.export` wrote as a client that reads from it, and needs no server and no key.

    Runs, filters, orders, histories, system metrics, files and everything that is computed of them are the same objects
    with the same values as those of the server when it was exported. Paths may leave out the project.

    Args:
        path: The folder, or the DuckDB file, in any format of exports; or the URL of one, of which files come to this
            machine when they are read.
        deleted: Whether runs are listed that the server had no more when the export was brought up to date.
        storage_options: Options of the file system of a URL, as in `api.export`.

    Returns:
        A client. Changes raise `ReadOnlyError`; what was not exported raises `NotExportedError`.

    Raises:
        UsageError: If there is no finished export.
        NotExportedError: If an earlier version of runql wrote it: run the export again.
        ExportCorruptedError: If a file is missing, or has another size than its manifest says.
        MissingDependencyError: If pyarrow is not installed.

    Examples:
        >>> from runql import open_export
        >>> report = api.export("sandbox/mnist", "backup", keys=["loss"])
        >>> with open_export("backup") as copy:
        ...     print(copy.runs(filters="state = 'finished'").total())
        21
    """
    from runql._frames.formats import require_format
    from runql._models.exports.settings import check_target
    from runql._sync.exports.opened import ExportSession

    check_target(path)
    require_format("arrow")
    session = ExportSession(path, deleted=deleted, options=storage_options)
    api = Api(settings=session.settings)
    api._session = session
    return api
