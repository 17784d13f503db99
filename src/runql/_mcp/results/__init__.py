"""Responses of the tools: models with a schema, and their reductions to fit the token budget."""
