# Generated from queries/ by `make generate`. Do not edit.

"""GraphQL text of operations and fragments, one module for each file of queries/."""
