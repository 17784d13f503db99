# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

"""Calls of queries/accounts/teams.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, Unset
from ...documents.accounts import teams as _accounts_teams
from ...documents.accounts import users as _accounts_users

if TYPE_CHECKING:
    from ...create_invite import CreateInvite
    from ...create_service_account import CreateServiceAccount
    from ...create_team import CreateTeam
    from ...delete_invite import DeleteInvite
    from ...get_team import GetTeam
    from ...update_member import UpdateMember

__all__ = [
    "CREATE_INVITE",
    "CREATE_SERVICE_ACCOUNT",
    "CREATE_TEAM",
    "DELETE_INVITE",
    "GET_TEAM",
    "UPDATE_MEMBER",
    "create_invite",
    "create_service_account",
    "create_team",
    "delete_invite",
    "get_team",
    "update_member",
]

GET_TEAM: Final[Operation[GetTeam]] = Operation(
    name="GetTeam",
    kind="query",
    model=".get_team:GetTeam",
    document=Operation.join(
        _accounts_teams.GET_TEAM,
        _accounts_users.EntityFields,
        _accounts_teams.MemberFields,
        _accounts_teams.TeamFields,
    ),
    arguments={"name": "name"},
)


def get_team(*, name: str) -> Call[GetTeam]:
    """Get a team by name; personal entities of users are found too.

    Args:
        name: `String!`.

    Source: query GetTeam in queries/accounts/teams.graphql.
    """
    return Call(GET_TEAM, {"name": name})


CREATE_TEAM: Final[Operation[CreateTeam]] = Operation(
    name="CreateTeam",
    kind="mutation",
    model=".create_team:CreateTeam",
    document=Operation.join(_accounts_teams.CREATE_TEAM, _accounts_users.EntityFields),
    arguments={"name": "name", "admin": "admin"},
)


def create_team(*, name: str, admin: str | None | Unset = UNSET) -> Call[CreateTeam]:
    """Create a team; its administrator is the viewer unless another user is named.

    Args:
        name: `String!`.
        admin: `String`.

    Source: mutation CreateTeam in queries/accounts/teams.graphql.
    """
    return Call(CREATE_TEAM, {"name": name, "admin": admin})


CREATE_INVITE: Final[Operation[CreateInvite]] = Operation(
    name="CreateInvite",
    kind="mutation",
    model=".create_invite:CreateInvite",
    document=Operation.join(
        _accounts_teams.CREATE_INVITE, _accounts_teams.InviteFields, _accounts_users.UserFields
    ),
    arguments={
        "team": "team",
        "email": "email",
        "username": "username",
        "admin": "admin",
        "role": "role",
    },
)


def create_invite(
    *,
    team: str,
    email: str | None | Unset = UNSET,
    username: str | None | Unset = UNSET,
    admin: bool | None | Unset = UNSET,
    role: str | None | Unset = UNSET,
) -> Call[CreateInvite]:
    """Invite a user by name or e-mail address.

    Args:
        team: `String!`.
        email: `String`.
        username: `String`.
        admin: `Boolean`.
        role: `String`.

    Source: mutation CreateInvite in queries/accounts/teams.graphql.
    """
    return Call(
        CREATE_INVITE,
        {"team": team, "email": email, "username": username, "admin": admin, "role": role},
    )


DELETE_INVITE: Final[Operation[DeleteInvite]] = Operation(
    name="DeleteInvite",
    kind="mutation",
    model=".delete_invite:DeleteInvite",
    document=Operation.join(_accounts_teams.DELETE_INVITE),
    arguments={"team": "team", "id": "id"},
)


def delete_invite(*, team: str, id: str) -> Call[DeleteInvite]:
    """Withdraw an invitation, or remove a member.

    Args:
        team: `String!`.
        id: `String!`.

    Source: mutation DeleteInvite in queries/accounts/teams.graphql.
    """
    return Call(DELETE_INVITE, {"team": team, "id": id})


UPDATE_MEMBER: Final[Operation[UpdateMember]] = Operation(
    name="UpdateMember",
    kind="mutation",
    model=".update_member:UpdateMember",
    document=Operation.join(_accounts_teams.UPDATE_MEMBER, _accounts_teams.MemberFields),
    arguments={"team": "team", "user": "user", "admin": "admin", "role": "role"},
)


def update_member(
    *, team: str, user: str, admin: bool | None | Unset = UNSET, role: str | None | Unset = UNSET
) -> Call[UpdateMember]:
    """Change the role of a member.

    Args:
        team: `String!`.
        user: `ID!`.
        admin: `Boolean`.
        role: `String`.

    Source: mutation UpdateMember in queries/accounts/teams.graphql.
    """
    return Call(UPDATE_MEMBER, {"team": team, "user": user, "admin": admin, "role": role})


CREATE_SERVICE_ACCOUNT: Final[Operation[CreateServiceAccount]] = Operation(
    name="CreateServiceAccount",
    kind="mutation",
    model=".create_service_account:CreateServiceAccount",
    document=Operation.join(_accounts_teams.CREATE_SERVICE_ACCOUNT, _accounts_users.UserFields),
    arguments={"team": "team", "description": "description"},
)


def create_service_account(*, team: str, description: str) -> Call[CreateServiceAccount]:
    """Create a service account of a team.

    Args:
        team: `String!`.
        description: `String!`.

    Source: mutation CreateServiceAccount in queries/accounts/teams.graphql.
    """
    return Call(CREATE_SERVICE_ACCOUNT, {"team": team, "description": description})
