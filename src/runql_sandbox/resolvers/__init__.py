"""Resolvers of the server, one package or module per noun, as in queries/."""
