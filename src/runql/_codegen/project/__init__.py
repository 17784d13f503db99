"""Packages of users: their settings, their schema, and runql's fragments in their queries."""
