"""Registries: attributes, unsaved changes and members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql_graphql.open_enum import OpenEnum

from runql._choices import checked_choice
from runql._display.cards import Card, kind_of
from runql._models._attributes.assignment import KnownAttributes
from runql._models._attributes.text_lists import check_kind, required_text, text_list, text_or_empty
from runql._models.projects.changes import LONGEST_NAME, REFUSED
from runql._models.registries.filters import PREFIX
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from runql_graphql.fragments.registries.base import ProjectRegistry

__all__ = [
    "ACCESS",
    "RegistryDrafts",
    "RegistryRole",
    "RegistryVisibility",
    "TeamMember",
    "UserMember",
    "checked_role",
    "checked_types",
    "checked_visibility",
    "full_name",
]


class RegistryRole(OpenEnum):
    """The role of a member in a registry.

    Roles that this version does not know keep the server's name.
    """

    ADMIN = "admin"
    MEMBER = "member"
    VIEWER = "viewer"
    RESTRICTED_VIEWER = "restricted_viewer"


class RegistryVisibility(OpenEnum):
    """Who sees a registry: the whole organization, or only members of the registry."""

    ORGANIZATION = "organization"
    RESTRICTED = "restricted"


ACCESS: Final = {"organization": "PRIVATE", "restricted": "RESTRICTED"}
"""Access levels in the API, by visibility."""
_VISIBILITIES: Final = {access: name for name, access in ACCESS.items()}


@dataclass(frozen=True, slots=True)
class UserMember:
    """A user with a role in a registry.

    Attributes:
        id: Opaque id of the user.
        username: Name in paths.
        name: Full name.
        email: Email address; None if the viewer may not see it.
        role: Role of the user.
    """

    id: str
    username: str | None
    name: str | None
    email: str | None
    role: RegistryRole


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A team with a role in a registry.

    Attributes:
        id: Opaque id of the team.
        name: Name of the team.
        role: Role of the team's members.
    """

    id: str
    name: str
    role: RegistryRole


