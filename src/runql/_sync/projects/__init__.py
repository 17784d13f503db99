# Generated from src/runql/_async/projects/__init__.py by `make generate`. Do not edit.

"""Projects."""
