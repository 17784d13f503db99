# Generated from src/runql/_async/__init__.py by `make generate`. Do not edit.

"""The verbs, in the colour that is written by hand."""
