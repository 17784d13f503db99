"""`runql runs`: all subcommands, with their examples."""

from __future__ import annotations

import typer

from runql.cli.commands.runs.comparing import diff_runs
from runql.cli.commands.runs.copying import copy_runs
from runql.cli.commands.runs.curves import run_curves
from runql.cli.commands.runs.deletion import delete_runs
from runql.cli.commands.runs.edits import edit_run, tag_runs, untag_runs
from runql.cli.commands.runs.history import run_history
from runql.cli.commands.runs.listing import list_runs, show_run
from runql.cli.commands.runs.watching import watch_runs
from runql.cli.groups import examples

__all__ = ["runs_app"]

runs_app: typer.Typer = typer.Typer(
    help="List, read, compare, edit, copy and delete runs.", no_args_is_help=True
)

runs_app.command(
    "list",
    epilog=examples(
        "runql runs list me/mnist --order -summary.accuracy --columns id,name,summary.accuracy",
        "runql runs list me/mnist --filter 'config.lr < 0.1 and state = \"finished\"' --format csv",
        "runql runs list me/mnist --json | jq '.runs[].id'",
    ),
)(list_runs)
runs_app.command(
    "show",
    epilog=examples(
        "runql runs show me/mnist/1a2b3c4d", "runql runs show me/mnist/1a2b3c4d --json"
    ),
)(show_run)
runs_app.command(
    "history",
    epilog=examples(
        "runql runs history me/mnist/1a2b3c4d --keys loss,accuracy --format csv > history.csv",
        "runql runs history me/mnist/1a2b3c4d --format parquet -o history.parquet",
        "runql runs history me/mnist/1a2b3c4d --system --samples 100",
    ),
)(run_history)
runs_app.command(
    "curves",
    epilog=examples(
        "runql runs curves me/mnist/1a2b3c4d --keys loss --log",
        "runql runs curves me/mnist --filter 'tags = \"baseline\"' --keys accuracy",
    ),
)(run_curves)
runs_app.command(
    "diff", epilog=examples("runql runs diff me/mnist/1a2b3c4d 5e6f7a8b --part config")
)(diff_runs)
runs_app.command(
    "watch",
    epilog=examples(
        "runql runs watch me/mnist/1a2b3c4d --keys loss",
        "runql runs watch me/mnist --filter 'state = \"running\"' --exit-status",
    ),
)(watch_runs)
runs_app.command(
    "tag",
    epilog=examples(
        "runql runs tag me/mnist/1a2b3c4d --tag best",
        "runql runs tag me/mnist --filter 'summary.accuracy > 0.9' --tag good --dry-run",
    ),
)(tag_runs)
runs_app.command("untag", epilog=examples("runql runs untag me/mnist --all --tag best --yes"))(
    untag_runs
)
runs_app.command(
    "edit",
    epilog=examples(
        "runql runs edit me/mnist/1a2b3c4d --name 'first try' --config lr=0.1 --dry-run"
    ),
)(edit_run)
runs_app.command(
    "copy",
    epilog=examples(
        "runql runs copy me/mnist/1a2b3c4d --to me/archive",
        "runql runs copy me/mnist --filter 'tags = \"paper\"' --to me/paper --dry-run",
        "runql runs copy me/mnist --all --to team/mnist --to-base-url https://wandb.example.com",
    ),
)(copy_runs)
runs_app.command(
    "delete",
    epilog=examples(
        "runql runs delete me/mnist/1a2b3c4d",
        "runql runs delete me/mnist --filter 'state = \"failed\"' --dry-run",
    ),
)(delete_runs)
