"""`schema.graphql` and `queries/`, parsed once for all tests of a process; tests do not change the documents."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graphql import parse

ROOT: Final = Path(__file__).parents[1]
TEXT: Final = (ROOT / "schema.graphql").read_text(encoding="utf-8")
DOCUMENT: Final = parse(TEXT, no_location=True)
QUERIES: Final = parse(
    "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "queries").rglob("*.graphql"))
    )
)
