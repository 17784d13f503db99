"""Artifact collections and artifact types."""
