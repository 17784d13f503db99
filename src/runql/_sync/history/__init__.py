# Generated from src/runql/_async/history/__init__.py by `make generate`. Do not edit.

"""Run histories: readers, iterators and histories of many runs."""
