# Generated from queries/ by `make generate`. Do not edit.

"""Methods of `AsyncGraphQLClient` of queries/automations/."""
