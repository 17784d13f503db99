"""Runs in the database, and the query that selects them."""
