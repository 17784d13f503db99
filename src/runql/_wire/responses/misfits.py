"""Responses that do not fit the schema: where, in what object, and never with a value of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from runql._wire.responses.bodies import one_line, read_json
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Misfit", "misfits_of", "unfit", "without_rows"]

Misfit: TypeAlias = "tuple[tuple[str | int, ...], str]"
"""Where a response does not fit, and what is wrong there."""

_NAMED: Final = ("bucket", "project", "run", "runs", "sweep", "sweeps")


def misfits_of(error: ValueError) -> list[Misfit]:
    """Return where a body does not fit; empty if it is not JSON at all."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return []
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return [(each["loc"], each["msg"]) for each in found if each["type"] != "json_invalid"]


def unfit(operation: str, misfits: Sequence[Misfit], content: bytes) -> ProtocolError:
    """Return the error for a response that does not fit the schema; a further try would not fit either."""
    where, what = misfits[0]
    more = f", and {len(misfits) - 1} more places" if len(misfits) > 1 else ""
    owner = _owner(where, content)
    error = ProtocolError(
        f"The response to {operation} does not match the schema{f' ({owner})' if owner else ''}: "
        f"{_shown(where)}: {one_line(what)}{more}.",
        hint="The server may be older or newer than this version of runql; see api.server_info().",
        operation=operation,
    )
    error.retryable = False
    return error


def without_rows(content: bytes, misfits: Sequence[Misfit]) -> bytes | None:
    """Return a body without the items of lists that do not fit; None unless every misfit is in one of several items."""
    try:
        body = read_json(content)
    except ValueError:
        return None
    rows = {_row(where) for where, _ in misfits}
    if () in rows:
        return None
    # From the end, so that the indexes of those before stay what they are.
    for row in sorted(rows, reverse=True):
        edges = _value_at(body, row[:-1])
        if not isinstance(edges, list) or len(cast("list[object]", edges)) < 2:
            return None
        del cast("list[object]", edges)[int(row[-1])]
    return json.dumps(body).encode()


def _row(where: Sequence[str | int]) -> tuple[str | int, ...]:
    """Return the path of the innermost item of a connection around a place; empty if there is none."""
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
    """Return the names of the project, run or sweep around a place, as the response has them."""
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
