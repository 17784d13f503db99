"""Filters of run sets: expressions for callers, and the web app's format in the spec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql.errors import FilterError
from runql.filters.expressions import Filter
from runql.filters.mongo import from_mongo
from runql.filters.ui import mongo_from_ui, ui_from_mongo
from runql.filters.wire import checked_filter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue
    from runql.filters.wire import Filters

__all__ = ["Ui", "UiFilter", "filter_of_ui", "ui_of_filter"]

_ALL: Final[Mapping[str, JsonValue]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Ui:
    """The filters of a run set in the web app's format.

    Attributes:
        document: The web app's tree or flat list.
    """

    document: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class UiFilter(Filter):
    """A filter of the web app without an equivalent expression.

    Attributes:
        document: The web app's tree or flat list.
    """

    document: Mapping[str, JsonValue]

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict. Relative times are computed from the current time.

        Raises:
            FilterError: If a part has no equivalent in the API. The message names the part.
        """
        return mongo_from_ui(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UiFilter) and self.document == other.document

    def __hash__(self) -> int:
        return hash(repr(self.document))

    def __repr__(self) -> str:
        return f"<filter of the web app: {dict(self.document)}>"


def filter_of_ui(name: str, value: Filters | Ui) -> Filter | None:
    """Return the filter of a run set; None for all runs.

    Args:
            name: Name of the argument.
            value: A filter in any format.

    Raises:
            FilterError: If the filter is invalid, or the web app does not support a part of it.
    """
    if isinstance(value, Ui):
        return _read(value.document)
    if value is None or isinstance(value, UiFilter):
        return value
    try:
        return _read(ui_from_mongo(checked_filter(value)))
    except FilterError as error:
        raise FilterError(f"{name}: {error.message}", hint=error.hint) from None


def _read(document: Mapping[str, JsonValue]) -> Filter | None:
    try:
        found = mongo_from_ui(document)
        if not found and not _has_leaf(document):
            return None
        expression = from_mongo(found)
        is_same = mongo_from_ui(ui_from_mongo(expression.to_mongo())) == found
    except FilterError:
        return UiFilter(document)
    # Disabled conditions and conditions relative to the current time have no expression.
    return expression if found and is_same and not _is_special(document) else UiFilter(document)


def _leaves(node: Mapping[str, JsonValue]) -> list[Mapping[str, JsonValue]]:
    inner = node.get("filters")
    if not isinstance(inner, list):
        return [node] if isinstance(node.get("key"), dict) else []
    return [leaf for each in inner if isinstance(each, dict) for leaf in _leaves(each)]


def _has_leaf(document: Mapping[str, JsonValue]) -> bool:
    return bool(_leaves(document))


def _is_special(document: Mapping[str, JsonValue]) -> bool:
    return any(
        each.get("disabled") is True or each.get("op") == "WITHINSECONDS"
        for each in _leaves(document)
    )


def ui_of_filter(value: Filter | None) -> dict[str, JsonValue]:
    """Return a filter in the web app's format.

    Raises:
        FilterError: If the web app does not support a part of the filter.
    """
    if isinstance(value, UiFilter):
        return dict(value.document)
    return ui_from_mongo(None if value is None else value.to_mongo())
