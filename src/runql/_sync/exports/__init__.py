# Generated from src/runql/_async/exports/__init__.py by `make generate`. Do not edit.

"""Exports of projects, sweeps and runs to files."""
