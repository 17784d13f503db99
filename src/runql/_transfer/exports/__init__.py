"""Exports on disk, for sync and async: parts of runs, tables of all runs, and verification."""
