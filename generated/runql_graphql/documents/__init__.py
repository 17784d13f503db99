# Generated from queries/ by `make generate`. Do not edit.

"""Texts of operations and fragments, one module per file of queries/."""
