"""Runs: one module for each thing that a run does."""
