# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/registries/members.graphql."""

from __future__ import annotations

from typing import Final

CREATE_REGISTRY_MEMBERS: Final = """mutation CreateRegistryMembers($input: CreateProjectMembersInput!) {
  createProjectMembers(input: $input) {
    success
  }
}"""

DELETE_REGISTRY_MEMBERS: Final = """mutation DeleteRegistryMembers($input: DeleteProjectMembersInput!) {
  deleteProjectMembers(input: $input) {
    success
  }
}"""

LIST_ORGANIZATION_PEOPLE: Final = """query ListOrganizationPeople($name: String!) {
  organization(name: $name) {
    id
    members {
      ...OrganizationMemberFields
    }
    teams {
      ...EntityFields
    }
  }
}"""

LIST_REGISTRY_MEMBERS: Final = """query ListRegistryMembers($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) {
    id
    members {
      ...ProjectMemberFields
    }
    teamMembers {
      ...ProjectTeamMemberFields
    }
  }
}"""

ProjectMemberFields: Final = """fragment ProjectMemberFields on ProjectMember {
  id
  username
  name
  email
  role {
    ...RoleName
  }
}"""

ProjectTeamMemberFields: Final = """fragment ProjectTeamMemberFields on ProjectTeamMember {
  team {
    ...EntityFields
  }
  role {
    ...RoleName
  }
}"""

RoleName: Final = """fragment RoleName on Role {
  name
}"""

UPDATE_REGISTRY_TEAM: Final = """mutation UpdateRegistryTeam($registry: ID!, $team: ID!, $role: String!) {
  updateProjectTeamMember(
    input: {projectId: $registry, teamId: $team, teamProjectRole: $role}
  ) {
    success
  }
}"""

UPDATE_REGISTRY_USER: Final = """mutation UpdateRegistryUser($registry: ID!, $user: ID!, $role: String!) {
  updateProjectMember(
    input: {projectId: $registry, userId: $user, userProjectRole: $role}
  ) {
    success
  }
}"""
