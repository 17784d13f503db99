"""Adaptive number of connections: small files on one thread, segments of a large file on several."""
