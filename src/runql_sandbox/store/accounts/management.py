"""Creation and look-up of accounts."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from runql_sandbox.inputs import InputError
from runql_sandbox.store._base import now
from runql_sandbox.store._names import FIRST_ORGANIZATION
from runql_sandbox.store.accounts.tables import (
    ApiKey,
    Entity,
    Membership,
    Organization,
    OrgMembership,
    User,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = [
    "FIRST_ORGANIZATION",
    "Account",
    "UserExistsError",
    "draw",
    "entity_named",
    "join_organization",
    "key_of_secret",
    "make_key",
    "make_organization",
    "make_service_account",
    "make_team",
    "make_user",
    "user_of_key",
]

_LETTERS: Final = string.ascii_lowercase + string.digits
_SHOWN: Final = 6
_NAME: Final = re.compile(r"[\w.@-]{1,128}")


KEY_USES: Final = "key_uses"
"""Key of a session for the times at which API keys were last used."""


class UserExistsError(ValueError):
    """The name already exists."""


@dataclass(frozen=True, slots=True)
class Account:
    """Credentials of a new user.

    Attributes:
        username: Name of the user.
        api_key: The API key, which is not shown again.
        entity: Entity of the user's runs.
    """

    username: str
    api_key: str
    entity: str


def draw(length: int) -> str:
    """Return random lower-case letters and digits that cannot be guessed."""
    # One random number for all letters, because each call to the operating system costs time.
    number, letters = secrets.randbelow(len(_LETTERS) ** length), []
    for _ in range(length):
        number, index = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[index])
    return "".join(letters)


def user_of_key(session: Session, key: str | None) -> User | None:
    """Return the user of an API key."""
    wanted = select(User, ApiKey.id).join(ApiKey).where(ApiKey.digest == _digest(key or ""))
    found = session.execute(wanted.where(User.deleted_at.is_(None))).first()
    if found is None:
        return None
    uses: dict[int, str] | None = session.info.get(KEY_USES)
    if uses is not None:
        uses[found[1]] = now()
    return found[0]


def key_of_secret(session: Session, secret: str) -> ApiKey | None:
    """Return the key with a secret, if its user has not been deleted."""
    wanted = select(ApiKey).join(User).where(ApiKey.digest == _digest(secret))
    return session.scalars(wanted.where(User.deleted_at.is_(None))).first()


def entity_named(session: Session, name: str) -> Entity | None:
    """Return the entity with a name."""
    return session.scalars(select(Entity).where(Entity.name == name)).first()


def make_key(
    session: Session, user: User, description: str | None = None, *, secret: str | None = None
) -> tuple[ApiKey, str]:
    """Create another key for a user, and return it with its secret. Only secrets of service accounts are stored."""
    secret = secret or draw(40)
    key = ApiKey(
        user=user,
        digest=_digest(secret),
        masked=secret[:_SHOWN],
        secret=secret if user.account_type == "SERVICE" else None,
        description=description,
    )
    session.add(key)
    session.flush()
    return key, secret


def make_user(
    session: Session,
    username: str,
    *,
    admin: bool = False,
    email: str | None = None,
    organization: str | None = FIRST_ORGANIZATION,
) -> User:
    """Add a user with an entity of the same name.

    Raises:
        InputError: If the name is invalid.
        UserExistsError: If the name or the email address already exists.
    """
    for given, what in ((username, "user"), (organization or "-", "organization")):
        if not _NAME.fullmatch(given):
            raise InputError(
                f"invalid name {given[:50]!r} of the {what}: use letters, digits and .-_"
            )
    email = email or f"{username}@sandbox.invalid"
    taken = select(User).where((User.username == username) | (User.email == email))
    if session.scalars(taken).first() is not None or entity_named(session, username) is not None:
        raise UserExistsError(f"The user {username!r} already exists.")
    session.add(Entity(name=username, kind="user"))
    session.flush()
    user = User(username=username, name=username, email=email, admin=admin, entity_name=username)
    session.add(user)
    session.flush()
    if organization is not None:
        joined, made = make_organization(session, organization)
        join_organization(session, joined, user, "admin" if made else "member")
    return user


def make_organization(session: Session, name: str) -> tuple[Organization, bool]:
    """Return the organization with a name, and whether it was created."""
    found = session.scalars(select(Organization).where(Organization.name == name)).first()
    if found is not None:
        return found, False
    made = Organization(name=name)
    session.add(made)
    session.flush()
    session.add(Entity(name=f"{name}-entity", kind="organization", organization=made))
    session.flush()
    return made, True


def join_organization(session: Session, joined: Organization, user: User, role: str) -> None:
    """Add a user to an organization, or change a member's role."""
    found = session.get(OrgMembership, (joined.id, user.id))
    if found is None:
        session.add(OrgMembership(organization=joined, user=user, role=role))
    else:
        found.role = role
    session.flush()


def make_team(session: Session, name: str, first_admin: User) -> Entity:
    """Add a team to the first organization of its first administrator.

    Raises:
        UserExistsError: If the name already exists.
    """
    if entity_named(session, name) is not None:
        raise UserExistsError(f"The entity {name!r} already exists.")
    organization_id = select(OrgMembership.organization_id).where(
        OrgMembership.user_id == first_admin.id
    )
    team = Entity(name=name, kind="team", organization_id=session.scalars(organization_id).first())
    session.add(team)
    session.flush()
    session.add(Membership(team=team, user=first_admin, role="admin"))
    session.flush()
    return team


def make_service_account(session: Session, team: Entity, description: str) -> User:
    """Add a service account to a team, with a key."""
    username = f"{team.name}-service-{draw(6)}"
    user = User(
        username=username,
        name=description or username,
        email=f"{username}@sandbox.invalid",
        account_type="SERVICE",
        entity_name=team.name,
    )
    session.add(user)
    session.flush()
    session.add(Membership(team=team, user=user, role="member"))
    make_key(session, user, description)
    return user


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
