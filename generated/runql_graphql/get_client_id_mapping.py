# Generated from queries/media.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments.media import ClientIDMappingFields


class GetClientIdMapping(BaseModel):
    """Get the server's ID of an artifact version from its client ID."""

    client_id_mapping: Optional["GetClientIdMappingClientIdMapping"] = Field(
        validation_alias="clientIDMapping", serialization_alias="clientIDMapping"
    )


GetClientIdMappingClientIdMapping = ClientIDMappingFields
