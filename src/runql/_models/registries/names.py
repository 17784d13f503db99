"""Names of registries in filters: users write them without the prefix that servers keep them with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql.errors import FilterError

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = ["PREFIX", "prefixed_condition", "prefixed_pattern"]

PREFIX: Final = "wandb-registry-"
"""How the project of a registry is named, before the registry's own name."""

# A word of a pattern: quoted text, an escape, a class, what opens a group, or one character.
_PARTS: Final = re.compile(
    r"\\Q.*?(?:\\E|\Z)|\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\."
    r"|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]"
    r"|\(\?P?<\w+>|\(\?[A-Za-z-]*:|\(\?[A-Za-z-]+\)|\(|.",
    re.DOTALL,
)
_BEGINS: Final = ("^", r"\A")
_REPEATS: Final = "*+?{"
_ANYTHING: Final = "(?s:.*)"


@dataclass(frozen=True, slots=True)
class _Sides:
    """A pattern in two: what matches at the beginning of a name, and what matches anywhere.

    Attributes:
        first: The pattern without its anchors, for the beginning; None when it has none.
        anywhere: The pattern without what is anchored; None when nothing is left.
    """

    first: str | None
    anywhere: str | None


def prefixed_condition(condition: JsonValue) -> JsonValue:
    """Return what is next to the name of a registry, for names with the prefix.

    Raises:
        FilterError: If a pattern has an anchor elsewhere than at its beginning.
    """
    if isinstance(condition, str):
        return _prefixed(condition)
    if isinstance(condition, list):
        return [prefixed_condition(each) for each in condition]
    if not isinstance(condition, dict):
        return condition
    found: dict[str, JsonValue] = {}
    patterns: list[str] = []
    for operator, operand in condition.items():
        if operator in ("$regex", "$contains") and isinstance(operand, str):
            pattern = operand if operator == "$regex" else re.escape(operand)
            patterns.append(prefixed_pattern(pattern))
        elif operator == "$exists":
            found[operator] = operand
        else:
            found[operator] = prefixed_condition(operand)
    if patterns:
        found["$regex"] = patterns[0]
    if len(patterns) > 1:
        # One object holds one pattern; both hold when the negation of the other does not.
        found["$not"] = _joined_not(found.get("$not"), patterns[1])
    return found


def _joined_not(other: JsonValue, pattern: str) -> JsonValue:
    if other is not None:
        raise FilterError(
            "The name of a registry has $regex, $contains and $not in one condition.",
            hint='Write them as separate conditions: {"$and": [{"name": ...}, {"name": ...}]}.',
        )
    return {"$not": {"$regex": pattern}}


def prefixed_pattern(pattern: str) -> str:
    """Return a pattern that finds in names with the prefix what the given one finds in names without it.

    Raises:
        FilterError: If it has an anchor elsewhere than at its beginning.
    """
    parts = _PARTS.findall(pattern)
    flags = ""
    while parts and re.fullmatch(r"\(\?[A-Za-z-]+\)", parts[0]):
        flags += parts.pop(0)
    if flags and "-" not in flags:
        flags = "(?" + "".join(dict.fromkeys(re.sub(r"[(?)]", "", flags))) + ")"
    sides = _split(parts, pattern)
    found = [] if sides.first is None else [f"(?:{_without_prefix(sides.first)})"]
    if sides.anywhere is not None:
        found.append(_anywhere(sides.anywhere))
    return f"{flags}^{PREFIX}(?:{'|'.join(found)})"


def _anywhere(pattern: str) -> str:
    # Who writes the prefix out means the beginning of the name.
    if _without_prefix(pattern) != pattern:
        return f"(?:{_without_prefix(pattern)})"
    return f"{_ANYTHING}(?:{pattern})"


def _without_prefix(pattern: str) -> str:
    for spelled in (PREFIX, re.escape(PREFIX)):
        if pattern.startswith(spelled):
            return pattern.removeprefix(spelled)
    return pattern


def _split(parts: list[str], pattern: str) -> _Sides:
    """Divide the alternatives of a pattern into those that begin with an anchor and the others."""
    first: list[str] = []
    anywhere: list[str] = []
    for alternative in _alternatives(parts):
        sides = _sides_of(alternative, pattern)
        if sides.first is not None:
            first.append(sides.first)
        if sides.anywhere is not None:
            anywhere.append(sides.anywhere)
    return _Sides("|".join(first) if first else None, "|".join(anywhere) if anywhere else None)


def _sides_of(parts: list[str], pattern: str) -> _Sides:
    """Divide one alternative, whose anchors may are in groups at its beginning."""
    if not any(part in _BEGINS for part in parts):
        return _Sides(None, "".join(parts))
    head = parts[0]
    if head in _BEGINS:
        while parts and parts[0] in _BEGINS:
            parts = parts[1:]
        rest = "".join(parts)
        if any(part in _BEGINS for part in parts) or (rest[:1] in _REPEATS and rest):
            raise _elsewhere(pattern)
        return _Sides(rest, None)
    stop = _closing(parts)
    after = parts[stop + 1 :]
    repeated = bool(after) and after[0] in _REPEATS
    if not head.startswith("(") or repeated or any(part in _BEGINS for part in after):
        raise _elsewhere(pattern)
    inner = _split(parts[1:stop], pattern)
    tail = "".join(after)
    return _Sides(
        None if inner.first is None else f"{head}{inner.first}){tail}",
        None if inner.anywhere is None else f"{head}{inner.anywhere}){tail}",
    )


def _alternatives(parts: list[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    depth = 0
    for part in parts:
        if part == "|" and not depth:
            found.append([])
            continue
        depth += _depth(part)
        found[-1].append(part)
    return found


def _closing(parts: list[str]) -> int:
    """Return where the group closes that the first word opens."""
    depth = 0
    for index, part in enumerate(parts):
        depth += _depth(part)
        if not depth:
            return index
    return len(parts) - 1


def _depth(part: str) -> int:
    if part == ")":
        return -1
    opens = part.startswith("(") and not re.fullmatch(r"\(\?[A-Za-z-]+\)", part)
    return 1 if opens else 0


def _prefixed(name: str) -> str:
    return name if name.startswith(PREFIX) else PREFIX + name


def _elsewhere(pattern: str) -> FilterError:
    return FilterError(
        f"The pattern {pattern!r} for a registry's name has ^ elsewhere than at its beginning.",
        hint='Write ^ at the beginning of the pattern, or of its alternatives, as in "^a|^b".',
    )
