# Generated from src/runql/_async/reports/__init__.py by `make generate`. Do not edit.

"""Reports."""
