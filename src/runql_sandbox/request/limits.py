"""How much one request may hold."""

from __future__ import annotations

from typing import Final

GRAPHQL_BYTES: Final = 16 * 2**20
STREAM_BYTES: Final = 32 * 2**20
LINE_BYTES: Final = 10 * 2**20
FILE_BYTES: Final = 16 * 2**30
QUERY_DEPTH: Final = 40
PAGE_ITEMS: Final = 1000
