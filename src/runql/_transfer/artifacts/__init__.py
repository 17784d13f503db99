"""Transfers of artifact files between servers, caches and folders."""
