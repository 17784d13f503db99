# Generated from queries/ by `make generate`. Do not edit.

"""Texts of operations and fragments of queries/automations/."""
