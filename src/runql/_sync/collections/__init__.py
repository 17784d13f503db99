# Generated from src/runql/_async/collections/__init__.py by `make generate`. Do not edit.

"""Artifact collections and artifact types."""
