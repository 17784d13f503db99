"""Registries, their collections, versions and members."""
