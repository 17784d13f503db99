# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/registries/members.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import AsyncSender
from ...ops.registries import members as _ops

if TYPE_CHECKING:
    from ...create_registry_members import CreateRegistryMembers
    from ...delete_registry_members import DeleteRegistryMembers
    from ...inputs import CreateProjectMembersInput, DeleteProjectMembersInput
    from ...list_organization_people import ListOrganizationPeople
    from ...list_registry_members import ListRegistryMembers
    from ...update_registry_team import UpdateRegistryTeam
    from ...update_registry_user import UpdateRegistryUser

__all__ = ["AsyncRegistriesMembersMethods"]


class AsyncRegistriesMembersMethods:
    """Operations of queries/registries/members.graphql."""

    _sender: AsyncSender

    async def list_registry_members(self, *, entity: str, project: str) -> ListRegistryMembers:
        """List the users and teams that have a role in a registry.

        Args:
            entity: `String!`.
            project: `String!`.

        Source: query ListRegistryMembers in queries/registries/members.graphql.
        """
        return await self._sender.send(_ops.list_registry_members(entity=entity, project=project))

    async def list_organization_people(self, *, name: str) -> ListOrganizationPeople:
        """List members and teams of an organization that can get roles.

        Args:
            name: `String!`.

        Source: query ListOrganizationPeople in queries/registries/members.graphql.
        """
        return await self._sender.send(_ops.list_organization_people(name=name))

    async def create_registry_members(
        self, *, input: CreateProjectMembersInput
    ) -> CreateRegistryMembers:
        """Add users and teams to a registry, as viewers.

        Args:
            input: `CreateProjectMembersInput!`.

        Source: mutation CreateRegistryMembers in queries/registries/members.graphql.
        """
        return await self._sender.send(_ops.create_registry_members(input=input))

    async def delete_registry_members(
        self, *, input: DeleteProjectMembersInput
    ) -> DeleteRegistryMembers:
        """Remove users and teams from a registry.

        Args:
            input: `DeleteProjectMembersInput!`.

        Source: mutation DeleteRegistryMembers in queries/registries/members.graphql.
        """
        return await self._sender.send(_ops.delete_registry_members(input=input))

    async def update_registry_user(
        self, *, registry: str, user: str, role: str
    ) -> UpdateRegistryUser:
        """Change the role of a user in a registry.

        Args:
            registry: `ID!`.
            user: `ID!`.
            role: `String!`.

        Source: mutation UpdateRegistryUser in queries/registries/members.graphql.
        """
        return await self._sender.send(
            _ops.update_registry_user(registry=registry, user=user, role=role)
        )

    async def update_registry_team(
        self, *, registry: str, team: str, role: str
    ) -> UpdateRegistryTeam:
        """Change the role of a team in a registry.

        Args:
            registry: `ID!`.
            team: `ID!`.
            role: `String!`.

        Source: mutation UpdateRegistryTeam in queries/registries/members.graphql.
        """
        return await self._sender.send(
            _ops.update_registry_team(registry=registry, team=team, role=role)
        )
