"""Attributes and edits of projects, and the keys that their runs logged."""
