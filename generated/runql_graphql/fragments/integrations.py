# Generated from queries/integrations.graphql by `make generate`. Do not edit.

from ..base_model import BaseModel


class GenericWebhookIntegrationFields(BaseModel):
    """A webhook that automations can post to."""

    id: str
    name: str
    url_endpoint: str


class SlackIntegrationFields(BaseModel):
    """A Slack channel that automations can write to."""

    id: str
    team_name: str
    channel_name: str


class GitHubOAuthIntegrationFields(BaseModel):
    """A GitHub integration, which automations do not use."""

    id: str
