# Generated from queries/ by `make generate`. Do not edit.

"""GraphQL text of operations and fragments of queries/lineage/."""
