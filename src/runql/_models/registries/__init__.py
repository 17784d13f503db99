"""Attributes of registries, their responses and filters."""
