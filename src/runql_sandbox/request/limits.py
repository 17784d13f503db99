"""How much one request may hold."""

from __future__ import annotations

from typing import Final

GRAPHQL_BYTES: Final = 16 * 2**20
STREAM_BYTES: Final = 32 * 2**20
LINE_BYTES: Final = 10 * 2**20
FILE_BYTES: Final = 16 * 2**30
QUERY_DEPTH: Final = 40
PAGE_ITEMS: Final = 1000
UNKNOWN_BYTES: Final = 64 * 2**10
"""What is read of a request without a valid key, to name in the response what it requested."""
HEADER_BYTES: Final = 256 * 2**10
"""How long the headers of a request may be, in however many pieces they arrive."""
DRAINED_BYTES: Final = 64 * 2**20
"""What is read, and not kept, of a request that is refused."""
OBJECT_BYTES: Final = 2**20
QUERY_TOKENS: Final = 20_000
QUERY_FIELDS: Final = 2000
QUERY_ALIASES: Final = 200
QUERY_DIRECTIVES: Final = 500
INTROSPECTION_DEPTH: Final = 3
QUERY_SECONDS: Final = 60.0
"""How long a query may take; what changes something is bounded by the size of its request."""
QUERY_CHARACTERS: Final = 200_000
QUERY_DEFINITIONS: Final = 200
