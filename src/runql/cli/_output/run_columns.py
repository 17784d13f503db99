"""Columns of runs: their attributes, and keys of config and summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from runql._models.runs.config import user_config
from runql._models.runs.fields import PARTS, RunFields
from runql.cli._output.columns import Column, attributes

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql._models.runs.fields import Part
    from runql._sync.runs.resource import Run
    from runql._wire.json_types import JsonValue
    from runql.cli._output.options import Output

__all__ = ["ATTRIBUTES", "key_value", "run_columns"]

ATTRIBUTES: Final = cast(
    "tuple[Column[Run[Any, Any]], ...]",
    attributes(
        "id name state created_at duration tags",
        "entity project user group job_type sweep_name notes commit host heartbeat_at updated_at "
        "history_line_count url storage_id",
    ),
)
"""Attribute columns of all lists of runs."""


def run_columns(output: Output) -> tuple[list[Column[Run[Any, Any]]], list[str]]:
    """Return the columns of a list of runs, and the fields to request.

    Args:
        output: The options. A column can be any field of a run, `config.KEY` or `summary.KEY`.

    Raises:
        UsageError: If a column does not exist. The error suggests similar names.
    """
    names = output.columns or ()
    RunFields.parse(names)
    known = {each.name for each in ATTRIBUTES}
    more = [name for name in names if name not in known]
    columns = [*ATTRIBUTES, *(Column(name, _reader(name)) for name in more)]
    return columns, ["id", *more]


def key_value(run: Run[Any, Any], name: str) -> JsonValue:
    """Return the value of a key such as `config.lr` or a nested key; None if the run does not have it."""
    document, _, key = name.partition(".")
    found: JsonValue = _document(run, cast("Part", document))
    rest = key
    while rest:
        if not isinstance(found, dict):
            return None
        # A key may contain dots, so the longest existing key takes precedence.
        parts = rest.split(".")
        size = next((n for n in range(len(parts), 0, -1) if ".".join(parts[:n]) in found), None)
        if size is None:
            return None
        found, rest = found[".".join(parts[:size])], ".".join(parts[size:])
    return found


def _document(run: Run[Any, Any], part: Part) -> dict[str, JsonValue]:
    if part == "config":
        return user_config(run._document("config"))
    if part == "history_keys":
        return run.history_keys
    return run._document(part)


def _reader(name: str) -> Callable[[Run[Any, Any]], object]:
    if name in PARTS:
        return lambda run: _document(run, name)
    if name.partition(".")[0] in ("config", "summary"):
        return lambda run: key_value(run, name)
    if name == "path":
        return lambda run: "/".join(run.path)
    return lambda run: getattr(run, name)
