"""The tools, one class per noun."""
