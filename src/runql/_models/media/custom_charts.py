"""Charts that `wandb.plot` creates: a table and a Vega specification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = ["CustomChart", "custom_charts"]


@dataclass(frozen=True, slots=True)
class CustomChart:
    """A custom chart on the run page.

    Attributes:
        key: Key that the chart was logged under.
        spec: Name of its Vega specification, such as `wandb/line/v0`.
        fields: Columns of the table, by the field of the specification that they fill.
        strings: Strings of the specification, such as `title`.
        table_key: Key of the table that holds the data; None if the definition has no table.
        raw: The definition as stored in the config.
    """

    key: str
    spec: str | None
    fields: Mapping[str, str] = field(hash=False)
    strings: Mapping[str, str] = field(hash=False)
    table_key: str | None
    raw: Mapping[str, JsonValue] = field(repr=False, hash=False)


def custom_charts(raw_config: Mapping[str, JsonValue]) -> dict[str, CustomChart]:
    """Return the charts that a config defines, by key."""
    own = raw_config.get("_wandb")
    defined: dict[str, JsonValue] = {}
    for name in ("viz", "visualize"):
        part = own.get(name) if isinstance(own, Mapping) else None
        if isinstance(part, Mapping):
            defined.update(part)
    return {key: _chart(key, each) for key, each in defined.items() if isinstance(each, Mapping)}


def _chart(key: str, raw: Mapping[str, JsonValue]) -> CustomChart:
    inner = raw.get("panel_config")
    settings = inner if isinstance(inner, Mapping) else raw
    spec = settings.get("panelDefId")
    return CustomChart(
        key=key,
        spec=spec if isinstance(spec, str) else None,
        fields=_texts(settings.get("fieldSettings")),
        strings=_texts(settings.get("stringSettings")),
        table_key=_table_key(settings.get("userQuery")),
        raw=raw,
    )


def _texts(value: JsonValue) -> dict[str, str]:
    items = value.items() if isinstance(value, Mapping) else ()
    return {name: each for name, each in items if isinstance(each, str)}


def _table_key(query: JsonValue) -> str | None:
    """Return the argument `tableKey` of a chart's query, at any depth."""
    if isinstance(query, Mapping):
        value = query.get("value")
        if query.get("name") == "tableKey" and isinstance(value, str):
            return value
        query = list(query.values())
    if isinstance(query, list):
        for each in query:
            if (found := _table_key(each)) is not None:
                return found
    return None
