# Generated from queries/ by `make generate`. Do not edit.

"""Methods of `GraphQLClient` of queries/automations/."""
