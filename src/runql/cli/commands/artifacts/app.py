"""`runql artifacts`: all subcommands, with their examples."""

from __future__ import annotations

import typer

from runql.cli.commands.artifacts.content import (
    change_aliases,
    download_version,
    log_version,
    show_lineage,
    verify_version,
)
from runql.cli.commands.artifacts.listing import (
    list_collections,
    list_version_files,
    list_versions,
    show_version,
)
from runql.cli.groups import examples

__all__ = ["artifacts_app"]

artifacts_app: typer.Typer = typer.Typer(
    help="List, download, verify and log artifacts.", no_args_is_help=True
)

artifacts_app.command(
    "list",
    epilog=examples("runql artifacts list me/mnist", "runql artifacts list me/mnist --type model"),
)(list_collections)
artifacts_app.command(
    "versions", epilog=examples("runql artifacts versions me/mnist/weights --order -created_at")
)(list_versions)
artifacts_app.command(
    "show", epilog=examples("runql artifacts show me/mnist/weights:latest --json")
)(show_version)
artifacts_app.command("files", epilog=examples("runql artifacts files me/mnist/weights:v3"))(
    list_version_files
)
artifacts_app.command(
    "download",
    epilog=examples(
        "runql artifacts download me/mnist/weights:latest",
        "runql artifacts download me/mnist/weights:v3 --pattern '*.bin' --to weights",
    ),
)(download_version)
artifacts_app.command(
    "verify", epilog=examples("runql artifacts verify me/mnist/weights:v3 --to weights")
)(verify_version)
artifacts_app.command(
    "log",
    epilog=examples(
        "runql artifacts log me/mnist weights/ --name weights --type model --alias best"
    ),
)(log_version)
artifacts_app.command(
    "alias", epilog=examples("runql artifacts alias me/mnist/weights:v3 --add production --yes")
)(change_aliases)
artifacts_app.command(
    "lineage",
    epilog=examples(
        "runql artifacts lineage me/mnist/weights:v3 --direction upstream --depth 2",
        "runql artifacts lineage me/mnist/weights:v3 --format mermaid",
    ),
)(show_lineage)
