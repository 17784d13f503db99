"""Resolvers of sweeps and of their agents."""
