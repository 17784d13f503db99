"""Runs: one module for each group of methods."""
