# Generated from src/runql/_async/automations/__init__.py by `make generate`. Do not edit.

"""Automations."""
