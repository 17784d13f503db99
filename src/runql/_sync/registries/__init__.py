# Generated from src/runql/_async/registries/__init__.py by `make generate`. Do not edit.

"""Registries, their collections, versions and members."""
