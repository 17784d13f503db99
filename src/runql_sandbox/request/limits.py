"""Limits of a request."""

from __future__ import annotations

from typing import Final

GRAPHQL_BYTES: Final = 16 * 2**20
LARGE_BYTES: Final = 64 * 2**10
"""Bytes of a GraphQL request from which on it counts as large. Large requests are executed one at a time."""
STREAM_BYTES: Final = 32 * 2**20
LINE_BYTES: Final = 10 * 2**20
FILE_BYTES: Final = 16 * 2**30
QUERY_DEPTH: Final = 40
PAGE_ITEMS: Final = 1000
UNKNOWN_BYTES: Final = 64 * 2**10
"""Bytes that are read of a request without a valid key, to find its operation for the response."""
HEADER_BYTES: Final = 256 * 2**10
"""Maximum length of a request's headers, in any number of pieces."""
DRAINED_BYTES: Final = 64 * 2**20
"""Bytes of a rejected request that are read and discarded."""
OBJECT_BYTES: Final = 2**20
QUERY_TOKENS: Final = 20_000
QUERY_FIELDS: Final = 2000
QUERY_ALIASES: Final = 200
QUERY_DIRECTIVES: Final = 500
INTROSPECTION_DEPTH: Final = 3
QUERY_SECONDS: Final = 60.0
"""Maximum seconds of a query. Mutations are bounded by the size of their requests."""
QUERY_CHARACTERS: Final = 200_000
QUERY_DEFINITIONS: Final = 200
