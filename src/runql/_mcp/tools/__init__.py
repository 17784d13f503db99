"""The tools, a class for each noun."""
