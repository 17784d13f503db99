"""Exports: settings, columns, rows, manifest and report."""
