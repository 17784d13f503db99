"""Resolvers of users, teams, organizations and entities."""
