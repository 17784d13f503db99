"""What a version was made by, what it was used by, and the graph around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.lineage import graph as lineage_graph
from runql_graphql.ops.lineage import neighbors as ops

from runql._models.artifact import missing_artifact
from runql._models.lineage_walk import LineageWalk
from runql._models.run import RunContext
from runql._models.run_answers import own_path
from runql._models.run_fields import RunFields
from runql._models.siblings import Siblings
from runql._order import Order, order_to_wire
from runql._pages import Listing, Page
from runql._paths import app_url
from runql.filters import Filter, filters_to_wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments.runs.base import RunFull
    from runql_graphql.list_artifact_users import ListArtifactUsers

    from runql._artifact_paths import ArtifactPath
    from runql._async.run import AsyncRun
    from runql._async.run_summary import ConfigT, SummaryT
    from runql._async.runs import AsyncRuns
    from runql._async.session import AsyncSession
    from runql._models.lineage import Direction, Lineage

__all__ = ["AsyncArtifactLineage"]


class AsyncArtifactLineage:
    """The runs beside a version, and what lies behind them."""

    _session: AsyncSession

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Opaque id."""
            ...

        @property
        def path(self) -> ArtifactPath:
            """Where it was found."""
            ...

        @property
        def source_path(self) -> ArtifactPath:
            """Where it was logged to."""
            ...

    async def logged_by(self) -> AsyncRun | None:
        """Return the run that made the version; None when a user did, or the run is gone.

        Raises:
            NotFoundError: The version has been deleted.

        Requests: One.
        """
        answer = await self._session.send(ops.get_artifact_creator(id=self.id))
        if answer.artifact is None:
            raise missing_artifact(self.path, "GetArtifactCreator")
        from runql_graphql.fragments.runs.base import RunFull

        creator = answer.artifact.created_by
        if not isinstance(creator, RunFull):
            return None
        return self._run(creator, RunContext(self._app_url()))

    def used_by(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> AsyncRuns[ConfigT, SummaryT]:
        """List the runs that took the version as input, directly or through a link.

        Everything is as in `api.runs`.

        Raises:
            NotFoundError: The version has been deleted; raised by the first page.

        Requests: None until iterated; then one per page, whatever is read of the runs.
        """
        from runql._async.runs import AsyncRuns, run_key

        asked = RunFields.parse(fields).arguments()
        call = ops.list_artifact_users(
            id=self.id,
            filters=filters_to_wire(filters),
            order=order_to_wire(order),
            config_keys=asked.config_keys,
            summary_keys=asked.summary_keys,
            with_config=asked.with_config,
            with_summary=asked.with_summary,
            with_system_metrics=asked.with_system_metrics,
            with_history_keys=asked.with_history_keys,
        )
        context = RunContext(self._app_url(), config, summary)

        def read(answer: ListArtifactUsers) -> Page[AsyncRun[Any, Any]]:
            """Take a page of runs out of an answer."""
            if answer.artifact is None:
                raise missing_artifact(self.path, "ListArtifactUsers")
            siblings: Siblings[AsyncRun[Any, Any]] = Siblings()
            connection = answer.artifact.used_by
            runs = tuple(self._run(edge.node, context, siblings) for edge in connection.edges)
            info = connection.page_info
            return Page(runs, info.end_cursor if info.has_next_page else None)

        listing = Listing(call, read, run_key, per_page=per_page, limit=limit, after=after)
        return AsyncRuns(self._session, listing)

    async def lineage(
        self,
        *,
        depth: int | None = None,
        direction: Direction = "both",
        limit: int = 1000,
    ) -> Lineage:
        """Return the graph of what the version was made from, and of what was made of it.

        Args:
            depth: How many runs away to look: 1 gives the run that made the version with its inputs, and
                the runs that used it with their outputs; None looks as far as there is something.
            direction: `upstream`, `downstream`, or both.
            limit: Nodes after which the walk ends; the graph then says that it is not complete.

        Raises:
            NotFoundError: The version has been deleted.
            UsageError: A number is out of bounds, or there is no such direction.

        Requests: One, and for each step one per project that its runs lie in, and per 50 runs; and one per further
            200 runs or versions beside a node that has more.
        """
        walk = LineageWalk(direction, depth, limit)
        answer = await self._session.send(lineage_graph.get_lineage_start(id=self.id))
        if answer.artifact is None:
            raise missing_artifact(self.path, "GetLineageStart")
        walk.start(answer.artifact)
        await self._complete(walk)
        while questions := walk.questions():
            walk.advance([await self._session.send(question) for question in questions])
            await self._complete(walk)
        return walk.result()

    async def _complete(self, walk: LineageWalk) -> None:
        """Read on where a node has more neighbours than come with it."""
        while rests := walk.rests():
            for rest in rests:
                walk.take(rest, await self._session.send(rest.call))

    def _run(
        self,
        snapshot: RunFull,
        context: RunContext,
        siblings: Siblings[AsyncRun[Any, Any]] | None = None,
    ) -> AsyncRun[Any, Any]:
        from runql._async.run import AsyncRun

        path = own_path(snapshot, self.source_path.project_path)
        return AsyncRun[Any, Any](self._session, snapshot, path, context, siblings)

    def _app_url(self) -> str:
        settings = self._session.settings
        return app_url(settings.base_url, settings.app_url)
