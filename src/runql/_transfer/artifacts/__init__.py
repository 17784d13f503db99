"""Artifact files between servers, caches and folders."""
