"""Run files, uploads, digests, globs and local paths."""
