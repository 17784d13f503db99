"""Attributes and members of registries with the interface of the official client."""
