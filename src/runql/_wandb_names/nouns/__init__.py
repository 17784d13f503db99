"""The table itself, one module per noun."""
