# Generated from queries/integrations.graphql by `make generate`. Do not edit.

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.integrations import (
    GenericWebhookIntegrationFields,
    GitHubOAuthIntegrationFields,
    SlackIntegrationFields,
)
from .open_union import OpenUnion, UnknownType


class ListIntegrations(BaseModel):
    """List the integrations of an entity."""

    entity: Optional["ListIntegrationsEntity"]


class ListIntegrationsEntity(BaseModel):
    id: str
    integrations: Optional["ListIntegrationsEntityIntegrations"]


class ListIntegrationsEntityIntegrations(BaseModel):
    edges: list["ListIntegrationsEntityIntegrationsEdges"]
    page_info: "ListIntegrationsEntityIntegrationsPageInfo"


class ListIntegrationsEntityIntegrationsEdges(BaseModel):
    cursor: str
    node: Optional[
        Annotated[
            Union[
                "ListIntegrationsEntityIntegrationsEdgesNodeIntegration",
                "ListIntegrationsEntityIntegrationsEdgesNodeGenericWebhookIntegration",
                "ListIntegrationsEntityIntegrationsEdgesNodeGitHubOAuthIntegration",
                "ListIntegrationsEntityIntegrationsEdgesNodeSlackIntegration",
                "UnknownType",
            ],
            OpenUnion(),
        ]
    ]


class ListIntegrationsEntityIntegrationsEdgesNodeIntegration(BaseModel):
    typename__: Literal["Integration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ListIntegrationsEntityIntegrationsEdgesNodeGenericWebhookIntegration(
    GenericWebhookIntegrationFields
):
    typename__: Literal["GenericWebhookIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ListIntegrationsEntityIntegrationsEdgesNodeGitHubOAuthIntegration(
    GitHubOAuthIntegrationFields
):
    typename__: Literal["GitHubOAuthIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ListIntegrationsEntityIntegrationsEdgesNodeSlackIntegration(SlackIntegrationFields):
    typename__: Literal["SlackIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


ListIntegrationsEntityIntegrationsPageInfo = PageInfoFields
