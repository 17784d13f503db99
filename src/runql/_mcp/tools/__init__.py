"""The tools, one class per resource type."""
