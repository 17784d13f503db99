# Generated from queries/ by `make generate`. Do not edit.

"""Methods of `GraphQLClient`, one module for each file of queries/."""
