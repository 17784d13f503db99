# Generated from src/runql/_async/media/__init__.py by `make generate`. Do not edit.

"""Logged media and tables, with their contents."""
