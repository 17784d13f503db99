"""Benchmarks side by side with the official client: `make bench`."""
