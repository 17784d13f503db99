"""The official SDK's system tests on the sandbox: `make official-tests TESTS=<checkout of wandb>`."""

from __future__ import annotations

import argparse
import sys
from importlib import metadata
from pathlib import Path

from tests.official.system.environments import ROOT, interpreter_of
from tests.official.system.outcomes import outcomes_of, run_file, test_files
from tests.official.system.report import Report, write

_PAGE = ROOT / "docs" / "official-tests.md"


def main(arguments: list[str] | None = None) -> int:
    """Run the files, print what became of their tests; returns 1 if a failure has no known reason."""
    options = _options(arguments)
    python = options.python or interpreter_of(options.sdk)
    kind = f"{options.sdk}-compat" if options.compat else options.sdk
    folder = options.outcomes / kind
    for name in test_files(options.checkout, options.only):
        kept = (folder / name).with_suffix(".jsonl")
        if not (options.go_on and kept.is_file()):
            run_file(
                python.absolute(),
                options.checkout.resolve(),
                name,
                compat=options.compat,
                kept=kept.absolute(),
            )
        print(Report(outcomes_of(folder), kind).line(name), flush=True)
    report = Report(outcomes_of(folder), kind)
    for each in report.unexplained():
        print(f"without a known reason: {each.test}\n    {each.why}")
    if options.write:
        write(_PAGE, options.outcomes)
    return int(bool(report.unexplained()))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.official.system", description=__doc__)
    parser.add_argument("checkout", type=Path, help="a checkout of the repository of wandb")
    parser.add_argument("only", nargs="*", help="only files with this in their name")
    parser.add_argument("--sdk", default=metadata.version("wandb"), help="release of wandb")
    parser.add_argument("--python", type=Path, help="a Python that has what the tests import")
    parser.add_argument("--compat", action="store_true", help="read with runql.compat")
    parser.add_argument("--go-on", action="store_true", help="keep outcomes of files that ran")
    parser.add_argument("--outcomes", type=Path, default=ROOT / ".official" / "outcomes")
    parser.add_argument("--write", action="store_true", help="write docs/official-tests.md")
    return parser.parse_intermixed_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
