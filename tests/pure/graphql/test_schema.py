"""The schema that is shipped, without the marks of its history."""

from __future__ import annotations

import re
from pathlib import Path

from graphql import build_schema, print_schema

from runql._graphql.schema import shipped_schema, shipped_sdl

WHOLE = (Path(__file__).parents[3] / "schema.graphql").read_text(encoding="utf-8")


def test_the_shipped_schema_lacks_nothing_but_marks() -> None:
    whole = build_schema(WHOLE)
    assert not re.search("@(seen|snapshots)", shipped_sdl())
    assert print_schema(shipped_schema()).endswith(print_schema(whole).partition("\nscalar ")[2])
    assert shipped_schema().type_map.keys() == whole.type_map.keys()
    assert [each.name for each in shipped_schema().directives] == [
        each.name for each in whole.directives if each.name not in {"seen", "snapshots"}
    ]
