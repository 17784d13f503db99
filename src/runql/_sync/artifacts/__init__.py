# Generated from src/runql/_async/artifacts/__init__.py by `make generate`. Do not edit.

"""Artifact versions: files, edits, lineage and uploads."""
