"""Attributes and edits of artifact collections."""
