"""`runql runs tag`, `untag` and `edit`."""

from __future__ import annotations

import json as json_library
from typing import TYPE_CHECKING, Annotated, Any

import typer

from runql._choices import near_names
from runql._display.counts import counted
from runql.cli._input.clients import client
from runql.cli._input.confirm import DryRun, Yes, confirm
from runql.cli._input.targets import (
    EveryRun,
    FilterText,
    RunPathArgument,
    RunPathsArgument,
    Targets,
)
from runql.cli._output.cells import dumped
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._sync.runs.listing import Runs
    from runql._sync.runs.resource import Run

__all__ = ["edit_run", "tag_runs", "untag_runs"]

Tags = Annotated[list[str], typer.Option("--tag", "-t", help="A tag; repeatable.")]


def tag_runs(
    paths: RunPathsArgument,
    tag: Tags,
    filters: FilterText = None,
    every: EveryRun = False,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Add tags to runs.

    Other tags are not changed.
    """
    _modify(Targets(paths, filters, every), tag, (), dry_run=dry_run, yes=yes)


def untag_runs(
    paths: RunPathsArgument,
    tag: Tags,
    filters: FilterText = None,
    every: EveryRun = False,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Remove tags from runs.

    Other tags are not changed. Tags that no run has are errors.
    """
    _modify(Targets(paths, filters, every), (), tag, dry_run=dry_run, yes=yes)


def _modify(
    targets: Targets, added: Sequence[str], removed: Sequence[str], *, dry_run: bool, yes: bool
) -> None:
    with client() as api:
        lists: list[tuple[Runs[Any, Any], list[Run[Any, Any]]]] = []
        known: set[str] = set()
        for runs in targets.lists(api):
            known.update(tag for run in runs for tag in run.tags)
            lists.append((runs, runs.modify(add_tags=added, remove_tags=removed, dry_run=True)))
        _check_tags(removed, known)
        changed = [run for _, found in lists for run in found]
        verb, tags = ("Add", added) if added else ("Remove", removed)
        count = counted(len(changed), "run")
        what = f"{verb} {', '.join(tags)} {'to' if added else 'from'} {count}"
        if not changed:
            typer.echo(f"{what}: no changes.")
            return
        confirm(what, ["/".join(run.path) for run in changed], yes=yes, dry_run=dry_run)
        for runs, _ in lists:
            runs.modify(add_tags=added, remove_tags=removed)
    typer.echo(f"{what}: done.")


def _check_tags(removed: Sequence[str], known: set[str]) -> None:
    for tag in removed:
        if tag not in known:
            near = near_names(tag, known)
            raise UsageError(
                f"None of the runs has the tag {tag!r}.",
                hint=f"Did you mean {near[0]!r}?"
                if near
                else f"Their tags: {', '.join(sorted(known)) or 'none'}.",
            )


def edit_run(
    path: RunPathArgument,
    name: Annotated[str | None, typer.Option(help="Display name.")] = None,
    notes: Annotated[str | None, typer.Option(help="Notes in Markdown.")] = None,
    group: Annotated[str | None, typer.Option(help="Group.")] = None,
    job_type: Annotated[str | None, typer.Option(help="Job type.")] = None,
    config: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="Config value, as JSON or a string; repeatable."),
    ] = None,
    summary: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="Summary value, as JSON or a string; repeatable."),
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Change the name, notes, group, job type, config and summary of a run.

    Config and summary keys are merged into the server's current values. An empty string clears a field.
    """
    fields = {"name": name, "notes": notes, "group": group, "job_type": job_type}
    texts = {key: value for key, value in fields.items() if value is not None}
    documents = {"config": _pairs(config, "--config"), "summary": _pairs(summary, "--summary")}
    if not texts and not any(documents.values()):
        raise UsageError(
            "No changes were given.", hint="Pass --name NAME or --config lr=0.1, for example."
        )
    with client() as api:
        run = api.run(path)
        lines: list[str] = []
        for field, value in texts.items():
            lines += _changed(field, getattr(run, field), value or None)
            setattr(run, field, value or None)
        for document, values in documents.items():
            draft = getattr(run, document)
            for key, new in values.items():
                lines += _changed(f"{document}.{key}", draft.get(key), new)
                draft[key] = new
        what = f"Change {counted(len(lines), 'value')} of {'/'.join(run.path)}"
        if not lines:
            typer.echo(f"{what}: no changes.")
            return
        confirm(what, lines, yes=yes, dry_run=dry_run)
        run.update()
    typer.echo(f"{what}: done.")


def _pairs(given: Sequence[str] | None, option: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for each in given or ():
        key, equals, text = each.partition("=")
        if not key or not equals:
            raise UsageError(
                f"{option} must be KEY=VALUE, got {each!r}.", hint=f"Use {option} lr=0.1"
            )
        if key in found:
            raise UsageError(f"{option} names the key {key!r} twice.")
        try:
            found[key] = json_library.loads(text)
        except ValueError:
            found[key] = text
    return found


def _changed(name: str, before: object, after: object) -> list[str]:
    old, new = dumped(before), dumped(after)
    return [f"{name}: {old} → {new}"] if old != new else []
