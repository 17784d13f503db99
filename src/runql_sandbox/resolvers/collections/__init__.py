"""Resolvers of artifact collections and artifact types."""
