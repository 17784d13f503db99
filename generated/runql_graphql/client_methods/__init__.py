# Generated from queries/ by `make generate`. Do not edit.

"""Methods of `GraphQLClient`, one module per noun."""
