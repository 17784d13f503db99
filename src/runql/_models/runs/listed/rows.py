"""Runs of a page of a list: rows of checked values, of which a model is made when one needs it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import repeat
from operator import itemgetter
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Final, cast

from runql_graphql.calls import Operation
from runql_graphql.ops.runs.base import LIST_RUNS

from runql._paging.garbage import collection_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic.fields import FieldInfo
    from runql_graphql.envelope import Envelope
    from runql_graphql.fragments.runs.base import RunFull
    from runql_graphql.list_runs import ListRuns

__all__ = ["LIST_RUNS_AS_ROWS", "RowFields", "RunRow", "RunRows", "sent_model"]

_DOCUMENTS: Final = frozenset({"config", "summary_metrics", "system_metrics"})
_SHARED: Final = frozenset({"user", "project"})
_TEXT: Final = frozenset({str, type(None)})
_PLAIN: Final = frozenset({str, int, bool, type(None)})
_TIME: Final = "0000-00-00T00:00:00Z"


class _DoesNotFitError(Exception):
    """A response is not what columns can hold, so that the models read it, or say what is wrong."""


class RowFields:
    """Which fields the runs of a page have, by their Python names.

    Attributes:
        names: The names.
        position: Where in the values of a row those of each name are.
        same: The values that all runs of the page share, by name; they are in no row.
    """

    __slots__ = ("names", "position", "same")

    def __init__(self, names: Sequence[str], same: Mapping[str, object]) -> None:
        self.names = frozenset((*names, *same))
        self.position: Mapping[str, int] = {name: index for index, name in enumerate(names)}
        self.same = same


class RunRow:
    """A run of a page, with the attributes of `RunFull`; config and summary are text until they are read."""

    __slots__ = ("_fields", "_values")

    def __init__(self, fields: RowFields, values: tuple[object, ...]) -> None:
        self._fields = fields
        self._values = values

    def sent(self, name: str) -> object:
        """Return the checked value of a field; of a document, its JSON."""
        fields = self._fields
        index = fields.position.get(name)
        if index is not None:
            return self._values[index]
        return fields.same[name] if name in fields.same else _default(name)

    def text(self, name: str) -> str:
        """Return the JSON of a document as the server sent it; empty if it sent none."""
        index = self._fields.position.get(name)
        text: Any = self.sent(name) if index is None else self._values[index]
        return text or ""

    if not TYPE_CHECKING:
        # Python looks for an attribute in vain before it calls `__getattr__`, which takes as long as the rest.

        @property
        def id(self) -> str:
            """The ID that the server stores it under."""
            return self.sent("id")

        @property
        def name(self) -> str:
            """The run's ID in its project, as the server calls it."""
            return self.sent("name")

        @property
        def display_name(self) -> str | None:
            """The name that people gave it."""
            return self.sent("display_name")

        def __getattr__(self, name: str) -> object:
            value = self.sent(name)
            return _document(value) if name in _DOCUMENTS else value

    @property
    def model_fields_set(self) -> frozenset[str]:
        """The fields that the server sent, as pydantic calls them."""
        return self._fields.names

    def model(self) -> RunFull:
        """Return the run as a model, of values that are checked already."""
        from runql_graphql.fragments.runs.base import RunFull

        values = {name: getattr(self, name) for name in self._fields.names}
        return RunFull.model_construct(set(self._fields.names), **values)

    def __reduce__(self) -> tuple[object, ...]:
        fields = self._fields
        return (_restored, (tuple(fields.position), self._values, dict(fields.same)))


@dataclass(frozen=True, slots=True)
class RunRows:
    """A page of a list of runs.

    Attributes:
        exists: Whether the server has the project.
        runs: The runs: models, or rows, which have the same attributes.
        cursor: Where the next page starts; None at the end.
        total: How many runs match the filter.
        size: Bytes of the response.
    """

    exists: bool
    runs: Sequence[RunFull] = ()
    cursor: str | None = None
    total: int = 0
    size: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, repr=False)
