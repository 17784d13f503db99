"""Resolvers of the server, one package or module per resource type, as in queries/."""
