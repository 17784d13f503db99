# Generated from queries/ by `make generate`. Do not edit.

"""Calls, one module per noun: each function returns a `Call`, and sends nothing."""
