"""Attributes and edits of W&B resources, from server responses. No I/O."""
