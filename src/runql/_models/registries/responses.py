"""Responses and mutation inputs of registries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models._attributes.inputs import input_of
from runql._models.accounts.organizations import OrganizationMember, missing_organization
from runql._models.accounts.teams import Member, TeamBase
from runql._models.accounts.users import User
from runql._models.registries.base import (
    ACCESS,
    RegistryRole,
    RegistryVisibility,
    TeamMember,
    UserMember,
    checked_visibility,
)
from runql._models.registries.filters import PREFIX
from runql.errors import ConflictError, NotFoundError, ProtocolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql_graphql.fragments.accounts.organizations import OrganizationFields
    from runql_graphql.fragments.registries.base import ProjectRegistry
    from runql_graphql.get_registry import GetRegistry
    from runql_graphql.get_registry_owner import GetRegistryOwner
    from runql_graphql.get_viewer_registry import GetViewerRegistry
    from runql_graphql.inputs import UpsertModelInput
    from runql_graphql.list_organization_people import ListOrganizationPeople
    from runql_graphql.list_registry_members import ListRegistryMembers

    from runql._paths.artifacts import CollectionPath

__all__ = [
    "changed_registry",
    "listed_registry_members",
    "missing_registry",
    "missing_registry_collection",
    "named_people",
    "new_registry_input",
    "organization_of_registry",
    "own_registry",
    "owner_of_registry",
    "registry_of",
    "sorted_people",
    "taken",
]


def new_registry_input(
    entity: str,
    project: str,
    visibility: RegistryVisibility | str,
    description: str | None,
    types: Sequence[str],
) -> UpsertModelInput:
    """Build the mutation's input for a new registry.

    Raises:
        UsageError: If the visibility or a type is invalid.
    """
    from runql_graphql.inputs import UpsertModelInput

    given: dict[str, Any] = {
        "entity_name": entity,
        "name": project,
        "access": ACCESS[checked_visibility(visibility)],
        "allow_all_artifact_types_in_registry": not types,
    }
    if description is not None:
        given["description"] = description
    if types:
        given["artifact_types"] = [{"name": each} for each in types]
    return input_of(UpsertModelInput, given)


def missing_registry(name: str, organization: str, operation: str) -> NotFoundError:
    """Return the error for a registry that does not exist."""
    return NotFoundError(
        f"Registry not found: {name.removeprefix(PREFIX)!r} in organization {organization!r}. It does "
        "not exist, or this API key has no access to it.",
        hint="api.registries(organization=...) lists the registries.",
        operation=operation,
    )


def missing_registry_collection(path: CollectionPath) -> NotFoundError:
    """Return the error for a collection that a registry does not have."""
    return NotFoundError(
        f"Collection not found: {path}.",
        hint="registry.collections() lists the collections.",
        operation="ListRegistryCollections",
    )


def registry_of(response: GetRegistry, organization: str) -> tuple[str, ProjectRegistry | None]:
    """Return the entity of an organization, and the registry; None if it does not exist.

    Raises:
        NotFoundError: If the organization does not exist, or the viewer has no access to it.
    """
    owner = response.organization.org_entity if response.organization is not None else None
    if owner is None:
        raise missing_organization(organization, "GetRegistry")
    return owner.name, owner.project


def own_registry(response: GetViewerRegistry, name: str) -> ProjectRegistry:
    """Return the registry of that name in the viewer's organizations.

    Raises:
        NotFoundError: If no organization has such a registry.
        UsageError: If several organizations have such a registry.
    """
    owners = response.viewer.organizations if response.viewer is not None else []
    found = [
        (each.name, each.org_entity.project)
        for each in owners
        if each.org_entity is not None and each.org_entity.project is not None
    ]
    if not found:
        raise missing_registry(name, ", ".join(each.name for each in owners), "GetViewerRegistry")
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} organizations have a registry named {name.removeprefix(PREFIX)!r}.",
            hint=f"Pass organization=, one of: {', '.join(each for each, _ in found)}.",
        )
    return found[0][1]


def taken(name: str, organization: str) -> ConflictError:
    """Return the error for a registry that already exists."""
    return ConflictError(
        f"Registry already exists: {name.removeprefix(PREFIX)!r} in organization {organization!r}.",
        hint="Fetch it with api.registry(name), and change it with update().",
        operation="UpsertRegistry",
    )


def changed_registry(payload: Any, name: str) -> ProjectRegistry:  # noqa: ANN401 - of two mutations
    """Return the registry of a mutation's response.

    Raises:
        ProtocolError: If the response has no registry.
    """
    if payload is None or payload.project is None:
        raise ProtocolError(
            f"The server returned neither the registry {name!r} nor an error message.",
            operation="UpsertRegistry",
        )
    found: ProjectRegistry = payload.project
    return found


def listed_registry_members(
    response: ListRegistryMembers, name: str, organization: str
) -> tuple[list[UserMember], list[TeamMember]]:
    """Return the users and the teams of a response.

    Raises:
        NotFoundError: If the registry does not exist.
    """
    project = response.project
    if project is None:
        raise missing_registry(name, organization, "ListRegistryMembers")
    users = [
        UserMember(each.id, each.username, each.name, each.email, RegistryRole(each.role.name))
        for each in project.members
    ]
    teams = [
        TeamMember(each.team.id, each.team.name, RegistryRole(each.role.name))
        for each in project.team_members
    ]
    return users, teams


def owner_of_registry(response: GetRegistryOwner, name: str | None) -> str:
    """Return the entity that holds the registries of a path's entity.

    Raises:
        NotFoundError: If the entity belongs to no organization.
        UsageError: If the entity is a user of several organizations.
    """
    found = organization_of_registry(response, name)
    assert found.org_entity is not None
    return found.org_entity.name


def organization_of_registry(response: GetRegistryOwner, name: str | None) -> OrganizationFields:
    """Return the organization that holds the registries of a path's entity. It has an entity itself.

    Raises:
        NotFoundError: If the entity belongs to no organization.
        UsageError: If the entity is a user of several organizations.
    """
    owners: list[OrganizationFields] = []
    if response.entity is not None:
        if response.entity.organization is not None:
            owners = [response.entity.organization]
        elif response.entity.user is not None:
            owners = list(response.entity.user.organizations)
    if response.organization is not None:
        owners = [response.organization]
    found = [each for each in owners if each.org_entity is not None]
    if not found:
        raise NotFoundError(
            f"{name or 'The default entity'!r} belongs to no organization, so it has no registries.",
            hint="Start the path with the organization's name.",
            operation="GetRegistryOwner",
        )
    if len(found) > 1:
        raise UsageError(
            f"{name or 'The viewer'!r} belongs to {len(found)} organizations.",
            hint=f"Start the path with one of: {', '.join(each.name for each in owners)}.",
        )
    return found[0]


def sorted_people(people: Iterable[object]) -> tuple[list[str], list[str], list[str]]:
    """Return the IDs of users, the IDs of teams, and the names of both.

    Raises:
        UsageError: If there are none, or one is another object.
    """
    users: list[str] = []
    teams: list[str] = []
    names: list[str] = []
    for each in people:
        if isinstance(each, str):
            names.append(each)
        elif isinstance(each, Member) and not each.id:
            names.append(each.username or "")  # the server hides the ID
        elif isinstance(each, User | Member | UserMember | OrganizationMember):
            users.append(each.id)
        elif isinstance(each, TeamBase | TeamMember):
            teams.append(each.id)
        else:
            raise UsageError(
                f"members must be users, teams or their names, got {each!r}.",
                hint="Pass several members one by one, as in *members.",
            )
    if not (users or teams or names):
        raise UsageError("members must not be empty.", hint="Pass users, teams, or their names.")
    return users, teams, names


def named_people(
    response: ListOrganizationPeople, names: Iterable[str], organization: str
) -> tuple[list[str], list[str]]:
    """Return the ids of the users and of the teams of an organization with these names.

    Raises:
        NotFoundError: If the organization does not exist, or has no user or team of a name.
    """
    found = response.organization
    if found is None:
        raise missing_organization(organization, "ListOrganizationPeople")
    users = {each.username: each.id for each in found.members}
    teams = {each.name: each.id for each in found.teams}
    wanted = list(dict.fromkeys(names))
    unknown = [each for each in wanted if each not in users and each not in teams]
    if unknown:
        raise NotFoundError(
            f"Organization {organization!r} has no user or team named "
            f"{', '.join(map(repr, unknown))}.",
            hint="api.organization(name).members() and .teams() list the names.",
            operation="ListOrganizationPeople",
        )
    return (
        [users[each] for each in wanted if each in users],
        [teams[each] for each in wanted if each in teams and each not in users],
    )
