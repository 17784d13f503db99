"""Resolvers of automations and of their executions."""
