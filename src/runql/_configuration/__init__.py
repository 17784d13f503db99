"""Validation of settings, and settings files."""
