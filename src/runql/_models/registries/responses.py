"""What answers hold of registries, and what the mutations that make them are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models._attributes.inputs import input_of
from runql._models.accounts.organizations import missing_organization
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

__all__ = [
    "changed_registry",
    "listed_registry_members",
    "missing_registry",
    "named_people",
    "new_registry_input",
    "organization_of_registry",
    "own_registry",
    "owner_of_registry",
    "registry_of",
    "taken",
]


def new_registry_input(
    entity: str,
    project: str,
    visibility: RegistryVisibility | str,
    description: str | None,
    types: Sequence[str],
) -> UpsertModelInput:
    """Build the mutation's input of a new registry.

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
    """Return the error for a registry that is not there."""
    return NotFoundError(
        f"The organization {organization!r} has no registry {name.removeprefix(PREFIX)!r}, or this "
        "API key may not see it.",
        hint="api.registries(organization=...) lists them.",
        operation=operation,
    )


def registry_of(response: GetRegistry, organization: str) -> tuple[str, ProjectRegistry | None]:
    """Return the entity of an organization, and the registry if there is one.

    Raises:
        NotFoundError: If the organization that the viewer may see does not exist.
    """
    owner = response.organization.org_entity if response.organization is not None else None
    if owner is None:
        raise missing_organization(organization, "GetRegistry")
    return owner.name, owner.project


def own_registry(response: GetViewerRegistry, name: str) -> ProjectRegistry:
    """Return the registry of that name in the viewer's organizations.

    Raises:
        NotFoundError: If there is none.
        UsageError: If several organizations have one.
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
            f"{len(found)} organizations have a registry {name.removeprefix(PREFIX)!r}.",
            hint=f"Pass organization=, one of: {', '.join(each for each, _ in found)}.",
        )
    return found[0][1]


def taken(name: str, organization: str) -> ConflictError:
    """Return the error for a name that a registry has already."""
    return ConflictError(
        f"The organization {organization!r} has a registry {name.removeprefix(PREFIX)!r} already.",
        hint="api.registry(name) fetches it; its update() changes it.",
        operation="UpsertRegistry",
    )


def changed_registry(payload: Any, name: str) -> ProjectRegistry:  # noqa: ANN401 - of two mutations
    """Return the registry that a mutation answered with.

    Raises:
        ProtocolError: If it answered with none.
    """
    if payload is None or payload.project is None:
        raise ProtocolError(
            f"The server answered without the registry {name!r}, and did not say why.",
            operation="UpsertRegistry",
        )
    found: ProjectRegistry = payload.project
    return found


def listed_registry_members(
    response: ListRegistryMembers, name: str, organization: str
) -> tuple[list[UserMember], list[TeamMember]]:
    """Return the users and the teams of a response.

    Raises:
        NotFoundError: If the registry is gone.
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
    """Return the entity that holds the registries which a path's entity means.

    Raises:
        NotFoundError: If it means none.
        UsageError: If it is a user of several organizations.
    """
    found = organization_of_registry(response, name)
    assert found.org_entity is not None
    return found.org_entity.name


def organization_of_registry(response: GetRegistryOwner, name: str | None) -> OrganizationFields:
    """Return the organization whose registries a path's entity means; it has an entity.

    Raises:
        NotFoundError: If it means none.
        UsageError: If it is a user of several organizations.
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
            hint="Begin the path with the organization's name.",
            operation="GetRegistryOwner",
        )
    if len(found) > 1:
        raise UsageError(
            f"{name or 'The viewer'!r} belongs to {len(found)} organizations.",
            hint=f"Begin the path with one of: {', '.join(each.name for each in owners)}.",
        )
    return found[0]


def named_people(
    response: ListOrganizationPeople, names: Iterable[str], organization: str
) -> tuple[list[str], list[str]]:
    """Return the ids of the users and of the teams of an organization that names mean.

    Raises:
        NotFoundError: If the organization is gone, or has no one of a name.
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
            f"The organization {organization!r} has no user or team "
            f"{', '.join(map(repr, unknown))}.",
            hint="api.organization(name).members() and .teams() list them.",
            operation="ListOrganizationPeople",
        )
    return (
        [users[each] for each in wanted if each in users],
        [teams[each] for each in wanted if each in teams and each not in users],
    )
