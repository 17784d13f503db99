# Generated from queries/ by `make generate`. Do not edit.

"""Methods of `AsyncGraphQLClient`, one module for each file of queries/."""
