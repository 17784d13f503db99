"""`runql models`: typed models of a project's configs and summaries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runql._display.counts import counted
from runql.cli._output.atomic_files import replacing
from runql.cli.model_source import compare_sources, require_templates, write_source

__all__ = ["models"]

_PAGE = 200


def models(
    path: Annotated[str, typer.Argument(metavar="ENTITY/PROJECT", help="The project.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The module to write.")] = Path(
        "models.py"
    ),
    filters: Annotated[
        str | None, typer.Option(help="Filter for the runs to read, such as: state == 'finished'.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(help="Number of runs to read, newest first (default: all).")
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit with code 1 if the module would change."),
    ] = False,
) -> None:
    """Generate typed models of a project's configs and summaries.

    The module has pydantic models and typed filter fields. The command reads 200 runs per request, and
    prints the changes since the module was last written.
    """
    require_templates()
    runs, source = _source(path, filters, limit)
    # A file that is not a module of models has no fields, so every field is a change.
    before = output.read_text(encoding="utf-8", errors="replace") if output.is_file() else None
    changes = compare_sources(before or "", source)
    for line in changes if before is not None else []:
        typer.echo(line)
    if check:
        raise typer.Exit(1 if before is None or changes else 0)
    # The source includes the number of runs. A different number alone is not a change.
    if before is None or changes:
        with replacing(output) as part:
            part.write_text(source, encoding="utf-8")
    what = (
        "written" if before is None else counted(len(changes), "change") if changes else "unchanged"
    )
    typer.echo(f"{output}: {what}, from {counted(runs, 'run')} of {path}")


def _source(path: str, filters: str | None, limit: int | None) -> tuple[int, str]:
    from runql._models.projects.schema_inference import Seen
    from runql._models.runs.config import user_config
    from runql._sync.api import Api

    config, summary, count = Seen(), Seen(), 0
    with Api() as api:
        for run in api.runs(path, filters, "-created_at", per_page=_PAGE, limit=limit):
            config.add(user_config(run._document("config")))
            summary.add_summary(run._document("summary"))
            count += 1
    return count, write_source(path, count, config, summary)
