"""Resolvers of runs."""
