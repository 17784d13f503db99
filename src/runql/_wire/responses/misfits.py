"""Errors for responses that do not match the schema, with locations and without values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from runql._wire.responses.bodies import one_line, read_json
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Misfit", "misfits_of", "unfit", "without_rows"]

Misfit: TypeAlias = "tuple[tuple[str | int, ...], str]"
"""Location of a schema mismatch in a response, and its description."""

_NAMED: Final = ("bucket", "project", "run", "runs", "sweep", "sweeps")


def misfits_of(error: ValueError) -> list[Misfit]:
    """Return the schema mismatches of a body; empty if the body is not JSON."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return []
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return [(each["loc"], each["msg"]) for each in found if each["type"] != "json_invalid"]


def unfit(operation: str, misfits: Sequence[Misfit], content: bytes) -> ProtocolError:
    """Return the error for a response that does not match the schema; a retry would not match either."""
    where, what = misfits[0]
    more = f", and {len(misfits) - 1} more mismatches" if len(misfits) > 1 else ""
    owner = _owner(where, content)
    error = ProtocolError(
        f"The response to {operation} does not match the schema{f' ({owner})' if owner else ''}: "
        f"{_shown(where)}: {one_line(what)}{more}.",
        hint="Upgrade runql, or call api.server_info() to check whether the server is older.",
        operation=operation,
    )
    error.retryable = False
    return error


def without_rows(content: bytes, misfits: Sequence[Misfit]) -> bytes | None:
    """Return a body without the list items that do not match; None unless all mismatches are in such items."""
    try:
        body = read_json(content)
    except ValueError:
        return None
    rows = {_row(where) for where, _ in misfits}
    if () in rows:
        return None
    # Delete from the end so that earlier indexes stay valid.
    for row in sorted(rows, reverse=True):
        edges = _value_at(body, row[:-1])
        if not isinstance(edges, list) or len(cast("list[object]", edges)) < 2:
            return None
        del cast("list[object]", edges)[int(row[-1])]
    return json.dumps(body).encode()


def _row(where: Sequence[str | int]) -> tuple[str | int, ...]:
    """Return the path of the innermost connection item that contains a location; empty if there is none."""
    for index in range(len(where) - 1, 0, -1):
        if isinstance(where[index], int) and where[index - 1] == "edges":
            return tuple(where[: index + 1])
    return ()


def _value_at(value: object, where: Sequence[str | int]) -> object:
    for part in where:
        if isinstance(value, list) and isinstance(part, int):
            items = cast("list[object]", value)
            value = items[part] if part < len(items) else None
        elif isinstance(value, dict):
            value = cast("dict[str, object]", value).get(str(part))
    return value


def _shown(where: Sequence[str | int]) -> str:
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".").removeprefix("data.") or "the body"


def _owner(where: Sequence[str | int], content: bytes) -> str:
    """Return the names of the project, run or sweep that contains a location, from the response."""
    try:
        value = read_json(content)
    except ValueError:
        return ""
    names: list[str] = []
    kind = ""
    for part in where:
        if isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = cast("list[object]", value)[part]
        elif isinstance(value, dict):
            value = cast("dict[str, object]", value).get(str(part))
            kind = str(part) if part in _NAMED else kind
        if kind and isinstance(value, dict) and isinstance(name := value.get("name"), str):
            names.append(f"{kind.removesuffix('s')} {one_line(name, 80)!r}")
            kind = ""
    return ", ".join(names)
