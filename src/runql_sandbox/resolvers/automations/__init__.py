"""Automations and what they do."""
