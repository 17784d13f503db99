# Generated from src/runql/_async/registries/members.py by `make generate`. Do not edit.

"""Users and teams with a role in a registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from runql_graphql.ops.registries import members as member_ops

from runql._models._attributes.inputs import input_of
from runql._models._attributes.mutation_results import check_done
from runql._models._attributes.text_lists import text_list
from runql._models.registries.base import RegistryRole, TeamMember, UserMember, checked_role
from runql._models.registries.responses import (
    listed_registry_members,
    named_people,
    sorted_people,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql._models.accounts.organizations import OrganizationMember
    from runql._models.accounts.teams import Member
    from runql._models.accounts.users import User
    from runql._sync._client.session import Session
    from runql._sync.accounts.teams import Team

__all__ = ["Person", "RegistryMembers"]

Person: TypeAlias = "User | Member | OrganizationMember | Team | UserMember | TeamMember | str"


class RegistryMembers:
    """Methods of a registry that list and change its members."""

    _session: Session

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Opaque ID."""
            ...

        @property
        def entity(self) -> str:
            """The organization's entity."""
            ...

        @property
        def organization(self) -> str:
            """Name of the organization."""
            ...

        @property
        def path(self) -> str:
            """Path as saved."""
            ...

    def members(self) -> list[UserMember | TeamMember]:
        """Return the users and teams with a role in the registry, users first.

        Raises:
            NotFoundError: If the registry has been deleted.

        Requests: One.
        """
        users, teams = self._members()
        return [*users, *teams]

    def user_members(self) -> list[UserMember]:
        """Return the users with a role in the registry.

        Raises:
            NotFoundError: If the registry has been deleted.

        Requests: One.
        """
        return self._members()[0]

    def team_members(self) -> list[TeamMember]:
        """Return the teams with a role in the registry.

        Raises:
            NotFoundError: If the registry has been deleted.

        Requests: One.
        """
        return self._members()[1]

    def add_members(self, *members: Person) -> None:
        """Add users and teams as viewers; `update_member` changes their role.

        Args:
            members: Users, teams, members of a team, of an organization or of another registry, or names of
                users and teams. If a user and a team have the same name, the name means the user.

        Raises:
            UsageError: If no member is passed, or another object; nothing was sent.
            NotFoundError: If the organization has no user or team of a name.
            PermissionDeniedError: If the API key does not administer the registry.

        Requests: One; two with names.
        """
        from runql_graphql.inputs import CreateProjectMembersInput

        users, teams = self._ids(members)
        call = member_ops.create_registry_members(
            input=input_of(
                CreateProjectMembersInput,
                {"project_id": self.id, "user_ids": users, "team_ids": teams},
            )
        )
        done = self._session.send(call, idempotent=True).create_project_members
        check_done(
            done.success if done is not None else None, "CreateRegistryMembers", "add members"
        )

    def remove_members(self, *members: Person) -> None:
        """Remove users and teams from the registry; those without a role are ignored.

        Args:
            members: As in `add_members`.

        Raises:
            UsageError: If no member is passed, or another object; nothing was sent.
            NotFoundError: If the organization has no user or team of a name.
            PermissionDeniedError: If the API key does not administer the registry.

        Requests: One; two with names.
        """
        from runql_graphql.inputs import DeleteProjectMembersInput

        users, teams = self._ids(members)
        call = member_ops.delete_registry_members(
            input=input_of(
                DeleteProjectMembersInput,
                {"project_id": self.id, "user_ids": users, "team_ids": teams},
            )
        )
        done = self._session.send(call, idempotent=True).delete_project_members
        check_done(
            done.success if done is not None else None, "DeleteRegistryMembers", "remove members"
        )

    def update_member(self, member: Person, role: RegistryRole | str) -> None:
        """Change the role of a member.

        Args:
            member: As in `add_members`.
            role: Role of the member, which sets the permissions.

        Raises:
            UsageError: If the role is unknown, or another object is passed; nothing was sent.
            NotFoundError: If the registry has no such member.
            PermissionDeniedError: If the API key does not administer the registry.

        Requests: One; two with a name.
        """
        chosen = checked_role(role).value
        users, teams = self._ids([member])
        if users:
            response = self._session.send(
                member_ops.update_registry_user(registry=self.id, user=users[0], role=chosen),
                idempotent=True,
            )
            user = response.update_project_member
            success = user.success if user is not None else None
        else:
            other = self._session.send(
                member_ops.update_registry_team(registry=self.id, team=teams[0], role=chosen),
                idempotent=True,
            )
            team = other.update_project_team_member
            success = team.success if team is not None else None
        check_done(success, "UpdateRegistryMember", "change the role")

    def _members(self) -> tuple[list[UserMember], list[TeamMember]]:
        name = self.path.rpartition("/")[2]
        call = member_ops.list_registry_members(entity=self.entity, project=name)
        return listed_registry_members(self._session.send(call), name, self.organization)

    def _ids(self, people: Iterable[Person]) -> tuple[list[str], list[str]]:
        """Return the IDs of the users and of the teams."""
        if isinstance(people, str):
            text_list(people, "members")
        users, teams, names = sorted_people(people)
        if names:
            call = member_ops.list_organization_people(name=self.organization)
            found = named_people(self._session.send(call), names, self.organization)
            users, teams = [*users, *found[0]], [*teams, *found[1]]
        return list(dict.fromkeys(users)), list(dict.fromkeys(teams))
