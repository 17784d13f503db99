"""Runs of a list: rows, page batches and the table."""
