"""Bare programs that do the works: what the least of them takes, no client saves."""
