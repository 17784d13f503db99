"""Resolvers of reports and of comments on them."""
