"""Artifact versions and their contents in the database."""
