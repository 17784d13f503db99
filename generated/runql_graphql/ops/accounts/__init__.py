# Generated from queries/ by `make generate`. Do not edit.

"""Functions that return an unsent `Call` of queries/accounts/."""
