"""Histories: rows, query plans, Parquet files and data frames."""
