"""The table itself, one module per resource type."""
