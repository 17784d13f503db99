# Generated from queries/teams.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.teams import TeamFields


class GetTeam(BaseModel):
    """A team by name; users' own entities are found too."""

    entity: Optional["GetTeamEntity"]


GetTeamEntity = TeamFields
