"""Exports on disk, for both colours: parts of runs, tables of all of them, and proofs of both."""
