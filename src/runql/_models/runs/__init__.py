"""Attributes and edits of runs."""
