"""Fields of a type that a query does not select, which would always have their default values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runql._graphql.documents import Document, Field, Selection

__all__ = ["unselected_fields"]


def unselected_fields(
    kind: type[Any], document: Document, selections: tuple[Selection, ...]
) -> Iterator[tuple[str, list[str]]]:
    """Yield the path of each field that is not selected, with the selected sibling names.

    Args:
        kind: A pydantic model, dataclass or TypedDict.
        document: The document.
        selections: Selections of the operation.
    """
    from pydantic import TypeAdapter
    from pydantic.errors import PydanticInvalidForJsonSchema

    try:
        schema = TypeAdapter(kind).json_schema(mode="validation")
    except PydanticInvalidForJsonSchema:
        # pydantic cannot describe custom types of the user.
        return
    yield from _unselected(schema, schema, document, selections, ())


def _unselected(
    schema: Mapping[str, Any],
    whole: Mapping[str, Any],
    document: Document,
    selections: tuple[Selection, ...],
    path: tuple[str, ...],
) -> Iterator[tuple[str, list[str]]]:
    selected: dict[str, list[Field]] = {}
    for each in document.fields(selections):
        selected.setdefault(each.key, []).append(each)
    for properties in _objects(schema, whole):
        for name, inner in properties.items():
            if name not in selected:
                yield ".".join((*path, name)), list(selected)
                continue
            below = tuple(one for field in selected[name] for one in field.selections)
            if below:
                yield from _unselected(inner, whole, document, below, (*path, name))


def _objects(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the properties of every object type that a schema allows, including in lists."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        yield from _objects(whole["$defs"][name], whole)
    for each in cast("list[dict[str, Any]]", schema.get("anyOf", [])):
        yield from _objects(each, whole)
    if isinstance(schema.get("items"), dict):
        yield from _objects(schema["items"], whole)
    if "properties" in schema:
        yield schema["properties"]
