"""`python -m codegen`: the code generators behind `make generate`, `schema` and `docs`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from codegen.docs import write_docs
from codegen.migration_page import write_migration_page
from codegen.mirror import HAND_WRITTEN, MirrorError, mirror_files
from codegen.operations import generate, lint, load_settings
from codegen.public_names import write_public_names
from runql._codegen.queries.sources import SourceError
from runql._codegen.tree import compare, replace, untracked
from runql._display.counts import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from codegen.operations import OwnSettings
    from runql._codegen.tree import Difference

__all__ = ["main"]

_MIRRORED: Final = (("src/runql/_async", "src/runql/_sync"), ("tests/_async", "tests/_sync"))


_DOCS: Final = frozenset({"coming-from-wandb.md", "operations.md"})


@dataclass(frozen=True, slots=True)
class Output:
    """A directory that is generated completely or partly.

    Attributes:
        fresh: The newly generated directory.
        committed: The directory in the repository.
        owned: Whether a file, by its path inside, is generated.
    """

    fresh: Path
    committed: Path
    owned: Callable[[str], bool]


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run a command and return the exit code."""
    options = _parser().parse_args(arguments)
    root_folder = root or Path.cwd()
    if options.command == "site":
        from codegen.site import write_site

        write_site(root_folder, options.folder)
        return 0
    if options.command == "shrink":
        from codegen.shrink import shrink_site

        before, after = shrink_site(options.folder)
        print(f"{options.folder}: pages reduced from {before:,} to {after:,} bytes")
        return 0
    if options.command == "schema":
        return _schema(options, root_folder)
    with tempfile.TemporaryDirectory() as folder:
        try:
            outputs = _outputs(options.command, root_folder, Path(folder))
        except (SourceError, MirrorError, _RulesBrokenError) as error:
            print(error, file=sys.stderr)
            return 1
        return _check(outputs, root_folder) if options.check else _write(outputs, root_folder)


def _schema(options: argparse.Namespace, root: Path) -> int:
    """Read a schema. Return 0 if all operations still work, 1 if one breaks, 2 if the schema cannot be used."""
    from codegen.schema.source import REFUSED, mark_snapshots, run

    if sum(each is not None for each in (options.source, options.check, options.mark)) != 1:
        sys.stderr.write("Pass exactly one of FROM, --check FROM and --mark FOLDER.\n")
        return REFUSED
    if options.mark is not None:
        return mark_snapshots(options.mark, root)
    if options.check is not None:
        return run(options.check, root, check=True)
    return run(options.source, root, date=options.date)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    schema = commands.add_parser("schema", help="read a schema and report what changed")
    schema.add_argument("source", metavar="FROM", nargs="?", help="URL of a server, or a file")
    schema.add_argument("--check", metavar="FROM", help="report only: write nothing")
    schema.add_argument("--date", default="", help="year and month of the schema: 2027-01")
    schema.add_argument(
        "--mark", metavar="FOLDER", type=Path, help="compute the marks from snapshots in a folder"
    )
    site = commands.add_parser("site", help="write the source folder of the documentation site")
    site.add_argument("folder", metavar="FOLDER", type=Path, help="is replaced")
    shrink = commands.add_parser("shrink", help="reduce the size of the pages of a built site")
    shrink.add_argument("folder", metavar="FOLDER", type=Path)
    for name, meaning in (
        ("operations", "check queries/ and write generated/"),
        ("mirror", "write the sync code from the async code"),
        ("names", "write the table of public names and their modules"),
        ("sandbox", "write the schema that the sandbox loads at start"),
        (
            "docs",
            "write the tables of operations, wandb names, commands, and sandbox fields",
        ),
        ("all", "run all generators"),
    ):
        command = commands.add_parser(name, help=meaning)
        command.add_argument("--check", action="store_true", help="fail if a file would change")
    return parser


class _RulesBrokenError(Exception):
    """Queries that violate rules, one line each."""


def _outputs(command: str, root: Path, scratch: Path) -> list[Output]:
    settings = load_settings(root)
    outputs: list[Output] = []
    if command in {"operations", "all"}:
        outputs.append(_operations(settings, scratch))
    if command in {"mirror", "all"}:
        outputs += _mirrors(root, scratch)
    if command in {"names", "all"}:
        (scratch / "names").mkdir()
        write_public_names(root / "src" / "runql" / "__init__.py", scratch / "names")
        outputs.append(
            Output(scratch / "names", root / "src/runql", lambda path: path == "_public_names.py")
        )
    if command in {"sandbox", "all"} and (root / "src/runql_sandbox").is_dir():
        from codegen.sandbox_schema import write_sandbox_schema
        from runql_sandbox.schema.introspected import INTROSPECTED

        (scratch / "sandbox").mkdir()
        write_sandbox_schema(root / "schema.graphql", scratch / "sandbox")
        outputs.append(
            Output(scratch / "sandbox", root / "src/runql_sandbox/schema", INTROSPECTED.__eq__)
        )
    if command in {"docs", "all"}:
        (scratch / "docs").mkdir()
        write_docs(settings, scratch / "docs")
        write_migration_page(scratch / "docs")
        pages = set(_DOCS)
        if (root / "src/runql_sandbox").is_dir():
            # The sandbox's libraries take a second to import, and other commands do not need them.
            from codegen.cli_docs import CLI_PAGE, write_cli_docs
            from codegen.sandbox_docs import SANDBOX_PAGE, write_sandbox_docs

            write_sandbox_docs(scratch / "docs")
            write_cli_docs(scratch / "docs")
            pages |= {CLI_PAGE, SANDBOX_PAGE}
        outputs.append(Output(scratch / "docs", root / "docs", pages.__contains__))
    return outputs


def _operations(settings: OwnSettings, scratch: Path) -> Output:
    findings = lint(settings)
    if findings:
        raise _RulesBrokenError("\n".join(str(finding) for finding in findings))
    (scratch / "package").mkdir()
    fresh = generate(settings, scratch / "package")
    return Output(fresh, settings.target, lambda _: True)


def _mirrors(root: Path, scratch: Path) -> list[Output]:
    outputs: list[Output] = []
    for _, target in _MIRRORED:
        (scratch / target).mkdir(parents=True)
        outputs.append(Output(scratch / target, root / target, _is_mirror))
    pairs = [(root / source, scratch / target) for source, target in _MIRRORED]
    mirror_files(root, pairs)
    return outputs


def _is_mirror(path: str) -> bool:
    return path.endswith(".py") and path not in HAND_WRITTEN


def _check(outputs: Sequence[Output], root: Path) -> int:
    found: list[Difference] = []
    for output in outputs:
        found += compare(output.fresh, output.committed, root, output.owned)
        stale = {difference.path for difference in found}
        found += [
            difference
            for difference in untracked(root, output.committed, output.owned)
            if difference.path not in stale
        ]
    for difference in found:
        print(difference, file=sys.stderr)
    if found:
        print(f"Out of date: {counted(len(found), 'file')}. Run `make generate`.", file=sys.stderr)
    return 1 if found else 0


def _write(outputs: Sequence[Output], root: Path) -> int:
    for output in outputs:
        changed = replace(output.fresh, output.committed, output.owned)
        print(
            f"{output.committed.relative_to(root).as_posix()}: {counted(changed, 'file')} changed"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
