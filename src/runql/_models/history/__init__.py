"""Histories: rows, the plan of a read, Parquet files and frames."""
