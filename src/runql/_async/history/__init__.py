"""Histories: readers, iterators and the histories of many runs."""
