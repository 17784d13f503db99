"""Artifacts and lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, JsonValue

from runql import AsyncArtifact, AsyncArtifactCollection
from runql._mcp.results.artifacts import ArtifactLineage, FoundArtifacts, LineageItem
from runql._mcp.results.base import Position
from runql._mcp.text import plain
from runql._mcp.tools._base import Tools
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["ArtifactTools"]

_VERSION_COLUMNS = ["path", "type", "aliases", "created_at", "size_bytes", "files", "state"]
_COLLECTION_COLUMNS = ["name", "type", "created_at", "description"]
_TYPE_PAGE = 200


class ArtifactTools(Tools):
    """Artifacts and lineage."""

    async def list_artifacts(
        self,
        project: Annotated[
            str | None,
            Field(
                description="entity/project: its collections, or with `collection` its versions."
            ),
        ] = None,
        collection: Annotated[
            str | None,
            Field(description="Name of a collection: lists its versions, newest first."),
        ] = None,
        type: Annotated[str | None, Field(description="Type, such as model or dataset.")] = None,
        run: Annotated[
            str | None,
            Field(description="entity/project/run_id: lists the artifacts of this run instead."),
        ] = None,
        relation: Annotated[
            Literal["logged", "used"],
            Field(description="With `run`: the artifacts that it logged or used."),
        ] = "logged",
        limit: Annotated[int, Field(ge=1, le=200, description="Maximum number of artifacts.")] = 30,
        cursor: Annotated[
            str | None, Field(description="next_cursor of the previous response.")
        ] = None,
    ) -> FoundArtifacts:
        """List artifacts (models, datasets): the collections of a project, the versions of a collection, or the versions
        that a run logged or used. Pass either project or run.
        """
        if (project is None) == (run is None):
            raise UsageError(
                "list_artifacts requires either project or run.", hint="Pass one of them."
            )
        at = Position.parse(cursor)
        per_page = at.skipped + limit
        if run is not None:
            if collection is not None:
                raise UsageError("collection requires project.", hint="Pass project, not run.")
            return await self._of_run(run, relation, type, at, limit)
        assert project is not None
        if collection is not None:
            return await self._of_collection(project, collection, type, at, per_page)
        collections = await self._api.artifact_collections(
            project, type, per_page=per_page, after=at.after
        )
        answer = FoundArtifacts(
            source=f"project {project}",
            columns=_COLLECTION_COLUMNS,
            rows=[_collection(each) for each in collections.items[at.skipped :]],
        )
        answer.start(at, collections.cursor)
        if not answer.rows and at == Position():
            answer.notes.append(f"{project} has no artifacts{' of this type' if type else ''}.")
        return answer

    async def _of_collection(
        self, project: str, collection: str, type: str | None, at: Position, per_page: int
    ) -> FoundArtifacts:
        kind = type or await self._type_of(project, collection)
        versions = await self._api.artifacts(
            kind, f"{project}/{collection}", per_page=per_page, after=at.after
        )
        source = f"collection {project}/{collection}"
        answer = _versions(source, [*versions.items[at.skipped :]])
        if not answer.rows and at == Position():
            answer.notes.append(_none_found(source, None, ()))
        answer.start(at, versions.cursor)
        return answer

    async def _of_run(
        self,
        run: str,
        relation: Literal["logged", "used"],
        type: str | None,
        at: Position,
        limit: int,
    ) -> FoundArtifacts:
        found = await self._api.run(run, fields=["id"])
        # Servers do not select by type, so a page can lack the type although the next one has it.
        per_page = max(at.skipped + limit, 1 if type is None else _TYPE_PAGE)
        listed = (
            found.logged_artifacts(per_page=per_page, after=at.after)
            if relation == "logged"
            else found.used_artifacts(per_page=per_page, after=at.after)
        )
        chosen: list[AsyncArtifact] = []
        others: set[str] = set()
        cursor: str | None = None
        async for page in listed.pages():
            chosen += [each for each in page.items if type in (None, each.type)]
            others |= {each.type for each in page.items if type not in (None, each.type)}
            cursor = page.cursor
            if len(chosen) > at.skipped:
                break
        answer = _versions(f"run {'/'.join(found.path)}, {relation}", chosen[at.skipped :])
        if not chosen and at == Position():
            answer.notes.append(_none_found(answer.source, type, others))
        answer.start(at, cursor)
        answer.keep_rows(limit)
        return answer

    async def _type_of(self, project: str, collection: str) -> str:
        names: list[str] = []
        async for each in self._api.artifact_collections(project):
            if each.name == collection:
                return each.type
            names.append(each.name)
        raise UsageError(
            f"{project} has no collection {collection!r}.",
            hint=f"Its collections: {', '.join(map(repr, names[:20])) or 'none'}. Pass the name without a version such as :v3.",
        )

    async def artifact_lineage(
        self,
        artifact: Annotated[str, Field(description="entity/project/name:v3 or :latest.")],
        depth: Annotated[int, Field(ge=1, le=10, description="Maximum distance, in runs.")] = 2,
        direction: Annotated[
            Literal["upstream", "downstream", "both"],
            Field(
                description="upstream: the inputs of the artifact; downstream: the artifacts created from it."
            ),
        ] = "both",
    ) -> ArtifactLineage:
        """Return the lineage of an artifact version: the run that logged it, the inputs of that run, and the runs and
        artifacts that depend on the version.
        """
        found = await self._api.artifact(artifact)
        graph = await found.lineage(depth=depth, direction=direction, limit=300)
        numbers = {node.id: number for number, node in enumerate(graph.nodes)}
        return ArtifactLineage(
            artifact=str(found.path),
            complete=graph.complete,
            nodes=[
                LineageItem(
                    number=numbers[node.id],
                    kind=node.kind,
                    path=node.path,
                    label=node.label,
                    type=node.type,
                    state=node.state,
                )
                for node in graph.nodes
            ],
            edges=[
                [numbers[edge.source], numbers[edge.target]]
                for edge in graph.edges
                if edge.source in numbers and edge.target in numbers
            ],
        )


def _versions(source: str, items: list[AsyncArtifact]) -> FoundArtifacts:
    rows: list[list[JsonValue]] = [
        [
            each.qualified_name,
            each.type,
            [*each.aliases],
            plain(each.created_at),
            each.size,
            each.file_count,
            str(each.state.value),
        ]
        for each in items
    ]
    return FoundArtifacts(source=source, columns=_VERSION_COLUMNS, rows=rows)


def _none_found(source: str, kind: str | None, others: Collection[str]) -> str:
    of_type = f" of the type {kind!r}" if kind is not None else ""
    types = f" Other types: {', '.join(map(repr, sorted(others)[:20]))}." if others else ""
    return f"No artifacts{of_type} were found: {source}.{types}"


def _collection(each: AsyncArtifactCollection) -> list[JsonValue]:
    return [each.name, each.type, plain(each.created_at), plain(each.description)]
