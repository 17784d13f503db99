"""Resolvers of artifact versions, their files and their uploads."""