class _RowsOperation(Operation[RunRows]):
    """`ListRuns`, whose responses are read as rows."""

    def parse(self, content: bytes) -> Envelope[RunRows]:
        """Read the body of a response.

        Raises:
            pydantic.ValidationError: The body is not a GraphQL response; a ValueError.
        """
        from runql_graphql.envelope import Envelope

        try:
            with collection_paused():
                rows = _rows(content)
        except _DoesNotFitError:
            envelope = LIST_RUNS.parse(content)
            if envelope.errors or envelope.data is None:
                # The data of a failed call is a model, as of every other operation.
                return cast("Envelope[RunRows]", envelope)
            rows = _rows_of_models(envelope.data)
        rows = replace(rows, size=len(content))
        return cast("Envelope[RunRows]", Envelope.model_construct(data=rows, errors=None))


LIST_RUNS_AS_ROWS: Final[Operation[RunRows]] = _RowsOperation(
    name=LIST_RUNS.name,
    kind=LIST_RUNS.kind,
    model=LIST_RUNS.model,
    document=LIST_RUNS.document,
    arguments=LIST_RUNS.arguments,
    package=LIST_RUNS.package,
)
"""`ListRuns` for long lists: ten thousand models are slow to make, and most of their values are never read."""


def sent_model(sent: RunFull) -> RunFull:
    """Return what the server sent of a run as a model, which a row only looks like."""
    row: object = sent
    return row.model() if isinstance(row, RunRow) else sent


def _restored(
    names: tuple[str, ...], values: tuple[object, ...], same: Mapping[str, object]
) -> RunRow:
    return RunRow(RowFields(names, same), values)


def _rows_of_models(response: ListRuns) -> RunRows:
    from runql._models._attributes.interning import intern_equal

    connection = response.project.runs if response.project is not None else None
    if response.project is None or connection is None:
        return RunRows(exists=False)
    edges, info = connection.edges, connection.page_info
    runs = [edge.node for edge in edges]
    intern_equal(runs, ("user", "project"))
    # The official client continues after the last edge of runs, not behind `endCursor`.
    cursor = edges[-1].cursor if edges else info.end_cursor
    total = response.project.run_count
    return RunRows(True, runs, cursor if info.has_next_page else None, total)


def _rows(content: bytes) -> RunRows:
    """Read a page whose runs have all the same fields, each of the type that the schema has.

    Raises:
        _DoesNotFitError: If it is anything else.
    """
    from pydantic import ValidationError
    from pydantic_core import from_json

    try:
        body = from_json(content)
        if body.get("errors") not in (None, []):
            raise _DoesNotFitError
        project = body["data"]["project"]
        if project is None or (connection := project["runs"]) is None:
            return RunRows(exists=False)
        edges, info, total = connection["edges"], connection["pageInfo"], project["runCount"]
        more, end = info["hasNextPage"], info["endCursor"]
        cursors = [edge["cursor"] for edge in edges]
        if type(total) is not int or type(more) is not bool or not {*map(type, cursors)} <= {str}:
            raise _DoesNotFitError
        cursor = cursors[-1] if cursors else end
        if type(cursor) not in _TEXT:
            raise _DoesNotFitError
        runs = _run_rows([edge["node"] for edge in edges])
    except (
        AttributeError, KeyError, TypeError, ValueError, RecursionError, ValidationError,
    ) as error:  # fmt: skip
        raise _DoesNotFitError from error
    return RunRows(True, runs, cursor if more else None, total)


def _run_rows(nodes: list[dict[str, Any]]) -> list[RunFull]:
    if not nodes:
        return []
    aliases, known = nodes[0].keys(), _columns()
    # Nodes with as many keys, among them those of the first one, have the same keys.
    if {*map(len, nodes)} != {len(aliases)} or not _required() <= aliases:
        raise _DoesNotFitError
    columns: dict[str, list[Any]] = {}
    same: dict[str, object] = {}
    for alias in aliases:
        column = [*map(itemgetter(alias), nodes)]
        if alias not in known:
            continue
        name, check = known[alias]
        column = check(column)
        first = column[0]
        # Many fields are the same for all runs of a page; rows without them are half as large.
        if type(first) in _PLAIN:
            is_same = column.count(first) == len(column)
        else:
            is_same = name in _SHARED and len({*map(id, column)}) == 1
        if is_same:
            same[name] = first
        else:
            columns[name] = column
    fields = RowFields([*columns], same)
    values = zip(*columns.values(), strict=True) if columns else repeat((), len(nodes))
    rows: list[Any] = [*map(RunRow, repeat(fields), values)]
    return rows


