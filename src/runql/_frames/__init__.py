"""Rows as pandas, polars and Arrow tables."""
