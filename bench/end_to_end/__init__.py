"""Measurements on the sandbox: its pages, the command line, and bands of many runs."""
