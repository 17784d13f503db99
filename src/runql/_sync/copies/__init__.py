# Generated from src/runql/_async/copies/__init__.py by `make generate`. Do not edit.

"""Copies of runs: within a server and between two."""
