# Generated from queries/accounts/organizations.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/accounts/organizations.graphql."""

from __future__ import annotations

from typing import Final

GET_ORGANIZATION: Final = """query GetOrganization($name: String!) {
  organization(name: $name) {
    ...OrganizationFields
  }
}"""

GET_ORGANIZATION_SEATS: Final = """query GetOrganizationSeats($id: ID!) {
  organization(id: $id) {
    id
    usedSeats
    usedViewOnlySeats
    seatAvailability {
      ...SeatFields
    }
  }
}"""

LIST_ORGANIZATION_MEMBERS: Final = """query ListOrganizationMembers($id: ID!) {
  organization(id: $id) {
    id
    members {
      ...OrganizationMemberFields
    }
  }
}"""

LIST_ORGANIZATION_TEAMS: Final = """query ListOrganizationTeams($id: ID!) {
  organization(id: $id) {
    id
    teams {
      ...EntityFields
    }
  }
}"""

LIST_VIEWER_ORGANIZATIONS: Final = """query ListViewerOrganizations {
  viewer {
    id
    organizations {
      ...OrganizationFields
    }
  }
}"""

OrganizationFields: Final = """fragment OrganizationFields on Organization {
  id
  name
  orgEntity {
    ...EntityFields
  }
}"""

OrganizationMemberFields: Final = """fragment OrganizationMemberFields on OrganizationMember {
  id
  username
  name
  admin
  role
}"""

SeatFields: Final = """fragment SeatFields on OrganizationSeatAvailability {
  seats
  viewOnlySeats
}"""
