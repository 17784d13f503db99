# Generated from src/runql/_async/integrations/__init__.py by `make generate`. Do not edit.

"""Integrations: Slack channels and webhooks."""
