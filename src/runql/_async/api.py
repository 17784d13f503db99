"""`AsyncApi`, composed of one base class for each kind of resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._async._client.session import AsyncSession
from runql._async.accounts.api import AsyncOrganizationsApi, AsyncTeamsApi, AsyncUsersApi
from runql._async.artifacts.api import AsyncArtifactsApi
from runql._async.automations.api import AsyncAutomationsApi
from runql._async.collections.api import AsyncCollectionsApi
from runql._async.exports.api import AsyncExportsApi
from runql._async.integrations.api import AsyncIntegrationsApi
from runql._async.projects.api import AsyncProjectsApi
from runql._async.registries.api import AsyncRegistriesApi
from runql._async.reports.api import AsyncReportsApi
from runql._async.resources import AsyncResourcesApi
from runql._async.runs.api import AsyncRunsApi
from runql._async.server import AsyncServerApi
from runql._async.sweeps.api import AsyncSweepsApi
from runql._wandb_names.binding import explain_arguments
from runql._wandb_names.calls import accept_call
from runql.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    import httpx

    from runql._async.graphql import AsyncGraphQL
    from runql.settings import Timeouts

__all__ = ["AsyncApi", "open_export"]


class AsyncApi(
    AsyncOrganizationsApi,
    AsyncTeamsApi,
    AsyncUsersApi,
    AsyncArtifactsApi,
    AsyncAutomationsApi,
    AsyncCollectionsApi,
    AsyncExportsApi,
    AsyncIntegrationsApi,
    AsyncProjectsApi,
    AsyncRegistriesApi,
    AsyncReportsApi,
    AsyncRunsApi,
    AsyncServerApi,
    AsyncSweepsApi,
    AsyncResourcesApi,
):
    """A client of one W&B server, for one API key.

    Creating a client sends no request. Threads and tasks can share one client. A client can be used after a fork, and
    pickled; the pickle does not contain the API key.

    Attributes:
        settings: Server, API key, timeouts and retries.
        graphql: Methods for your own GraphQL, and runql's operations as typed methods.

    Examples:
        >>> from runql import AsyncApi
        >>> async with AsyncApi() as api:
        ...     async for run in api.runs("sandbox/mnist", limit=2):
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
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Create a client; no request is sent.

        Args:
            api_key: API key; None reads `WANDB_API_KEY`, netrc or the settings file.
            base_url: URL of the server; None reads `WANDB_BASE_URL` or the settings file, or else uses the public server.
            entity: Entity of paths without one; None reads `WANDB_ENTITY`, or else uses the user's default entity.
            project: Project of paths without one; None reads `WANDB_PROJECT`.
            timeout: Maximum seconds per call, retries included; or `Timeouts` with a value per limit.
            settings: All of the above and more in one object; excludes the other arguments.
            transport: httpx transport that replaces the network, for tests.

        Raises:
            ConfigurationError: If `base_url` is not a URL, or a settings file cannot be read.
            UsageError: If `settings` and another of these arguments are passed.
        """
        resolved = Settings.choose(
            settings,
            api_key=api_key,
            base_url=base_url,
            entity=entity,
            project=project,
            timeout=timeout,
        )
        super().__init__(AsyncSession(resolved, transport=transport))

    @property
    def settings(self) -> Settings:
        """Server, API key, timeouts and retries."""
        return self._session.settings

    @property
    def graphql(self) -> AsyncGraphQL:
        """Methods for your own GraphQL (`execute`, `send`, `pages`), and runql's operations as typed methods."""
        # Loading the client of all operations takes as long as loading the rest, and few programs need it.
        from runql._async.graphql import AsyncGraphQL

        return AsyncGraphQL(self._session)

    async def aclose(self) -> None:
        """Close the connections. A closed client cannot be used again."""
        await self._session.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

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
) -> AsyncApi:
    """Open an export as a client that needs no server and no API key.

    The folder must have been written by `api.export`. Runs, filters, orders, histories, system metrics, files and
    derived values are the same objects, with the values that the server had at the time of the export. Paths can
    omit the project.

    Args:
        path: The folder or DuckDB file, in any export format; or a URL, whose files are downloaded when they are
            read.
        deleted: Whether to list runs that had been deleted from the server when the export was last updated.
        storage_options: Options for the file system of a URL, as in `api.export`.

    Returns:
        A client. Changes raise `ReadOnlyError`; reading data that was not exported raises `NotExportedError`.

    Raises:
        UsageError: If the path contains no finished export.
        NotExportedError: If an earlier version of runql wrote the export; run the export again.
        ExportCorruptedError: If a file is missing, or its size differs from the manifest.
        MissingDependencyError: If pyarrow is not installed.

    Examples:
        >>> from runql import open_export_async
        >>> report = await api.export("sandbox/mnist", "backup", keys=["loss"])
        >>> async with open_export_async("backup") as copy:
        ...     print(await copy.runs(filters="state = 'finished'").total())
        21
    """
    from runql._async.exports.opened import AsyncExportSession
    from runql._frames.formats import require_format
    from runql._models.exports.settings import check_target

    check_target(path)
    require_format("arrow")
    session = AsyncExportSession(path, deleted=deleted, options=storage_options)
    api = AsyncApi(settings=session.settings)
    api._session = session
    return api
