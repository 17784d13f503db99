# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.teams import TeamFields


class GetTeam(BaseModel):
    """A team by name; users' own entities are found too."""

    entity: Optional["GetTeamEntity"]


GetTeamEntity = TeamFields
