"""`runql artifacts list`, `versions`, `show` and `files`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from runql.cli._input.clients import client, one_more
from runql.cli._input.keys import unknown_keys_refused
from runql.cli._input.targets import ProjectPathArgument
from runql.cli._output.columns import attributes, values_of
from runql.cli._output.lists import print_list, print_object
from runql.cli._output.options import AsJson, Columns, FormatOption, Limit, Output
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from runql._sync.api import Api
    from runql._sync.collections.resource import ArtifactCollection

__all__ = [
    "VersionPath",
    "list_collections",
    "list_version_files",
    "list_versions",
    "show_version",
]

_COLLECTIONS: Final = attributes(
    "name type created_at tags", "description updated_at entity project id"
)
_VERSIONS: Final = attributes(
    "name aliases size file_count created_at",
    "version type state tags description digest qualified_name updated_at url id",
)
_FILES: Final = attributes("name size", "md5_hex updated_at mimetype url")

VersionPath = Annotated[
    str,
    typer.Argument(
        metavar="VERSION", help="The version: entity/project/name:v3, or an alias after the colon."
    ),
]
_CollectionPath = Annotated[
    str, typer.Argument(metavar="COLLECTION", help="The collection: entity/project/name.")
]
_Type = Annotated[str | None, typer.Option("--type", help="Artifact type, such as model.")]
_Filter = Annotated[
    str | None, typer.Option("--filter", help="Filter, such as 'name = \"weights\"'.")
]
_VersionFilter = Annotated[
    str | None, typer.Option("--filter", help="Filter, such as 'alias = \"best\"'.")
]
_Order = Annotated[str | None, typer.Option(help="Order, such as -created_at.")]


def list_collections(
    path: ProjectPathArgument,
    type: _Type = None,
    filters: _Filter = None,
    order: _Order = None,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the artifact collections of a project.

    `versions` lists the versions in a collection.
    """
    output = Output.of(json, format, columns)
    with client() as api:
        found = api.artifact_collections(path, type, order, filters=filters, limit=one_more(limit))
        print_list("collections", _COLLECTIONS, found, output, limit=limit)


def list_versions(
    path: _CollectionPath,
    type: _Type = None,
    filters: _VersionFilter = None,
    order: _Order = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="A tag that versions must have; repeatable.")
    ] = None,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the versions of an artifact collection."""
    output = Output.of(json, format, columns)
    with client() as api, unknown_keys_refused():
        kind = type if type is not None else _type_of(api, path)
        found = api.artifacts(kind, path, order, filters=filters, tags=tag, limit=one_more(limit))
        print_list("versions", _VERSIONS, found, output, limit=limit)


def show_version(path: VersionPath, json: AsJson = False) -> None:
    """Show an artifact version: attributes, metadata, and the run that logged it."""
    with client() as api:
        artifact = api.artifact(path)
        facts = values_of(artifact, _VERSIONS)
        run = artifact.logged_by()
        facts["logged_by"] = "/".join(run.path) if run is not None else None
        facts["source"] = artifact.source_qualified_name
        facts["metadata"] = artifact.metadata
    print_object(facts, json)


def list_version_files(
    path: VersionPath,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the files of an artifact version."""
    output = Output.of(json, format, columns)
    with client() as api:
        found = api.artifact(path).files(limit=one_more(limit))
        print_list("files", _FILES, found, output, limit=limit)


def _type_of(api: Api, path: str) -> str:
    """Return the type of a collection.

    Raises:
        NotFoundError: If the collection does not exist. The error suggests a similar name.

    Requests: One, and one per page of the project's collections if the collection does not exist.
    """
    from runql._choices import near_names
    from runql._paths.artifacts import parse_collection_path

    settings = api.settings
    parsed = parse_collection_path(path, entity=settings.entity, project=settings.project)
    name = parsed.collection
    found: ArtifactCollection | None = api.artifact_collections(
        parsed.project_path, filters={"name": name}
    ).first()
    if found is not None:
        return found.type
    near = near_names(name, [each.name for each in api.artifact_collections(parsed.project_path)])
    raise NotFoundError(
        f"Collection not found: {parsed}.",
        hint=f"Did you mean {near[0]!r}?"
        if near
        else f"List the collections with: runql artifacts list {parsed.project_path}",
    )
