"""Runs of a list: rows of a page, runs that came with one page, and their table."""
