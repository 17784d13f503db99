# Generated from src/runql/_async/sweeps/api.py by `make generate`. Do not edit.

"""Sweep methods of `Api`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import sweeps as ops

from runql._models._attributes.text_lists import text_list
from runql._paging.pages import Listing, PageWindow
from runql._paths.projects import ProjectPath, parse_project_path
from runql._paths.sweeps import SweepPath, parse_sweep_path
from runql._sync._client.api_base import ApiBase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql._paging.order import Order
    from runql._sync.sweeps.listing import Sweeps
    from runql._sync.sweeps.resource import Sweep
    from runql.filters import Filter

__all__ = ["SweepsApi"]


class SweepsApi(ApiBase):
    """`Api` methods for sweeps."""

    def sweeps(
        self,
        path: str | ProjectPath | None = None,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Sweeps:
        """List the sweeps of a project that match a filter.

        Args:
            path: `entity/project`, `project`, or the project's URL; None means the settings'
                project.
            filters: `F.state == "RUNNING"`, `{"name": {"$regex": "lr"}}`, or a string. Fields are
                `id`, `name`, `display_name`, `description`, `method`, `state`, `created_at`,
                `heartbeat_at` and `updated_at`. `name` is the display name or the ID; runql
                evaluates conditions on `name`, and the server evaluates the others.
            order: `+` or `-` and `created_at`, `updated_at`, `heartbeat_at`, `id`, `state` or
                `method`; None for the server's order.
            per_page: Sweeps per request; None starts with 50 and grows.
            limit: Maximum number of sweeps; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            PathError: If the path is not a valid project path.
            FilterError: If the filter has an unknown field or operator, or an invalid value.
            OrderError: If the order names an unknown column.
            NotFoundError: If the project does not exist; raised by the first page.
            UnsupportedError: If the server is too old to filter sweeps; raised by the first page.

        Requests: None until iterated; then one per page.

        Examples:
            >>> sweeps = api.sweeps("sandbox/mnist").all()
            >>> [(sweep.method, sweep.run_count) for sweep in sweeps]
            [('random', 24)]
        """
        from runql._models.sweeps.search import SweepSearch, sweep_order_to_wire
        from runql._sync.sweeps.listing import SweepBuilder, Sweeps, sweep_key

        project = parse_project_path(path, entity=self._entity, project=self._project)
        search = SweepSearch.checked(filters)
        call = ops.list_sweeps(entity=project.entity, project=project.project)
        if search.wire != "{}":
            call = call.replace(filters=search.wire)
        if order is not None:
            call = call.replace(order=sweep_order_to_wire(order))
        builder = SweepBuilder(self._session, project, search)
        return Sweeps(
            self._session,
            Listing(
                call,
                builder.read,
                sweep_key,
                PageWindow(per_page, limit, after),
                narrowed=bool(search.local),
            ),
        )

    def sweep(self, path: str | SweepPath | Sequence[str]) -> Sweep:
        """Fetch one sweep.

        Args:
            path: `entity/project/sweep_id`, `project/sweep_id`, `sweep_id`, or the sweep's URL.

        Raises:
            PathError: If the path is not a valid sweep path; nothing was sent.
            NotFoundError: If the sweep does not exist, or the API key has no access to it.

        Requests: One.
        """
        from runql._models.sweeps.responses import found_sweep
        from runql._sync.sweeps.listing import SweepBuilder

        parsed = parse_sweep_path(path, entity=self._entity, project=self._project)
        call = ops.get_sweep(entity=parsed.entity, project=parsed.project, sweep=parsed.sweep)
        found = found_sweep(self._session.send(call), parsed)
        return SweepBuilder(self._session, ProjectPath(parsed.entity, parsed.project)).build(found)

    def create_sweep(
        self,
        config: Mapping[str, object],
        path: str | ProjectPath | None = None,
        *,
        prior_runs: Iterable[str] = (),
    ) -> Sweep:
        """Create a sweep; its project is created if needed.

        The logger `runql.sweeps` logs the server's warnings about the config.

        Args:
            config: `{"method": "bayes", "metric": {…}, "parameters": {…}}`, in the format of
                `wandb.sweep`.
            path: `entity/project` or `project`; None means the settings' project.
            prior_runs: IDs of runs of the project that the sweep starts with.

        Raises:
            DataValidationError: If the config is invalid; nothing was sent.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One.

        Examples:
            >>> sweep = api.create_sweep(
            ...     {
            ...         "method": "random",
            ...         "metric": {"name": "loss", "goal": "minimize"},
            ...         "parameters": {"learning_rate": {"min": 0.001, "max": 0.1}},
            ...     },
            ...     "sandbox/mnist",
            ... )
            >>> sweep.state
            <SweepState.PENDING: 'PENDING'>
        """
        from runql._models.sweeps.responses import new_sweep_input, upserted_sweep
        from runql._models.sweeps.validation import checked_sweep_config
        from runql._sync.sweeps.listing import SweepBuilder, logger

        project = parse_project_path(path, entity=self._entity, project=self._project)
        document = checked_sweep_config(config)
        new = new_sweep_input(
            project, document, prior_runs=tuple(text_list(prior_runs, "prior_runs"))
        )
        response = self._session.send(ops.upsert_sweep(input=new))
        found = upserted_sweep(response, "a new sweep")
        if response.upsert_sweep is not None:
            for warning in response.upsert_sweep.config_validation_warnings:
                logger.warning("sweep %s: %s", found.name, warning)
        return SweepBuilder(self._session, project).build(found)
