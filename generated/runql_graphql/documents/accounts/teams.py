# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/accounts/teams.graphql."""

from __future__ import annotations

from typing import Final

CREATE_INVITE: Final = """mutation CreateInvite($team: String!, $email: String, $username: String, $admin: Boolean, $role: String) {
  createInvite(
    input: {entityName: $team, email: $email, username: $username, admin: $admin, role: $role}
  ) {
    success
    invite {
      ...InviteFields
    }
  }
}"""

CREATE_SERVICE_ACCOUNT: Final = """mutation CreateServiceAccount($team: String!, $description: String!) {
  createServiceAccount(input: {entityName: $team, description: $description}) {
    user {
      ...UserFields
    }
  }
}"""

CREATE_TEAM: Final = """mutation CreateTeam($name: String!, $admin: String) {
  createTeam(input: {teamName: $name, teamAdminUserName: $admin}) {
    entity {
      ...EntityFields
    }
  }
}"""

DELETE_INVITE: Final = """mutation DeleteInvite($team: String!, $id: String!) {
  deleteInvite(input: {entityName: $team, id: $id}) {
    success
  }
}"""

GET_TEAM: Final = """query GetTeam($name: String!) {
  entity(name: $name) {
    ...TeamFields
  }
}"""

InviteFields: Final = """fragment InviteFields on Invite {
  id
  name
  email
  createdAt
  toUser {
    ...UserFields
  }
}"""

MemberFields: Final = """fragment MemberFields on Member {
  id
  username
  name
  email
  admin
  role
  pending
  accountType
  photoUrl
  apiKey
}"""

TeamFields: Final = """fragment TeamFields on Entity {
  ...EntityFields
  available
  photoUrl
  readOnly
  privateOnly
  storageBytes
  codeSavingEnabled
  defaultAccess
  isPaid
  members {
    ...MemberFields
  }
}"""

UPDATE_MEMBER: Final = """mutation UpdateMember($team: String!, $user: ID!, $admin: Boolean, $role: String) {
  updateMember(
    input: {entityName: $team, user: $user, admin: $admin, role: $role}
  ) {
    member {
      ...MemberFields
    }
  }
}"""
