"""Resolvers of automations, and of what they did."""
