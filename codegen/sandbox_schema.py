"""The introspection result from which the sandbox builds its schema at start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from graphql import build_ast_schema, introspection_from_schema, parse

from runql_sandbox.schema.as_of import MARKS, without_marks
from runql_sandbox.schema.introspected import INTROSPECTED, digest_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_sandbox_schema"]


def write_sandbox_schema(source: Path, target: Path) -> None:
    """Write the introspection result of a schema, one type per line.

    Args:
        source: `schema.graphql`.
        target: Folder of the file.
    """
    text = source.read_text(encoding="utf-8")
    schema = build_ast_schema(parse(without_marks(text), no_location=True))
    found = cast(
        "dict[str, Any]",
        introspection_from_schema(
            schema,
            descriptions=True,
            directive_is_repeatable=True,
            input_value_deprecation=True,
            schema_description=True,
            specified_by_url=True,
        ),
    )["__schema"]
    types = [each for each in found.pop("types") if not each["name"].startswith("__")]
    directives = [each for each in found.pop("directives") if each["name"] not in MARKS]
    lines = [
        "{",
        f'"digest": {json.dumps(digest_of(text))},',
        '"schema": {',
        *(f'"{name}": {_line(value)},' for name, value in found.items() if value is not None),
        '"types": [',
        ",\n".join(map(_line, types)),
        "],",
        '"directives": [',
        ",\n".join(map(_line, directives)),
        "]}}",
    ]
    (target / INTROSPECTED).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _line(value: object) -> str:
    return json.dumps(_stated(value), ensure_ascii=False, separators=(",", ":"))


def _stated(value: object) -> object:
    """Omit absent and false values, which are half of the text."""
    if isinstance(value, dict):
        return {
            name: _stated(each)
            for name, each in value.items()
            if each is not None and each is not False
        }
    return [_stated(each) for each in value] if isinstance(value, list) else value
