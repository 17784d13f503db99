# Generated from queries/integrations.graphql by `make generate`. Do not edit.

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .fragments.integrations import GenericWebhookIntegrationFields
from .open_union import OpenUnion, UnknownType


class CreateWebhookIntegration(BaseModel):
    """Create a webhook integration."""

    create_generic_webhook_integration: Optional[
        "CreateWebhookIntegrationCreateGenericWebhookIntegration"
    ]


class CreateWebhookIntegrationCreateGenericWebhookIntegration(BaseModel):
    integration: Annotated[
        Union[
            "CreateWebhookIntegrationCreateGenericWebhookIntegrationIntegrationIntegration",
            "CreateWebhookIntegrationCreateGenericWebhookIntegrationIntegrationGenericWebhookIntegration",
            "UnknownType",
        ],
        OpenUnion(),
    ]


class CreateWebhookIntegrationCreateGenericWebhookIntegrationIntegrationIntegration(BaseModel):
    typename__: Literal["GitHubOAuthIntegration", "Integration", "SlackIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class CreateWebhookIntegrationCreateGenericWebhookIntegrationIntegrationGenericWebhookIntegration(
    GenericWebhookIntegrationFields
):
    typename__: Literal["GenericWebhookIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )
