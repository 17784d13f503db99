# Generated from src/runql/_async/sweeps/__init__.py by `make generate`. Do not edit.

"""Sweeps, their runs and their agents."""
