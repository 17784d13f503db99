"""Artifact versions: files, edits, lineage and uploads."""
