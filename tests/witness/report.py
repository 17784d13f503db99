"""The table of versions and parts, printed and in the docs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.witness.values import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.witness.witness import Testimony

__all__ = ["table", "write"]

_BEGIN: Final = "<!-- begin: make witness -->"
_END: Final = "<!-- end: make witness -->"


def table(found: Mapping[str, Sequence[Testimony]]) -> str:
    """Return a Markdown table: a line for each part, a column for each SDK, and the counts."""
    lines = [
        f"| part | {' | '.join(found)} |",
        f"|---|{'---|' * len(found)}",
    ]
    for part in PARTS:
        cells = [_cell(part, each) for each in found.values()]
        if any(cell != "-" for cell in cells):
            lines.append(f"| `{part}` | {' | '.join(cells)} |")
    totals = [
        f"{sum(each.agrees for each in column)} of {len(column)}" for column in found.values()
    ]
    return "\n".join([*lines, f"| agree | {' | '.join(totals)} |"])


def write(page: Path, found: Mapping[str, Sequence[Testimony]]) -> None:
    """Put the table between the two marks of a page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    page.write_text(f"{before}{_BEGIN}\n\n{table(found)}\n\n{_END}{after}", encoding="utf-8")


def _cell(part: str, column: Sequence[Testimony]) -> str:
    for each in column:
        if each.part == part:
            if each.logging:
                return "not logged"
            said = [name for name, read in (("runql", each.runql), ("own", each.own)) if read]
            return f"differs: {', '.join(said)}" if said else "agrees"
    return "-"
