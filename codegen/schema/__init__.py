"""The schema: where it is read from, and what changed in it."""
