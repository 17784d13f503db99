"""Rows of a page of runs: checked values, from which models are created on demand."""

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
from runql._wire.responses.json_decoding import json_decoder

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
    """A response does not fit into columns. The models parse it, or report the error."""


class RowFields:
    """The fields of the runs of a page, by Python name.

    Attributes:
        names: Names of all fields.
        position: Index of each field in the values of a row.
        same: Values that all runs of the page share, by field. Rows do not contain them.
    """

    __slots__ = ("names", "position", "same")

    def __init__(self, names: Sequence[str], same: Mapping[str, object]) -> None:
        self.names = frozenset((*names, *same))
        self.position: Mapping[str, int] = {name: index for index, name in enumerate(names)}
        self.same = same


class RunRow:
    """A run of a page with the attributes of `RunFull`. Config and summary stay JSON strings until they are read."""

    __slots__ = ("_fields", "_values")

    def __init__(self, fields: RowFields, values: tuple[object, ...]) -> None:
        self._fields = fields
        self._values = values

    def sent(self, name: str) -> object:
        """Return the checked value of a field, or the JSON string of a config or summary."""
        fields = self._fields
        index = fields.position.get(name)
        if index is not None:
            return self._values[index]
        return fields.same[name] if name in fields.same else _default(name)

    def text(self, name: str) -> str:
        """Return the JSON string from the response; empty if it has none."""
        index = self._fields.position.get(name)
        text: Any = self.sent(name) if index is None else self._values[index]
        return text or ""

    if not TYPE_CHECKING:
        # Python searches for an attribute before it calls `__getattr__`; the search takes as long as the rest.

        # Loops over names spend most of their time in calls, so that these attributes do without `sent`.

        @property
        def id(self) -> str:
            """Storage ID of the run."""
            index = self._fields.position.get("id")
            return self.sent("id") if index is None else self._values[index]

        @property
        def name(self) -> str:
            """ID of the run in its project."""
            index = self._fields.position.get("name")
            return self.sent("name") if index is None else self._values[index]

        @property
        def display_name(self) -> str | None:
            """Display name of the run."""
            index = self._fields.position.get("display_name")
            return self.sent("display_name") if index is None else self._values[index]

        def __getattr__(self, name: str) -> object:
            value = self.sent(name)
            return _document(value) if name in _DOCUMENTS else value

    @property
    def model_fields_set(self) -> frozenset[str]:
        """Fields of the response, by pydantic name."""
        return self._fields.names

    def model(self) -> RunFull:
        """Return the run as a model of the values, which are checked already."""
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
        exists: Whether the project exists on the server.
        runs: The runs: models, or rows, which have the same attributes.
        cursor: Cursor of the next page; None at the end.
        total: Number of runs that match the filter.
        size: Size of the response in bytes.
        end: Cursor after the last run, also at the end; None if unknown.
    """

    exists: bool
    runs: Sequence[RunFull] = ()
    cursor: str | None = None
    total: int = 0
    size: int = field(default=0, compare=False)
    end: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class _RowsOperation(Operation[RunRows]):
    """`ListRuns`, with responses as rows."""

    def parse(self, content: bytes) -> Envelope[RunRows]:
        """Parse the body of a response.

        Raises:
            pydantic.ValidationError: If the body is not a GraphQL response. A subclass of ValueError.
        """
        from runql_graphql.envelope import Envelope

        try:
            with collection_paused():
                rows = _rows(content)
        except _DoesNotFitError:
            envelope = LIST_RUNS.parse(content)
            if envelope.errors or envelope.data is None:
                # The data of a failed call is a model, as in all other operations.
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
"""`ListRuns` for long lists. Creating ten thousand models is slow, and most of their values are never read."""


def sent_model(sent: RunFull) -> RunFull:
    """Return a run of a response as a model."""
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
    # The official client continues after the last edge of runs, not after `endCursor`.
    cursor = edges[-1].cursor if edges else info.end_cursor
    total = response.project.run_count
    return RunRows(True, runs, cursor if info.has_next_page else None, total, end=cursor)


def _rows(content: bytes) -> RunRows:
    """Parse a page of runs with identical fields, each of the type in the schema.

    Raises:
        _DoesNotFitError: If the response has another form.
    """
    from pydantic import ValidationError

    try:
        body: Any = json_decoder("all")(content)
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
    return RunRows(True, runs, cursor if more else None, total, end=cursor)


def _run_rows(nodes: list[dict[str, Any]]) -> list[RunFull]:
    if not nodes:
        return []
    aliases, known = nodes[0].keys(), _columns()
    # Nodes with the same number of keys, including all keys of the first node, have the same keys.
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
        # Many fields are equal for all runs of a page. Rows without them are half as large.
        if type(first) in _PLAIN:
            is_same = column.count(first) == len(column)
            if type(first) is str and not is_same and name not in _DOCUMENTS:
                # Equal values become one object.
                distinct: dict[Any, Any] = {}
                column = [*map(distinct.setdefault, column, column)]
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
    """Return the Python name and the column check of each GraphQL field."""
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
            # Some servers send the JSON object itself.
            check: Callable[[list[Any]], list[Any]] = _only(_TEXT)
        elif types <= _PLAIN:
            # Values of these types are not converted, so checking the types is enough.
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
    """Return the GraphQL name of a field."""
    from pydantic.alias_generators import to_camel

    # Before 2.12, pydantic sets the aliases of a deferred model when it builds the model.
    return info.alias or to_camel(name)


@cache
def _required() -> frozenset[str]:
    from runql_graphql.fragments.runs.base import RunFull

    fields = RunFull.model_fields.items()
    return frozenset(_alias(name, each) for name, each in fields if each.is_required())


def _only(types: frozenset[Any]) -> Callable[[list[Any]], list[Any]]:
    """Return a check that a column has only values of these types."""

    def checked(column: list[Any]) -> list[Any]:
        if not {*map(type, column)} <= types:
            raise _DoesNotFitError
        return column

    return checked


def _times(check: Callable[[list[Any]], list[Any]]) -> Callable[[list[Any]], list[Any]]:
    """Return a parser of times. The usual form `2025-01-01T00:00:00Z` has the fastest parser."""

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
    """Return a check that creates one model for equal objects."""

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
        raise AttributeError(f"Runs of a list have no field {name!r}.")
    return field.default
