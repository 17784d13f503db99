"""Names of registries in filters. The server stores them with a prefix that users omit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql.errors import FilterError

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = ["PREFIX", "prefixed_condition", "prefixed_pattern"]

PREFIX: Final = "wandb-registry-"
"""Prefix of the name of a registry's project."""

# One token of a pattern: quoted text, an escape, a class, the opening of a group, or one character.
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
    """The anchored and unanchored alternatives of a pattern.

    Attributes:
        first: The anchored alternatives, without their anchors; None if there are none.
        anywhere: The unanchored alternatives; None if there are none.
    """

    first: str | None
    anywhere: str | None


def prefixed_condition(condition: JsonValue) -> JsonValue:
    """Return the condition on a registry's name, rewritten for names with the prefix.

    Raises:
        FilterError: If a pattern has an anchor that is not at its beginning.
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
        # One object has one $regex; both hold when the negation of the second is false.
        found["$not"] = _joined_not(found.get("$not"), patterns[1])
    return found


def _joined_not(other: JsonValue, pattern: str) -> JsonValue:
    if other is not None:
        raise FilterError(
            "A condition on a registry's name cannot combine $regex, $contains and $not.",
            hint='Use separate conditions: {"$and": [{"name": ...}, {"name": ...}]}.',
        )
    return {"$not": {"$regex": pattern}}


def prefixed_pattern(pattern: str) -> str:
    """Return a pattern for names with the prefix, equivalent to one for names without it.

    Raises:
        FilterError: If the pattern has an anchor that is not at its beginning.
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
    # A pattern that starts with the prefix means the beginning of the name.
    if _without_prefix(pattern) != pattern:
        return f"(?:{_without_prefix(pattern)})"
    return f"{_ANYTHING}(?:{pattern})"


def _without_prefix(pattern: str) -> str:
    for spelled in (PREFIX, re.escape(PREFIX)):
        if pattern.startswith(spelled):
            return pattern.removeprefix(spelled)
    return pattern


def _split(parts: list[str], pattern: str) -> _Sides:
    """Split the alternatives of a pattern into anchored and unanchored ones."""
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
    """Split one alternative. Its anchors may be in groups at its beginning."""
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
    """Return the index of the token that closes the group of the first token."""
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
        f"Invalid pattern for a registry's name: {pattern!r}. ^ must be at the beginning.",
        hint='Use ^ at the beginning of the pattern or of its alternatives, as in "^a|^b".',
    )
