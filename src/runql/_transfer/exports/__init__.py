"""Exports on disk, for sync and async: parts of runs, tables of all of them, and proofs of both."""
