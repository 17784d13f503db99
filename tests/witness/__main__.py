"""Old SDKs as witnesses: `make witness` prints the table and writes it into docs/sdk-versions.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from runql.testing import Sandbox
from tests.witness.environments import OLDEST, VERSIONS, interpreter_of
from tests.witness.report import table, write
from tests.witness.values import PARTS
from tests.witness.witness import Testimony, log_and_read, parts_of

_PAGE: Final = Path(__file__).parents[2] / "docs" / "sdk-versions.md"


def main(arguments: list[str] | None = None) -> int:
    """Let every SDK log and read every part; returns 1 if one of them disagrees."""
    options = _options(arguments)
    if options.install:
        for version in options.sdk or ([OLDEST] if options.oldest else VERSIONS):
            print(f"{version}: {interpreter_of(version)}")
        return 0
    found: dict[str, list[Testimony]] = {}
    for version in options.sdk or VERSIONS:
        python = interpreter_of(version)
        parts = [part for part in parts_of(version) if part in (options.part or PARTS)]
        started = time.monotonic()
        with tempfile.TemporaryDirectory("-witness") as scratch, Sandbox() as sandbox:
            found[version] = log_and_read(python, sandbox, parts, Path(scratch))
        print(f"{version}: {time.monotonic() - started:.0f} s", file=sys.stderr)
        for each in found[version]:
            for kind, said in (("logging", each.logging), ("runql", each.runql), ("own", each.own)):
                if said:
                    print(f"  {each.part}: {kind}: {said}")
    print(table(found))
    if not (options.sdk or options.part):
        write(_PAGE, found)
    return int(not all(each.agrees for column in found.values() for each in column))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.witness", description=__doc__)
    parser.add_argument("--sdk", action="append", choices=VERSIONS, help="only this version")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--install", action="store_true", help="make the environments, log nothing")
    parser.add_argument(
        "--oldest", action="store_true", help="with --install: only the oldest SDK of this Python"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
