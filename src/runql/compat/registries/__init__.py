"""Attributes and members of registries as the official client gives them."""
