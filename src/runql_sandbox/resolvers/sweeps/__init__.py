"""Resolvers of sweeps and their agents."""
