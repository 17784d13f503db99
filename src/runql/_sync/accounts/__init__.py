# Generated from src/runql/_async/accounts/__init__.py by `make generate`. Do not edit.

"""Users, teams and organizations."""
