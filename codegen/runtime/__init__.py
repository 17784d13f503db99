"""Modules that are copied unchanged into the generated package."""
