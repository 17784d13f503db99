"""Exports of projects, sweeps and runs to files."""
