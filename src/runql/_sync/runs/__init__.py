# Generated from src/runql/_async/runs/__init__.py by `make generate`. Do not edit.

"""Runs: one module for each group of methods."""
