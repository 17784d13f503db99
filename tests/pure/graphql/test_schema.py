"""The schema that is shipped, without the marks of its history."""

from __future__ import annotations

from pathlib import Path

from graphql import build_schema, print_schema

from runql._graphql.schema import shipped_schema, shipped_sdl

WHOLE = (Path(__file__).parents[3] / "schema.graphql").read_text(encoding="utf-8")


def test_the_shipped_schema_lacks_nothing_but_marks() -> None:
    assert "@seen(" not in shipped_sdl().replace("directive @seen(", "")
    assert print_schema(shipped_schema()) == print_schema(build_schema(WHOLE))
