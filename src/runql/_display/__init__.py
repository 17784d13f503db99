"""Notebook display of objects: HTML of loaded data. No code in this package sends a request."""
