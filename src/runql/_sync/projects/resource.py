# Generated from src/runql/_async/projects/resource.py by `make generate`. Do not edit.

"""`Project`: one project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import projects as ops

from runql._choices import checked_choices
from runql._models.history.known_keys import warn_unknown_keys
from runql._models.projects.base import ProjectBase
from runql._models.projects.changes import (
    check_same_project,
    checked_name,
    created_by_update,
    project_input,
    renamed_project,
    upserted_project,
)
from runql._models.projects.keys import (
    KeyKind,
    KeyValue,
    ProjectKey,
    count_keys,
    found_tag_counts,
    found_values,
    joined_values,
    key_paths,
    listed_fields,
    server_keys,
)
from runql._sync.projects.contents import ProjectContents
from runql._sync.runs.api import RunsApi
from runql.errors import UnsupportedError
from runql.filters import filters_to_wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments.projects import ProjectFieldFields, ProjectFields

    from runql._paging.order import Order
    from runql._sync._client.session import Session
    from runql._sync.runs.listing import Runs
    from runql._sync.runs.summary import ConfigT, SummaryT
    from runql.filters import Filter

__all__ = ["Project"]


_KINDS: tuple[KeyKind, ...] = ("config", "summary", "history")
_FIELD_PAGE = 1000
_RUN_PAGE = 200


class Project(ProjectContents, ProjectBase):
    """A W&B project. Attributes reflect the last response from the server."""

    def __init__(
        self,
        session: Session,
        snapshot: ProjectFields,
        app_url: str,
        created: bool | None = None,
    ) -> None:
        super().__init__(snapshot, app_url, created)
        self._session = session

    def runs(
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
    ) -> Runs[ConfigT, SummaryT]:
        """List the project's runs; the arguments are those of `api.runs`.

        Requests: None until iterated; then one per page.

        Examples:
            >>> project = api.project("sandbox/mnist")
            >>> project.runs("config.batch_size = 128").total()
            12
        """
        return RunsApi(self._session).runs(
            self.path,
            filters,
            order,
            per_page=per_page,
            limit=limit,
            after=after,
            fields=fields,
            config=config,
            summary=summary,
        )

    def keys(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        *,
        kinds: Iterable[KeyKind] = _KINDS,
        scan: bool | None = None,
    ) -> list[ProjectKey]:
        """Return the keys of the runs' configs, summaries and histories.

        The server lists the keys with their types. Counts and distinct values require reading every
        run, which `scan=True` or a filter causes. `values()` returns the values of one key from the
        server. Internal keys of the SDK are left out.

        Args:
            filters: Filter of the runs, as in `api.runs`.
            kinds: `config`, `summary`, `history`.
            scan: Whether to read the runs. None reads them only if necessary: with filters, or if
                the server does not list keys.

        Raises:
            UsageError: If a kind is unknown; nothing was sent.

        Requests: One per 1,000 keys; if runs are read, one per 200 runs.

        Examples:
            >>> project = api.project("sandbox/mnist")
            >>> [key.name for key in project.keys(kinds=["config"])]
            ['batch_size', 'learning_rate', 'optimizer.momentum', 'optimizer.name']
        """
        wanted = frozenset(checked_choices("kinds", kinds, _KINDS))
        if not scan and filters is None:
            try:
                return [each for each in self._server_keys() if each.kind in wanted]
            except UnsupportedError:
                if scan is False:
                    raise
        parts = {"config": "config", "summary": "summary", "history": "history_keys"}
        fields = [part for kind, part in parts.items() if kind in wanted]
        runs = self.runs(filters=filters, per_page=_RUN_PAGE, fields=fields).all()
        return count_keys(runs, wanted)

    def values(
        self,
        key: str | ProjectKey,
        filters: Filter | Mapping[str, object] | str | None = None,
    ) -> list[KeyValue]:
        """Return the distinct values of a key with their counts, most frequent first.

        A dot separates nested keys. If no run has the nested key, the dot is treated as a part of a
        key.

        Args:
            key: `config.lr`, `summary.accuracy`, `config."a.b"` for a key with a dot, or a key from
                `keys()`.
            filters: Filter of the runs, as in `api.runs`.

        Raises:
            UsageError: If the key is not a config or summary key.
            UnsupportedError: If the server does not count values; use `keys(scan=True)`.

        Requests: One. If no run has the key, one more for each of its dots, and those of `keys()`
        to warn about a misspelled key.
        """
        wire, found = filters_to_wire(filters), list[list[KeyValue]]()
        is_exact = isinstance(key, ProjectKey)
        for path in key_paths(key):
            call = ops.get_key_values(
                entity=self.entity, project=self.name, key_path=path, filters=wire
            )
            found.append(found_values(self._session.send(call), self.path))
            if found[-1] and not is_exact:
                break
        if not any(found) and not is_exact:
            self._warn_unknown(str(key))
        return joined_values(found)

    def _warn_unknown(self, key: str) -> None:
        try:
            known = {str(each) for each in self._server_keys()}
        except UnsupportedError:
            return
        name = key.replace('"', "").replace("'", "").replace("summary_metrics.", "summary.", 1)
        if known and name not in known:
            warn_unknown_keys([name], known, str(self.path))

    def tag_counts(
        self, filters: Filter | Mapping[str, object] | str | None = None
    ) -> dict[str, int]:
        """Return the tags of the matching runs, with the number of runs for each tag.

        Requests: One.
        """
        call = ops.get_tag_counts(
            entity=self.entity, project=self.name, filters=filters_to_wire(filters)
        )
        return found_tag_counts(self._session.send(call), self.path)

    def update(self, *, description: str | None = None, visibility: str | None = None) -> None:
        """Set the description or the visibility; None leaves an attribute unchanged.

        Raises:
            UsageError: If the visibility is unknown; nothing was sent.
            NotFoundError: If the project was deleted or renamed after it was fetched.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: Two.
        """
        change = project_input(self.path, visibility=visibility, description=description)
        current = ops.get_project(entity=self.entity, project=self.name)
        check_same_project(self._session.send(current), self._snapshot.internal_id, str(self.path))
        response = self._session.send(ops.upsert_project(input=change), idempotent=True)
        snapshot, created = upserted_project(response, self.path)
        if created:
            raise created_by_update(str(self.path))
        self._snapshot = snapshot

    def rename(self, name: str) -> None:
        """Rename the project; URLs with the old name stop working.

        Raises:
            UsageError: If the name is not a valid project name; nothing was sent.
            ConflictError: If the entity has a project of that name.

        Requests: One.
        """
        call = ops.update_project_name(
            entity=self.entity, project=self.name, name=checked_name(name)
        )
        self._snapshot = renamed_project(self._session.send(call), self.path)

    def delete(self) -> None:
        """Delete the project with all its runs, sweeps and artifacts.

        Raises:
            NotFoundError: If the project has already been deleted.
            PermissionDeniedError: If the viewer has no permission to delete the project.

        Requests: One.
        """
        self._session.send(ops.delete_project(id=self.id))

    def _server_keys(self) -> list[ProjectKey]:
        found: list[ProjectFieldFields] = []
        after: str | None = None
        while True:
            call = ops.list_project_fields(
                entity=self.entity, project=self.name, first=_FIELD_PAGE, after=after
            )
            page, after = listed_fields(self._session.send(call), self.path)
            found += page
            if after is None:
                return server_keys(found)
