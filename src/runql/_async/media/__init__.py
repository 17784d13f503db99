"""Logged media and tables, with their contents."""
