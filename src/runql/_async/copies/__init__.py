"""Copies of runs: within a server and between two."""
