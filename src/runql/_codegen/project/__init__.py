"""Packages of users: settings, schema, and runql's fragments in their queries."""
