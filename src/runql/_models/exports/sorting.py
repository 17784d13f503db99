"""Orders of runs, as the server sorts them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from runql._models.exports.fields import DOCUMENTS, NAMES, find_operand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql._models.exports.fields import Found, RunFields

__all__ = ["in_run_order"]

_DEFAULT: Final = "+created_at"
_STARTS: Final = re.compile(
    r",\s*(?=[+-]?(?:(?:{names})\s*(?:,|\Z)|(?:{documents})\.))".format(
        names="|".join(map(re.escape, NAMES)), documents="|".join(map(re.escape, DOCUMENTS))
    )
)


def in_run_order(runs: Iterable[RunFields], order: str | None) -> list[RunFields]:
    """Return runs in an order, with absent values last.

    Runs with equal values keep the listed order.

    Raises:
        FilterError: If a field is unknown.
    """
    # Keys of config and summary may contain commas, so the order is split only before a field name.
    keys = [each.strip() for each in _STARTS.split((order or "").strip() or _DEFAULT)]
    ordered = sorted(runs, key=lambda run: run.place, reverse=keys[0].startswith("-"))
    for key in reversed(keys):
        operand = find_operand(key.removeprefix("-").removeprefix("+").strip())
        present: list[tuple[Any, RunFields]] = []
        absent: list[RunFields] = []
        for run in ordered:
            value = operand.of(run)
            if value.kind in (None, "null"):
                absent.append(run)
            else:
                present.append((_rank(value, stored=operand.is_stored), run))
        present.sort(key=lambda each: each[0], reverse=key.startswith("-"))
        ordered = [*(run for _, run in present), *absent]
    return ordered


def _rank(value: Found, *, stored: bool) -> tuple[int, Any]:
    if value.kind in ("bool", "number"):
        return 0, value.value
    if value.kind == "text":
        return 1, value.value
    separators = None if stored else (",", ":")
    return 1, json.dumps(value.value, separators=separators, ensure_ascii=False)
