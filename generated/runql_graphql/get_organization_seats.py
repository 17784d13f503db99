# Generated from queries/accounts/organizations.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.organizations import SeatFields


class GetOrganizationSeats(BaseModel):
    """Get the used and free seats of an organization."""

    organization: Optional["GetOrganizationSeatsOrganization"]


class GetOrganizationSeatsOrganization(BaseModel):
    id: str
    used_seats: int
    used_view_only_seats: int
    seat_availability: "GetOrganizationSeatsOrganizationSeatAvailability"


GetOrganizationSeatsOrganizationSeatAvailability = SeatFields
