"""Run histories: readers, iterators and histories of many runs."""
