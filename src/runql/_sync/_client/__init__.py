# Generated from src/runql/_async/_client/__init__.py by `make generate`. Do not edit.

"""Code that all resource types share: the session, lists, concurrency and the base of `Api` parts."""
