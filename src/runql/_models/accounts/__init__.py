"""Attributes and edits of users, teams and organizations."""
