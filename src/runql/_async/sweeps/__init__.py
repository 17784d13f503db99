"""Sweeps, their runs and their agents."""
