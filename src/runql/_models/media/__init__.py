"""Logged media: values, and functions that read, find and check them."""
