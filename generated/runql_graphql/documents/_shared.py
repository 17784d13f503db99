# Generated from queries/_shared.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/_shared.graphql."""

from __future__ import annotations

from typing import Final

PageInfoFields: Final = """fragment PageInfoFields on PageInfo {
  endCursor
  hasNextPage
}"""
