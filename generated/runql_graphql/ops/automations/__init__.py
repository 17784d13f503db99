# Generated from queries/ by `make generate`. Do not edit.

"""Functions that return a `Call`, and send nothing of queries/automations/."""
