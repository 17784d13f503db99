"""`runql artifacts download`, `verify`, `log`, `alias` and `lineage`."""

from __future__ import annotations

import json as json_library
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer

from runql._display.counts import counted
from runql.cli._input.clients import client
from runql.cli._input.completion import complete_projects
from runql.cli._input.confirm import DryRun, Yes, confirm
from runql.cli._output.lists import print_object, print_records
from runql.cli._output.options import AsJson, Format, Output
from runql.cli.commands.artifacts.listing import VersionPath
from runql.cli.errors import WRONG, say
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.lineage.graph import Direction, Lineage

__all__ = [
    "change_aliases",
    "download_version",
    "log_version",
    "show_lineage",
    "verify_version",
]

_Root = Annotated[
    Path | None, typer.Option("--to", help="Folder (default: ./artifacts/NAME:VERSION).")
]
_Quiet = Annotated[bool, typer.Option("--quiet", help="Print no progress bar.")]


class LineageFormat(StrEnum):
    """Output format of a lineage."""

    table = "table"
    json = "json"
    mermaid = "mermaid"
    graphviz = "graphviz"


def download_version(
    path: VersionPath,
    to: _Root = None,
    pattern: Annotated[
        str | None, typer.Option(help="Glob for the files, such as '*.bin'.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Concurrent transfers (default: chosen automatically)."),
    ] = None,
    quiet: _Quiet = False,
) -> None:
    """Download an artifact version, verify its checksums, and print the folder."""
    with client() as api:
        artifact = api.artifact(path)
        folder = artifact.download(
            to, pattern=pattern, workers=workers, progress=False if quiet else None
        )
    typer.echo(folder)


def verify_version(path: VersionPath, to: _Root = None, json: AsJson = False) -> None:
    """Compare a folder with an artifact version, file by file.

    The exit code is 4 if they differ.
    """
    with client() as api:
        artifact = api.artifact(path)
        report = artifact.verify(to, check=False)
    kinds = ("correct", "missing", "wrong", "extra", "unverifiable")
    facts: dict[str, object] = {"root": report.root, "ok": report.ok}
    found = {name: list(getattr(report, name)) for name in kinds}
    if json:
        print_object({**facts, **found}, json)
    else:
        print_object({**facts, **{name: len(paths) for name, paths in found.items()}}, json)
        for name in ("missing", "wrong", "extra"):
            for each in found[name]:
                say(f"{name}: {each}")
    if not report.ok:
        raise typer.Exit(WRONG)


