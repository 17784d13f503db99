# Generated from queries/_shared.graphql by `make generate`. Do not edit.

"""Texts of queries/_shared.graphql, as they are sent."""

from __future__ import annotations

from typing import Final

PageInfoFields: Final = """fragment PageInfoFields on PageInfo {
  endCursor
  hasNextPage
}"""
