# Generated from queries/ by `make generate`. Do not edit.

"""Models of fragments, one module for each file of queries/."""
