"""Resolvers of projects and of the keys that their runs logged."""
