# Generated from queries/integrations.graphql by `make generate`. Do not edit.

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .fragments.integrations import SlackIntegrationFields
from .open_union import OpenUnion, UnknownType


class CreateSlackIntegration(BaseModel):
    """Connect a Slack channel, with the authorization code from Slack."""

    create_slack_integration: Optional["CreateSlackIntegrationCreateSlackIntegration"]


class CreateSlackIntegrationCreateSlackIntegration(BaseModel):
    integration: Annotated[
        Union[
            "CreateSlackIntegrationCreateSlackIntegrationIntegrationIntegration",
            "CreateSlackIntegrationCreateSlackIntegrationIntegrationSlackIntegration",
            "UnknownType",
        ],
        OpenUnion(),
    ]


class CreateSlackIntegrationCreateSlackIntegrationIntegrationIntegration(BaseModel):
    typename__: Literal["GenericWebhookIntegration", "GitHubOAuthIntegration", "Integration"] = (
        Field(validation_alias="__typename", serialization_alias="__typename")
    )


class CreateSlackIntegrationCreateSlackIntegrationIntegrationSlackIntegration(
    SlackIntegrationFields
):
    typename__: Literal["SlackIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )
