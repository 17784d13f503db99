"""The commands of runs."""
