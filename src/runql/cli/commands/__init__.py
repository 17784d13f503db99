"""The commands, by resource type."""
