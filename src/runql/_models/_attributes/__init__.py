"""Shared parts of resource attributes: JSON strings and their changes, results of mutations."""
