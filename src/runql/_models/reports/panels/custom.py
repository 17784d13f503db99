"""Custom Vega charts, and the query for their data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias, cast

from runql._models.reports.panels.arguments import Setting, checked_json, checked_text, setting
from runql._models.reports.panels.base import Panel, objects
from runql._wire.json_types import JsonValue
from runql.errors import UsageError

if TYPE_CHECKING:
    from typing import Self

__all__ = ["CustomChart"]

Json: TypeAlias = Mapping[str, JsonValue]

_ROOT: Final = "runSets"
_ALWAYS: Final = ("id", "name")
_MOST_RUNS: Final = 500


def _fields_of(query: Json) -> list[JsonValue]:
    """Return a query as the web app's list of fields.

    A non-empty dict at the top level is a field with arguments. A dict below it is an argument with members.
    """
    fields: list[JsonValue] = []
    for name, value in query.items():
        field: dict[str, JsonValue] = {"name": name}
        if isinstance(value, dict) and value:
            field |= {"args": _fields_of(value), "fields": []}
        elif value is None or value == {}:
            field["fields"] = []
        else:
            field["value"] = value
        fields.append(field)
    return fields


def _query_of(fields: list[dict[str, JsonValue]]) -> dict[str, JsonValue]:
    query: dict[str, JsonValue] = {}
    for field in fields:
        name = str(field.get("name") or "")
        arguments = objects(field.get("args"))
        if objects(field.get("fields")):
            raise UsageError(f"Nested fields are not supported in a chart query, got {name!r}.")
        query[name] = _query_of(arguments) if arguments else field.get("value", {})
    return query


def _write_query(query: Json) -> JsonValue:
    root: dict[str, JsonValue] = {
        "name": _ROOT,
        "args": [
            {"name": _ROOT, "value": "${runSets}"},
            {"name": "limit", "value": _MOST_RUNS},
        ],
        "fields": _fields_of({**query, **{name: [] for name in _ALWAYS if name not in query}}),
    }
    return {"queryFields": [root]}


def _read_query(found: JsonValue) -> Json:
    roots = objects(found.get("queryFields")) if isinstance(found, dict) else []
    if len(roots) != 1 or roots[0].get("name") != _ROOT:
        raise UsageError("A chart query must start with run sets.")
    query = _query_of(objects(roots[0].get("fields")))
    return {
        name: value for name, value in query.items() if name not in _ALWAYS or value not in ([], {})
    }


def _checked_query(name: str, value: Json | None) -> Json:
    found = checked_json(name, {} if value is None else value)
    for reserved in ("runSets", "limit"):
        if reserved in found:
            raise UsageError(
                f"{name} must not contain {reserved!r}, because every chart query has it already.",
                hint="Pass the run data to read, such as {'summaryTable': {'tableKey': 'scores'}}.",
            )
    return found


def _texts(key: str) -> Setting[Json | None, Json]:
    return setting(
        key,
        lambda name, value: {
            each: checked_text(f"{name}[{each!r}]", text)
            for each, text in checked_json(name, {} if value is None else value).items()
        },
        cast("Json", None),
        encode=lambda value: dict(value or {}),
        always=True,
    )


@dataclass(frozen=True, repr=False)
class CustomChart(Panel):
    """A chart with a Vega definition.

    Attributes:
        query: Run data to read, such as `{"summaryTable": {"tableKey": "scores"}}`.
        chart_name: Name of the definition, such as `wandb/scatter/v0`.
        chart_fields: Columns of the data, by fields of the definition.
        chart_strings: Strings, by names of the definition.
    """

    KIND: ClassVar[str] = "Vega2"

    query: Setting[Json | None, Json] = setting(
        "userQuery",
        _checked_query,
        cast("Json", None),
        encode=_write_query,
        decode=_read_query,
        always=True,
    )
    chart_name: Setting[str, str] = setting("panelDefId", checked_text, "", always=True)
    chart_fields: Setting[Json | None, Json] = _texts("fieldSettings")
    chart_strings: Setting[Json | None, Json] = _texts("stringSettings")

    @classmethod
    def from_table(
        cls,
        table_name: str,
        chart_fields: Json | None = None,
        chart_strings: Json | None = None,
    ) -> Self:
        """Return a chart of a logged table.

        Args:
            table_name: Key that the table was logged under.
            chart_fields: Columns of the table, by fields of the definition.
            chart_strings: Strings, by names of the definition.
        """
        query: Json = {"summaryTable": {"tableKey": table_name}}
        return cls(query, chart_fields=chart_fields, chart_strings=chart_strings)

    def _written(self) -> dict[str, JsonValue]:
        found = super()._written()
        config = found["config"]
        assert isinstance(config, dict)
        return {**found, "config": {"transform": {"name": "tableWithLeafColNames"}, **config}}