@cache
def _columns() -> Mapping[str, tuple[str, Callable[[list[Any]], list[Any]]]]:
    """Return, for each field in GraphQL, its name in Python and what checks a column of it."""
    from typing import get_args, get_type_hints

    from pydantic import TypeAdapter
    from runql_graphql.fragments.runs.base import RunFull
    from runql_graphql.scalars import DateTime

    hints = get_type_hints(RunFull, include_extras=True)
    found: dict[str, tuple[str, Callable[[list[Any]], list[Any]]]] = {}
    for name, info in RunFull.model_fields.items():
        hint: Any = hints[name]
        types: frozenset[Any] = frozenset(get_args(hint) or {hint})
        if name in _DOCUMENTS:
            # Some servers send the document itself.
            check: Callable[[list[Any]], list[Any]] = _only(_TEXT)
        elif types <= _PLAIN:
            # Values of these types stay what they are, so that a look at the types is enough.
            check = _only(types)
        else:
            kind: Any = GenericAlias(list, (hint,))
            check = TypeAdapter(kind).validate_python
            if name in _SHARED:
                check = _shared(check)
            elif DateTime in (hint, *get_args(hint)):
                check = _times(check)
        found[_alias(name, info)] = (name, check)
    return found


def _alias(name: str, info: FieldInfo) -> str:
    """Return the name of a field in GraphQL."""
    from pydantic.alias_generators import to_camel

    # Before 2.12, pydantic sets the aliases of a deferred model when it builds the model.
    return info.alias or to_camel(name)


@cache
def _required() -> frozenset[str]:
    from runql_graphql.fragments.runs.base import RunFull

    fields = RunFull.model_fields.items()
    return frozenset(_alias(name, each) for name, each in fields if each.is_required())


def _only(types: frozenset[Any]) -> Callable[[list[Any]], list[Any]]:
    """Return what leaves a column as it is if its values have no other types."""

    def checked(column: list[Any]) -> list[Any]:
        if not {*map(type, column)} <= types:
            raise _DoesNotFitError
        return column

    return checked


def _times(check: Callable[[list[Any]], list[Any]]) -> Callable[[list[Any]], list[Any]]:
    """Return what reads times: those of the usual form, `2025-01-01T00:00:00Z`, by the quickest reader."""

    def checked(column: list[Any]) -> list[Any]:
        present = [each for each in column if each is not None]
        if len(present) < len(column) or not _are_usual_times(present):
            return check(column)
        return [*map(datetime.fromisoformat, present)]

    return checked


def _are_usual_times(column: list[Any]) -> bool:
    if {*map(type, column)} != {str} or {*map(len, column)} != {len(_TIME)}:
        return False
    joined, step = "".join(column), len(_TIME)
    signs = ((index, sign) for index, sign in enumerate(_TIME) if sign != "0")
    return all(joined[index::step] == sign * len(column) for index, sign in signs)


def _shared(check: Callable[[list[Any]], list[Any]]) -> Callable[[list[Any]], list[Any]]:
    """Return what makes one model of objects that are equal."""

    def shared(column: list[Any]) -> list[Any]:
        if column.count(column[0]) == len(column):
            return check([column[0]]) * len(column)
        keys = [None if each is None else (*each, *each.values()) for each in column]
        distinct = dict(zip(keys, column, strict=True))
        made = dict(zip(distinct, check([*distinct.values()]), strict=True))
        return [made[key] for key in keys]

    return shared


def _document(text: object) -> object:
    from runql_graphql.scalars import JSONString

    return None if text is None else JSONString(cast("str", text))


def _default(name: str) -> object:
    from runql_graphql.fragments.runs.base import RunFull

    field = RunFull.model_fields.get(name)
    if field is None or field.is_required():
        raise AttributeError(f"A run of a list has no field {name!r}.")
    return field.default
