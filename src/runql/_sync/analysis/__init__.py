# Generated from src/runql/_async/analysis/__init__.py by `make generate`. Do not edit.

"""Answers about many runs: the methods that read them."""