def log_version(
    project: Annotated[
        str,
        typer.Argument(
            metavar="ENTITY/PROJECT", help="The project.", autocompletion=complete_projects
        ),
    ],
    sources: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    name: Annotated[str, typer.Option(help="Name of the collection.")],
    type: Annotated[str, typer.Option("--type", help="Artifact type, such as model or dataset.")],
    run: Annotated[
        str | None, typer.Option(help="Path of the run that logs the version (default: a new run).")
    ] = None,
    alias: Annotated[
        list[str] | None, typer.Option(help="An alias in addition to latest; repeatable.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(help="A tag; repeatable.")] = None,
    description: Annotated[str | None, typer.Option(help="Description.")] = None,
    metadata: Annotated[str | None, typer.Option(help="Metadata, as a JSON object.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Concurrent transfers.")] = 8,
    dry_run: DryRun = False,
    quiet: _Quiet = False,
) -> None:
    """Log files and folders as an artifact version, and print the name of the version."""
    from runql._models.artifacts.draft import ArtifactDraft

    draft = ArtifactDraft(name, type, description, _metadata(metadata))
    for source in sources:
        if source.is_dir():
            draft.add_dir(source)
        else:
            draft.add_file(source)
    if dry_run:
        typer.echo(
            f"{name} ({type}): {counted(len(draft.entries), 'file')}, {counted(draft.size, 'byte')}, digest {draft.digest}; "
            "nothing was sent, because of --dry-run."
        )
        return
    progress = False if quiet else None
    with client() as api:
        if run is not None:
            target = api.run(run, fields=["id"])
            made = target.log_artifact(
                draft, aliases=alias, tags=tag, workers=workers, progress=progress
            )
        else:
            made = api.log_artifact(
                draft, project, aliases=alias, tags=tag, workers=workers, progress=progress
            )
    typer.echo(made.qualified_name)


def change_aliases(
    path: VersionPath,
    add: Annotated[
        list[str] | None, typer.Option("--add", help="An alias to add; repeatable.")
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", help="An alias to remove; repeatable.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Add and remove aliases of an artifact version.

    An added alias moves from its previous version.
    """
    if not add and not remove:
        raise UsageError("No alias changes were given.", hint="Pass --add or --remove.")
    with client() as api:
        artifact = api.artifact(path)
        before = list(artifact.aliases)
        for each in remove or ():
            if each not in before:
                raise UsageError(
                    f"{artifact.qualified_name} does not have the alias {each!r}.",
                    hint=f"Its aliases: {', '.join(before) or 'none'}.",
                )
        after = [each for each in before if each not in (remove or ())]
        after += [each for each in add or () if each not in after]
        what = f"Change the aliases of {artifact.qualified_name}"
        if after == before:
            typer.echo(f"{what}: no changes.")
            return
        line = f"{', '.join(before) or 'none'} → {', '.join(after) or 'none'}"
        confirm(what, [line], yes=yes, dry_run=dry_run)
        artifact.aliases = after
        artifact.save()
    typer.echo(f"{what}: {', '.join(artifact.aliases) or 'none'}.")


_EDGES: Final = ("source", "source_kind", "target", "target_kind")


def show_lineage(
    path: VersionPath,
    depth: Annotated[
        int | None, typer.Option(min=1, help="Maximum distance, in runs (default: no maximum).")
    ] = None,
    direction: Annotated[str, typer.Option(help="upstream, downstream or both.")] = "both",
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of nodes.")] = 1000,
    json: AsJson = False,
    format: Annotated[
        LineageFormat | None, typer.Option(help="Output format.", show_default="table")
    ] = None,
) -> None:
    """Show the inputs of an artifact version, and the versions created from it."""
    if json and format not in (None, LineageFormat.json):
        raise UsageError(f"--json and --format {format} cannot be combined.")
    with client() as api:
        graph = api.artifact(path).lineage(
            depth=depth, direction=cast("Direction", direction), limit=limit
        )
    if format is LineageFormat.mermaid:
        typer.echo(graph.to_mermaid(), nl=False)
    elif format is LineageFormat.graphviz:
        typer.echo(graph.to_graphviz(), nl=False)
    else:
        _print_edges(graph, Output(Format.json if json or format else Format.table))
    if not graph.complete:
        say(f"The lineage has more than {limit} nodes; --limit excluded the others.")


def _print_edges(graph: Lineage, output: Output) -> None:
    nodes = {node.id: node for node in graph.nodes}
    if output.format is Format.table and not graph.edges:
        say("No run logged or used this version.")
        return
    rows = [
        [
            nodes[edge.source].path,
            nodes[edge.source].kind,
            nodes[edge.target].path,
            nodes[edge.target].kind,
        ]
        for edge in graph.edges
    ]
    if output.format is Format.json:
        facts: dict[str, object] = {
            "root": nodes[graph.root].path,
            "complete": graph.complete,
            "nodes": [
                {"path": each.path, "kind": each.kind, "type": each.type, "state": each.state}
                for each in graph.nodes
            ],
        }
        print_records("edges", _EDGES, rows, output, facts=facts)
    else:
        print_records("edges", _EDGES, rows, output)


def _metadata(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        found: Any = json_library.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise UsageError(
            f"--metadata must be a JSON object, got {text!r}.",
            hint="""Use --metadata '{"epoch": 3}'""",
        )
    return found
