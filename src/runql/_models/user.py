"""Attributes of a user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql.errors import AuthenticationError

if TYPE_CHECKING:
    from runql_graphql.fragments import UserFields, ViewerFields
    from runql_graphql.get_viewer import GetViewer

__all__ = ["User", "Viewer", "found_viewer"]


class User:
    """A user, as far as others may see them.

    Attributes:
        id: Opaque id.
        name: Full name.
        username: Name in paths; None for users that the server hides.
    """

    def __init__(self, snapshot: UserFields) -> None:
        self.id = snapshot.id
        self.name = snapshot.name
        self.username = snapshot.username

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.username or self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, User) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)


class Viewer(User):
    """The user whose API key is used.

    Attributes:
        email: Address of the account.
        entity: Default entity: the one that paths without an entity mean.
        is_admin: Whether the user administers the server.
        teams: Names of the entities that the user belongs to.
    """

    def __init__(self, snapshot: ViewerFields) -> None:
        super().__init__(snapshot)
        self.email = snapshot.email
        self.entity = snapshot.entity
        self.is_admin = bool(snapshot.admin)
        edges = snapshot.teams.edges if snapshot.teams is not None else []
        self.teams: tuple[str, ...] = tuple(e.node.name for e in edges if e.node is not None)


def found_viewer(answer: GetViewer) -> Viewer:
    """Return the viewer of an answer.

    Raises:
        AuthenticationError: There is none, as the server does not know the API key.
    """
    if answer.viewer is None:
        raise AuthenticationError(
            "The server does not know this API key.",
            remedy="Check WANDB_API_KEY and WANDB_BASE_URL: a key is good for one server only.",
            operation="GetViewer",
        )
    return Viewer(answer.viewer)
