"""Local filters by a sweep's name. Servers cannot search it, because it may be only in the config."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from runql.errors import FilterError
from runql.filters.mongo import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql._models.sweeps.base import SweepBase
    from runql._wire.json_types import JsonValue

__all__ = ["LABEL", "matches", "split_filter"]

LABEL: Final = "label"
"""Field for a sweep's name in a checked filter: its label, or its ID."""

Document = Mapping[str, "JsonValue"]
OrderedT = TypeVar("OrderedT", str, dt.datetime)


def split_filter(checked: Document) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    """Split a filter into a part for the server and a part to check locally."""
    server: dict[str, JsonValue] = {}
    local: dict[str, JsonValue] = {}
    for key, value in checked.items():
        if key == "$and" and isinstance(value, list):
            here = [each for each in value if LABEL in fields_of(each)]
            there = [each for each in value if LABEL not in fields_of(each)]
            if here:
                local[key] = here
            if there:
                server[key] = there
        elif LABEL in fields_of({key: value}):
            local[key] = value
        else:
            server[key] = value
    return server, local


def matches(checked: Document, sweep: SweepBase) -> bool:
    """Return whether a sweep matches a filter, by MongoDB's rules."""
    return all(_holds(key, value, sweep) for key, value in checked.items())


def _holds(key: str, condition: JsonValue, sweep: SweepBase) -> bool:
    if key in ("$and", "$or", "$nor"):
        terms = condition if isinstance(condition, list) else []
        found = [matches(term, sweep) for term in terms if isinstance(term, dict)]
        return {"$and": all(found), "$or": any(found), "$nor": not any(found)}[key]
    if key == "$not":
        return not (isinstance(condition, dict) and matches(condition, sweep))
    values = _values(key, sweep)
    if isinstance(condition, dict) and any(name.startswith("$") for name in condition):
        return _compare(values, condition)
    return _compare(values, {"$eq": condition})


def _values(field: str, sweep: SweepBase) -> list[object]:
    """Return the values of a sweep's field. A name has two values, like a list in MongoDB."""
    snapshot = sweep._snapshot
    read: dict[str, Callable[[], list[object]]] = {
        LABEL: lambda: [sweep.name, sweep.id],
        "name": lambda: [sweep.id],
        "displayName": lambda: [snapshot.display_name],
        "description": lambda: [snapshot.description],
        "method": lambda: [snapshot.method],
        "state": lambda: [snapshot.state],
        "createdAt": lambda: [snapshot.created_at],
        "heartbeatAt": lambda: [snapshot.heartbeat_at],
        "updatedAt": lambda: [snapshot.updated_at],
    }
    if field not in read:
        raise FilterError(
            f"Invalid filter: {field!r} and the name of a sweep can only be combined with $and.",
            hint="Combine the conditions with $and, or & in expressions.",
        )
    return read[field]()


def _compare(values: list[object], condition: Document) -> bool:
    """Return whether the values of a field match every operator."""
    for operator, operand in condition.items():
        if operator == "$not":
            good = not (isinstance(operand, dict) and _compare(values, operand))
        elif operator in ("$ne", "$nin"):
            good = not _compare(values, {"$eq" if operator == "$ne" else "$in": operand})
        elif operator == "$exists":
            good = (values != [None]) is operand
        else:
            good = any(_one(value, operator, operand) for value in values)
        if not good:
            return False
    return True


def _one(value: object, operator: str, operand: JsonValue) -> bool:
    if operator == "$in":
        return isinstance(operand, list) and any(_one(value, "$eq", each) for each in operand)
    wanted: object = operand
    if isinstance(value, dt.datetime) and isinstance(operand, str):
        wanted = _moment(operand)
    if operator == "$eq":
        return value == wanted
    if isinstance(value, str) and isinstance(wanted, str):
        if operator == "$regex":
            return _searched(wanted, value)
        if operator == "$contains":
            return wanted in value
        return _ordered(value, operator, wanted)
    if isinstance(value, dt.datetime) and isinstance(wanted, dt.datetime):
        return _ordered(value, operator, wanted)
    return False


def _searched(pattern: str, value: str) -> bool:
    try:
        return re.search(pattern, value) is not None
    except re.error as error:
        raise FilterError(
            f"Invalid pattern for names of sweeps: {pattern!r}: {error}.",
            hint="Use the syntax that Python and RE2 have in common.",
        ) from error


def _ordered(value: OrderedT, operator: str, wanted: OrderedT) -> bool:
    if operator in ("$gt", "$gte"):
        return value > wanted or (operator == "$gte" and value == wanted)
    return value < wanted or (operator == "$lte" and value == wanted)


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