class RegistryDrafts(KnownAttributes):
    """The attributes of a registry from the last response, and unsaved changes."""

    def __init__(self, snapshot: ProjectRegistry) -> None:
        self._take(snapshot)

    def _take(self, snapshot: ProjectRegistry) -> None:
        """Replace the snapshot by a response, and discard unsaved changes."""
        self._snapshot = snapshot
        self._edits: dict[str, Any] = {}
        self._types: list[str] | None = None
        self._further_types: tuple[str, ...] = ()

    def _accept(self, snapshot: ProjectRegistry) -> None:
        """Replace the snapshot by a response, and discard the saved changes, which are all except the name."""
        name = self._edits.get("name")
        self._take(snapshot)
        if name is not None:
            self._edits["name"] = name

    @property
    def id(self) -> str:
        """Opaque id. It changes when the registry is renamed."""
        return self._snapshot.id

    @property
    def internal_id(self) -> str:
        """Opaque id that does not change when the registry is renamed."""
        return self._snapshot.internal_id

    @property
    def name(self) -> str:
        """Name without the prefix `wandb-registry-` of its project."""
        found: str = self._edits.get("name", self._saved_name)
        return found

    @name.setter
    def name(self, value: str) -> None:
        full_name(value)
        self._edits["name"] = value.removeprefix(PREFIX)

    @property
    def full_name(self) -> str:
        """Name of the registry's project in paths: `wandb-registry-NAME`."""
        return PREFIX + self.name

    @property
    def entity(self) -> str:
        """The organization's entity, the first part of paths."""
        return self._snapshot.entity.name

    @property
    def organization(self) -> str:
        """Name of the organization."""
        owner = self._snapshot.entity.organization
        return owner.name if owner is not None else self.entity

    @property
    def path(self) -> str:
        """Path as saved: `entity/wandb-registry-NAME`."""
        return f"{self.entity}/{self._snapshot.name}"

    @property
    def description(self) -> str | None:
        """Description; None or empty if not set."""
        edited: str | None = self._edits.get("description", self._snapshot.description)
        return edited

    @description.setter
    def description(self, value: str | None) -> None:
        # The server ignores null here, so an empty string clears the description.
        self._edits["description"] = text_or_empty(value, "description")

    @property
    def visibility(self) -> RegistryVisibility:
        """Who sees the registry."""
        edited: RegistryVisibility | None = self._edits.get("visibility")
        return self._saved_visibility if edited is None else edited

    @visibility.setter
    def visibility(self, value: RegistryVisibility | str) -> None:
        self._edits["visibility"] = checked_visibility(value)

    @property
    def allow_all_artifact_types(self) -> bool:
        """Whether artifacts of any type may be linked, or only those of `artifact_types`."""
        edited: bool = self._edits.get(
            "allow_all_artifact_types", self._snapshot.allow_all_artifact_types_in_registry
        )
        return edited

    @allow_all_artifact_types.setter
    def allow_all_artifact_types(self, value: bool) -> None:
        check_kind(value, bool, "allow_all_artifact_types")
        self._edits["allow_all_artifact_types"] = value

    @property
    def artifact_types(self) -> list[str]:
        """Saved types and types in use, as a list that you can append to.

        Saved types cannot be removed.

        A registry from a list or a mutation has the first 1,000. `refresh()` and `api.registry()` load all.
        """
        if self._types is None:
            self._types = self._saved_types()
        return self._types

    @artifact_types.setter
    def artifact_types(self, value: Iterable[str]) -> None:
        self._types = checked_types(value)

    @property
    def created_at(self) -> datetime:
        """Creation time, timezone-aware, in UTC."""
        return self._snapshot.created_at

    @property
    def updated_at(self) -> datetime | None:
        """Time of the last edit, timezone-aware, in UTC; None if never edited."""
        return self._snapshot.updated_at

    def _card(self) -> Card:
        types: object = "all" if self.allow_all_artifact_types else self._types
        if types is None:
            types = self._saved_types()
        facts = {
            "organization": self.organization,
            "visibility": self.visibility,
            "artifact types": types,
            "created": self.created_at,
            "updated": self.updated_at,
            "description": self.description,
        }
        return Card(kind_of(self), self.name, None, self.path, facts=facts)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RegistryDrafts) and other.internal_id == self.internal_id

    def __hash__(self) -> int:
        return hash(self.internal_id)

    @property
    def _saved_name(self) -> str:
        return self._snapshot.name.removeprefix(PREFIX)

    @property
    def _saved_visibility(self) -> RegistryVisibility:
        access = self._snapshot.access or "PRIVATE"
        return RegistryVisibility(_VISIBILITIES.get(access, access))

    def _saved_types(self) -> list[str]:
        edges = self._snapshot.artifact_types.edges
        known = [edge.node.name for edge in edges if edge.node is not None]
        return list(dict.fromkeys([*known, *self._further_types]))

    def _changes(self) -> dict[str, Any]:
        """Return the changed fields of the mutation's input; empty if nothing changed.

        Raises:
            UsageError: If a saved type was removed, or a type was added while all are allowed.
        """
        given: dict[str, Any] = {}
        if (self.description or "") != (self._snapshot.description or ""):
            given["description"] = self.description or ""
        if self.visibility != self._saved_visibility:
            given["access"] = ACCESS[self.visibility]
        allows = self.allow_all_artifact_types
        if allows != self._snapshot.allow_all_artifact_types_in_registry:
            given["allow_all_artifact_types_in_registry"] = allows
        saved, wanted = self._saved_types(), checked_types(self.artifact_types)
        gone = [each for each in saved if each not in wanted]
        if gone:
            raise UsageError(
                f"Saved artifact types of a registry cannot be removed: {', '.join(gone)}.",
                hint="Add them to artifact_types again, or create another registry.",
            )
        added = [each for each in wanted if each not in saved]
        if added and allows:
            raise UsageError(
                "artifact_types has new types, but allow_all_artifact_types is True.",
                hint="Set allow_all_artifact_types to False first.",
            )
        if added:
            given["allow_all_artifact_types_in_registry"] = False
            given["artifact_types"] = [{"name": each} for each in added]
        return given


def full_name(name: str) -> str:
    """Return the name of a registry's project.

    Raises:
        UsageError: If the name is invalid.
    """
    bare = required_text(name, "name").removeprefix(PREFIX)
    if not bare:
        raise UsageError(
            "Invalid registry name: the name is empty.", hint="Pass a name, such as models."
        )
    longest = LONGEST_NAME - len(PREFIX)
    if len(bare) > longest or set(REFUSED) & set(bare):
        raise UsageError(
            f"Invalid registry name: {bare!r}.",
            hint=f"Use another name. It must be {longest} characters or less, without any of {REFUSED}",
        )
    return PREFIX + bare


def checked_visibility(value: RegistryVisibility | str) -> RegistryVisibility:
    """Return a valid visibility of a registry.

    Raises:
        UsageError: If the visibility is invalid.
    """
    return RegistryVisibility(checked_choice("visibility", value, ACCESS))


def checked_role(role: RegistryRole | str) -> RegistryRole:
    """Return a valid role of a registry member.

    Raises:
        UsageError: If the role does not exist.
    """
    return checked_choice("role", role, RegistryRole)


def checked_types(types: Iterable[str]) -> list[str]:
    """Return the names of types, without duplicates.

    Raises:
        UsageError: If a name is invalid.
    """
    if isinstance(types, str):
        raise UsageError(
            f"artifact_types must be a list of types, got the string {types!r}.",
            hint=f"Pass [{types!r}].",
        )
    found = list(dict.fromkeys(text_list(types, "artifact_types")))
    for each in found:
        if not each or len(each) > 128 or set("/:") & set(each):
            raise UsageError(
                f"Artifact types must not contain any of the characters / and :, and must have 1 to 128 characters, got {each!r}.",
                hint="Pass a type, such as model.",
            )
    return found
