# Generated from queries/ by `make generate`. Do not edit.

"""Models of fragments of queries/automations/."""
