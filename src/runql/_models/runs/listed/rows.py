"""Runs of a page of a list: rows of checked values, of which a model is made when one needs it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
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


class _DoesNotFitError(Exception):
    """A response is not what columns can hold, so that the models read it, or say what is wrong."""


class RowFields:
    """Which fields the runs of a page have, by their Python names.

    Attributes:
        names: The names, in the order of the values.
        position: Where the value of each name is.
    """

    __slots__ = ("names", "position")

    def __init__(self, names: Sequence[str]) -> None:
        self.names = frozenset(names)
        self.position: Mapping[str, int] = {name: index for index, name in enumerate(names)}


class RunRow:
    """A run of a page, with the attributes of `RunFull`; config and summary are text until they are read."""

    __slots__ = ("_fields", "_values")

    def __init__(self, fields: RowFields, values: tuple[object, ...]) -> None:
        self._fields = fields
        self._values = values

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            index = self._fields.position.get(name)
            if index is None:
                return _default(name)
            value = self._values[index]
            return _document(value) if name in _DOCUMENTS else value

    @property
    def model_fields_set(self) -> frozenset[str]:
        """The fields that the server sent, as pydantic calls them."""
        return self._fields.names

    def text(self, name: str) -> str | None:
        """Return the JSON of a document as the server sent it; None if it sent none."""
        index = self._fields.position.get(name)
        return None if index is None else cast("str | None", self._values[index])

    def model(self) -> RunFull:
        """Return the run as a model, of values that are checked already."""
        from runql_graphql.fragments.runs.base import RunFull

        values = {name: getattr(self, name) for name in self._fields.position}
        return RunFull.model_construct(set(self._fields.names), **values)

    def __reduce__(self) -> tuple[object, ...]:
        return (_restored, (tuple(self._fields.position), self._values))


@dataclass(frozen=True, slots=True)
class RunRows:
    """A page of a list of runs.

    Attributes:
        exists: Whether the server has the project.
        runs: The runs: models, or rows, which have the same attributes.
        cursor: Where the next page starts; None at the end.
        total: How many runs match the filter.
    """

    exists: bool
    runs: Sequence[RunFull] = ()
    cursor: str | None = None
    total: int = 0


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


def _restored(names: tuple[str, ...], values: tuple[object, ...]) -> RunRow:
    return RunRow(RowFields(names), values)


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
    aliases = nodes[0].keys()
    if any(node.keys() != aliases for node in nodes):
        raise _DoesNotFitError
    known = _columns()
    chosen = [alias for alias in aliases if alias in known]
    if not _required() <= set(chosen):
        raise _DoesNotFitError
    columns = [known[alias][1]([*map(itemgetter(alias), nodes)]) for alias in chosen]
    fields = RowFields([known[alias][0] for alias in chosen])
    rows: list[Any] = [RunRow(fields, values) for values in zip(*columns, strict=True)]
    return rows


@cache
def _columns() -> Mapping[str, tuple[str, Callable[[list[Any]], list[Any]]]]:
    """Return, for each field in GraphQL, its name in Python and what checks a column of it."""
    from typing import get_type_hints

    from pydantic import TypeAdapter
    from runql_graphql.fragments.runs.base import RunFull

    hints = get_type_hints(RunFull, include_extras=True)
    found: dict[str, tuple[str, Callable[[list[Any]], list[Any]]]] = {}
    for name, field in RunFull.model_fields.items():
        if name in _DOCUMENTS:
            check: Callable[[list[Any]], list[Any]] = _texts
        else:
            kind: Any = GenericAlias(list, (hints[name],))
            check = TypeAdapter(kind).validate_python
            if name in _SHARED:
                check = _shared(check)
        found[_alias(name, field)] = (name, check)
    return found


def _alias(name: str, field: FieldInfo) -> str:
    """Return the name of a field in GraphQL."""
    from pydantic.alias_generators import to_camel

    # Before 2.12, pydantic sets the aliases of a deferred model when it builds the model.
    return field.alias or to_camel(name)


@cache
def _required() -> frozenset[str]:
    from runql_graphql.fragments.runs.base import RunFull

    fields = RunFull.model_fields.items()
    return frozenset(_alias(name, field) for name, field in fields if field.is_required())


def _texts(column: list[Any]) -> list[Any]:
    # Some servers send the document itself.
    if not {*map(type, column)} <= _TEXT:
        raise _DoesNotFitError
    return column


def _shared(check: Callable[[list[Any]], list[Any]]) -> Callable[[list[Any]], list[Any]]:
    """Return what makes one model of objects that are equal."""

    def shared(column: list[Any]) -> list[Any]:
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
