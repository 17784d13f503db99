"""The schema: read from servers, and what changed in it."""
