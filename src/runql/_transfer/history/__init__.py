"""Exported Parquet files of a history, and their cache."""
