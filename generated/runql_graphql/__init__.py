# Generated from queries/ by `make generate`. Do not edit.

"""Typed operations of the W&B GraphQL API."""
