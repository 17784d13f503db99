"""History lines in the database, and their Parquet exports."""
