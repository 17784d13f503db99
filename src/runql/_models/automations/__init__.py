"""Automations: scopes, events, conditions and actions as frozen values."""
