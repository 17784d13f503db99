"""Automations: scopes, events, conditions and actions as values."""
