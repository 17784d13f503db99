"""The tables of outcomes, and the reasons of failures that are known."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.official.system.outcomes import outcomes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.official.system.outcomes import Outcome

__all__ = ["Report", "write"]

_REASONS: Final = Path(__file__).parent / "reasons.toml"
_COUNTED: Final = ("passed", "failed", "skipped", "expected failure")
_BEGIN: Final = "<!-- begin: {} -->"
_END: Final = "<!-- end: {} -->"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why tests fail: what kind of reason it is, the tests by patterns, and for which releases."""

    kind: str
    why: str
    tests: tuple[str, ...]
    runs: tuple[str, ...]

    def explains(self, test: str, run: str) -> bool:
        """Return whether this is the reason of a failure."""
        # Brackets are part of the names of tests, and not of the syntax of patterns.
        name = test.replace("[", "(").replace("]", ")")
        return any(fnmatchcase(run, each) for each in self.runs) and any(
            fnmatchcase(name, each.replace("[", "(").replace("]", ")")) for each in self.tests
        )


@cache
def _known() -> tuple[Reason, ...]:
    read = tomllib.loads(_REASONS.read_text(encoding="utf-8"))
    return tuple(
        Reason(each["kind"], each["why"], tuple(each["tests"]), tuple(each.get("runs", ["*"])))
        for each in read["reason"]
    )


class Report:
    """The outcomes of one release of the SDK, or of runql.compat in its place."""

    def __init__(self, outcomes: Mapping[str, Sequence[Outcome]], run: str) -> None:
        self._outcomes = outcomes
        self._run = run

    def line(self, name: str) -> str:
        """Return the counts of a file in words."""
        counts = Counter(each.outcome for each in self._outcomes.get(name, ()))
        said = ", ".join(f"{counts[each]} {each}" for each in _COUNTED if counts[each])
        return f"{name}: {said or 'no tests'}"

    def unexplained(self) -> list[Outcome]:
        """Return the failures without a known reason."""
        return [each for each in self._failures() if self._reason(each) is None]

    def table(self) -> str:
        """Return a Markdown table with a line for each file, and one for all."""
        lines = ["| file | collected | passed | failed | skipped |", "|---|---|---|---|---|"]
        total: Counter[str] = Counter()
        for name, outcomes in sorted(self._outcomes.items()):
            counts = Counter(each.outcome for each in outcomes)
            total += counts
            if outcomes:
                lines.append(_row(f"`{name}`", counts))
        return "\n".join([*lines, _row("all", total)])

    def reasons(self) -> str:
        """Return a Markdown table of the reasons of failures, with the tests of each."""
        found: dict[Reason, list[str]] = {}
        for each in self._failures():
            reason = self._reason(each)
            if reason is not None:
                found.setdefault(reason, []).append(each.test)
        lines = ["| tests | number | kind | reason |", "|---|---|---|---|"]
        for reason, tests in sorted(found.items(), key=lambda each: (each[0].kind, each[1])):
            shown = "<br>".join(f"`{each}`" for each in _shortened(tests))
            lines.append(f"| {shown} | {len(tests)} | {reason.kind} | {reason.why} |")
        return "\n".join(lines)

    def _failures(self) -> Iterator[Outcome]:
        for outcomes in self._outcomes.values():
            yield from (each for each in outcomes if each.outcome == "failed")

    def _reason(self, failure: Outcome) -> Reason | None:
        return next((each for each in _known() if each.explains(failure.test, self._run)), None)


def write(page: Path, outcomes: Path) -> None:
    """Put the tables of each run between its marks of a page."""
    text = page.read_text(encoding="utf-8")
    for folder in sorted(each for each in outcomes.iterdir() if each.is_dir()):
        begin, end = _BEGIN.format(folder.name), _END.format(folder.name)
        before, found, rest = text.partition(begin)
        if found:
            report = Report(outcomes_of(folder), folder.name)
            tables = f"{report.table()}\n\n{report.reasons()}"
            text = f"{before}{begin}\n\n{tables}\n\n{end}{rest.partition(end)[2]}"
    page.write_text(text, encoding="utf-8")


def _row(name: str, counts: Mapping[str, int]) -> str:
    skipped = counts.get("skipped", 0) + counts.get("expected failure", 0)
    passed, failed = counts.get("passed", 0), counts.get("failed", 0)
    return f"| {name} | {passed + failed + skipped} | {passed} | {failed} | {skipped} |"


def _shortened(tests: Sequence[str]) -> list[str]:
    """Return the tests, those with several arguments once, by file."""
    return list(dict.fromkeys(each.partition("[")[0] for each in tests))
