# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

"""Calls of queries/registries/members.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import Call, Operation
from ...documents.accounts import organizations as _accounts_organizations
from ...documents.accounts import users as _accounts_users
from ...documents.registries import members as _registries_members

if TYPE_CHECKING:
    from ...create_registry_members import CreateRegistryMembers
    from ...delete_registry_members import DeleteRegistryMembers
    from ...inputs import CreateProjectMembersInput, DeleteProjectMembersInput
    from ...list_organization_people import ListOrganizationPeople
    from ...list_registry_members import ListRegistryMembers
    from ...update_registry_team import UpdateRegistryTeam
    from ...update_registry_user import UpdateRegistryUser

__all__ = [
    "CREATE_REGISTRY_MEMBERS",
    "DELETE_REGISTRY_MEMBERS",
    "LIST_ORGANIZATION_PEOPLE",
    "LIST_REGISTRY_MEMBERS",
    "UPDATE_REGISTRY_TEAM",
    "UPDATE_REGISTRY_USER",
    "create_registry_members",
    "delete_registry_members",
    "list_organization_people",
    "list_registry_members",
    "update_registry_team",
    "update_registry_user",
]

LIST_REGISTRY_MEMBERS: Final[Operation[ListRegistryMembers]] = Operation(
    name="ListRegistryMembers",
    kind="query",
    model=".list_registry_members:ListRegistryMembers",
    document=Operation.join(
        _registries_members.LIST_REGISTRY_MEMBERS,
        _accounts_users.EntityFields,
        _registries_members.ProjectMemberFields,
        _registries_members.ProjectTeamMemberFields,
        _registries_members.RoleName,
    ),
    arguments={"entity": "entity", "project": "project"},
)


def list_registry_members(*, entity: str, project: str) -> Call[ListRegistryMembers]:
    """List the users and teams that have a role in a registry.

    Args:
        entity: `String!`.
        project: `String!`.

    Source: query ListRegistryMembers in queries/registries/members.graphql.
    """
    return Call(LIST_REGISTRY_MEMBERS, {"entity": entity, "project": project})


LIST_ORGANIZATION_PEOPLE: Final[Operation[ListOrganizationPeople]] = Operation(
    name="ListOrganizationPeople",
    kind="query",
    model=".list_organization_people:ListOrganizationPeople",
    document=Operation.join(
        _registries_members.LIST_ORGANIZATION_PEOPLE,
        _accounts_users.EntityFields,
        _accounts_organizations.OrganizationMemberFields,
    ),
    arguments={"name": "name"},
)


def list_organization_people(*, name: str) -> Call[ListOrganizationPeople]:
    """List members and teams of an organization that can get roles.

    Args:
        name: `String!`.

    Source: query ListOrganizationPeople in queries/registries/members.graphql.
    """
    return Call(LIST_ORGANIZATION_PEOPLE, {"name": name})


CREATE_REGISTRY_MEMBERS: Final[Operation[CreateRegistryMembers]] = Operation(
    name="CreateRegistryMembers",
    kind="mutation",
    model=".create_registry_members:CreateRegistryMembers",
    document=Operation.join(_registries_members.CREATE_REGISTRY_MEMBERS),
    arguments={"input": "input"},
)


def create_registry_members(*, input: CreateProjectMembersInput) -> Call[CreateRegistryMembers]:
    """Add users and teams to a registry, as viewers.

    Args:
        input: `CreateProjectMembersInput!`.

    Source: mutation CreateRegistryMembers in queries/registries/members.graphql.
    """
    return Call(CREATE_REGISTRY_MEMBERS, {"input": input})


DELETE_REGISTRY_MEMBERS: Final[Operation[DeleteRegistryMembers]] = Operation(
    name="DeleteRegistryMembers",
    kind="mutation",
    model=".delete_registry_members:DeleteRegistryMembers",
    document=Operation.join(_registries_members.DELETE_REGISTRY_MEMBERS),
    arguments={"input": "input"},
)


def delete_registry_members(*, input: DeleteProjectMembersInput) -> Call[DeleteRegistryMembers]:
    """Remove users and teams from a registry.

    Args:
        input: `DeleteProjectMembersInput!`.

    Source: mutation DeleteRegistryMembers in queries/registries/members.graphql.
    """
    return Call(DELETE_REGISTRY_MEMBERS, {"input": input})


UPDATE_REGISTRY_USER: Final[Operation[UpdateRegistryUser]] = Operation(
    name="UpdateRegistryUser",
    kind="mutation",
    model=".update_registry_user:UpdateRegistryUser",
    document=Operation.join(_registries_members.UPDATE_REGISTRY_USER),
    arguments={"registry": "registry", "user": "user", "role": "role"},
)


def update_registry_user(*, registry: str, user: str, role: str) -> Call[UpdateRegistryUser]:
    """Change the role of a user in a registry.

    Args:
        registry: `ID!`.
        user: `ID!`.
        role: `String!`.

    Source: mutation UpdateRegistryUser in queries/registries/members.graphql.
    """
    return Call(UPDATE_REGISTRY_USER, {"registry": registry, "user": user, "role": role})


UPDATE_REGISTRY_TEAM: Final[Operation[UpdateRegistryTeam]] = Operation(
    name="UpdateRegistryTeam",
    kind="mutation",
    model=".update_registry_team:UpdateRegistryTeam",
    document=Operation.join(_registries_members.UPDATE_REGISTRY_TEAM),
    arguments={"registry": "registry", "team": "team", "role": "role"},
)


def update_registry_team(*, registry: str, team: str, role: str) -> Call[UpdateRegistryTeam]:
    """Change the role of a team in a registry.

    Args:
        registry: `ID!`.
        team: `ID!`.
        role: `String!`.

    Source: mutation UpdateRegistryTeam in queries/registries/members.graphql.
    """
    return Call(UPDATE_REGISTRY_TEAM, {"registry": registry, "team": team, "role": role})
