# Generated from src/runql/_async/history/__init__.py by `make generate`. Do not edit.

"""Histories: readers, iterators and the histories of many runs."""
