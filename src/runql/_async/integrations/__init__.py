"""Integrations: Slack channels and webhooks."""
