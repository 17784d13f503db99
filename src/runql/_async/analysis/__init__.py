"""Answers about many runs: the methods that read them."""
