"""Logged media: values, and how they are read, found and checked."""
