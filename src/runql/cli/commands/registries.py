"""`runql registry`: registries, their contents, and links to them."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from runql._models.registries.names import PREFIX
from runql.cli._input.clients import client, one_more
from runql.cli._input.confirm import DryRun, Yes, confirm
from runql.cli._input.keys import unknown_keys_refused
from runql.cli._output.columns import attributes, values_of
from runql.cli._output.lists import print_list, print_object
from runql.cli._output.options import AsJson, Columns, FormatOption, Limit, Output
from runql.cli.groups import examples
from runql.errors import PathError

__all__ = ["registry_app"]

_COLUMNS: Final = attributes(
    "name organization visibility created_at",
    "description entity full_name artifact_types updated_at id",
)
_COLLECTIONS: Final = attributes("name type created_at tags", "description updated_at path id")
_VERSIONS: Final = attributes(
    "name type aliases size created_at",
    "source_qualified_name version tags digest file_count state url",
)

Name = Annotated[str, typer.Argument(metavar="REGISTRY", help="Name of the registry.")]
Organization = Annotated[
    str | None, typer.Option(help="Name of the organization (default: yours).")
]
Filter = Annotated[str | None, typer.Option("--filter", help="Filter, such as 'name = \"model\"'.")]
VersionFilter = Annotated[
    str | None, typer.Option("--filter", help="Filter, such as 'alias = \"production\"'.")
]
Order = Annotated[str | None, typer.Option(help="Order, such as -created_at.")]

registry_app: typer.Typer = typer.Typer(
    help="List registries and link versions to them.", no_args_is_help=True
)


@registry_app.command(
    "list", epilog=examples("runql registry list", "runql registry list --organization acme")
)
def list_registries(
    organization: Organization = None,
    filters: Filter = None,
    order: Order = None,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the registries of an organization."""
    output = Output.of(json, format, columns)
    with client() as api:
        found = api.registries(organization, filters, order, limit=one_more(limit))
        print_list("registries", _COLUMNS, found, output, limit=limit)


@registry_app.command("show", epilog=examples("runql registry show model"))
def show_registry(name: Name, organization: Organization = None, json: AsJson = False) -> None:
    """Show a registry, and its members with their roles."""
    with client() as api:
        registry = api.registry(name, organization)
        facts = values_of(registry, _COLUMNS)
        facts["members"] = {
            getattr(each, "username", None) or each.name or each.id: each.role.value
            for each in registry.members()
        }
    print_object(facts, json)


@registry_app.command("collections", epilog=examples("runql registry collections model --json"))
def list_collections(
    name: Name,
    organization: Organization = None,
    filters: Filter = None,
    order: Order = None,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the collections of a registry."""
    output = Output.of(json, format, columns)
    with client() as api:
        registry = api.registry(name, organization)
        found = registry.collections(filters, order, limit=one_more(limit))
        print_list("collections", _COLLECTIONS, found, output, limit=limit)


@registry_app.command(
    "versions", epilog=examples("runql registry versions model --filter 'alias = \"production\"'")
)
def list_versions(
    name: Name,
    organization: Organization = None,
    filters: VersionFilter = None,
    order: Order = None,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the versions that are linked to a registry."""
    output = Output.of(json, format, columns)
    with client() as api, unknown_keys_refused():
        registry = api.registry(name, organization)
        found = registry.versions(filters, order, limit=one_more(limit))
        print_list("versions", _VERSIONS, found, output, limit=limit)


@registry_app.command(
    "link",
    epilog=examples("runql registry link me/mnist/weights:v3 model/mnist --alias production"),
)
def link_version(
    path: Annotated[
        str, typer.Argument(metavar="VERSION", help="The version: me/mnist/weights:v3.")
    ],
    target: Annotated[
        str,
        typer.Argument(
            metavar="REGISTRY/COLLECTION", help="Registry and collection to link the version to."
        ),
    ],
    alias: Annotated[
        list[str] | None, typer.Option(help="An alias in the collection; repeatable.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Link a version to a collection of a registry."""
    with client() as api:
        artifact = api.artifact(path)
        what = f"Link {artifact.qualified_name} to {target}"
        confirm(what, [f"aliases: {', '.join(alias or []) or 'none'}"], yes=yes, dry_run=dry_run)
        linked = artifact.link(registry_target(target), alias)
    typer.echo(f"{linked.qualified_name}")


@registry_app.command("unlink", epilog=examples("runql registry unlink model/mnist:v0 --yes"))
def unlink_version(
    path: Annotated[
        str,
        typer.Argument(metavar="REGISTRY/COLLECTION:VERSION", help="The linked version to remove."),
    ],
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Remove a linked version from a registry collection.

    The source version is not changed.
    """
    with client() as api:
        artifact = api.artifact(registry_target(path))
        what = f"Unlink {artifact.qualified_name}"
        confirm(what, [f"source: {artifact.source_qualified_name}"], yes=yes, dry_run=dry_run)
        artifact.unlink()
    typer.echo(f"{what}: done.")


def registry_target(path: str) -> str:
    """Return the full path of a registry collection, with the prefix of the registry's project.

    Raises:
        PathError: If the path is neither REGISTRY/COLLECTION nor ORGANIZATION/REGISTRY/COLLECTION.
    """
    parts = path.split("/")
    if len(parts) not in (2, 3) or not all(parts):
        raise PathError(
            f"Invalid path of a registry collection: {path!r}.",
            hint="Use REGISTRY/COLLECTION or ORGANIZATION/REGISTRY/COLLECTION.",
        )
    if not parts[-2].startswith(PREFIX):
        parts[-2] = PREFIX + parts[-2]
    return "/".join(parts)
