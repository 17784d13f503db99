"""The table itself, one module for each noun."""
