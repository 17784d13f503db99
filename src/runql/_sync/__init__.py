# Generated from src/runql/_async/__init__.py by `make generate`. Do not edit.

"""Resources and their methods that send requests; the sync code is generated from them."""
