"""Attributes of registries with the interface of the official client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import runql
from runql.compat._shared.texts import time_text
from runql.compat._shared.wrapping import Wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["RegistryAttributes", "SavedTypes"]


class SavedTypes(list[str]):
    """Artifact types of a registry, without duplicates.

    Types that the server has saved cannot be removed.
    """

    def __init__(self, types: Iterable[str], saved: Iterable[str]) -> None:
        super().__init__(types)
        self._saved = frozenset(saved)

    @property
    def draft(self) -> tuple[str, ...]:
        """The types that have not been saved yet."""
        return tuple(each for each in self if each not in self._saved)

    def append(self, value: str) -> None:
        """Add a type if it is missing."""
        if value not in self:
            super().append(value)

    def remove(self, value: str) -> None:
        """Remove a type that has not been saved.

        Raises:
            ValueError: If the type has been saved or is missing.
        """
        if value in self._saved:
            raise ValueError(f"Cannot remove artifact type {value!r}: the registry has it already.")
        super().remove(value)


class RegistryAttributes(Wrapped[runql.Registry]):
    """Attributes of a registry."""

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def internal_id(self) -> str:
        """Numeric ID of the registry's project."""
        return self._inner.internal_id

    @property
    def name(self) -> str:
        """Name without its prefix."""
        return self._inner.name

    @name.setter
    def name(self, value: str) -> None:
        # The official client rejects an invalid name when it saves.
        self._inner._edits["name"] = value

    @property
    def full_name(self) -> str:
        """Name of the registry's project."""
        return self._inner.full_name

    @property
    def entity(self) -> str:
        """The organization's entity."""
        return self._inner.entity

    @property
    def organization(self) -> str:
        """Name of the organization."""
        return self._inner.organization

    @property
    def path(self) -> list[str]:
        """The organization's entity and the full name."""
        return [self.entity, self.full_name]

    @property
    def description(self) -> str | None:
        """Description."""
        return self._inner.description

    @description.setter
    def description(self, value: str | None) -> None:
        self._inner.description = value

    @property
    def allow_all_artifact_types(self) -> bool:
        """Whether versions of all types can be linked."""
        return self._inner.allow_all_artifact_types

    @allow_all_artifact_types.setter
    def allow_all_artifact_types(self, value: bool) -> None:
        self._inner.allow_all_artifact_types = value

    @property
    def artifact_types(self) -> SavedTypes:
        """Types that can be linked. New types can be appended."""
        held = self._inner.artifact_types
        if not isinstance(held, SavedTypes):
            # The property of the base class would return a copy.
            held = self._inner._types = SavedTypes(held, self._inner._saved_types())
        return held

    @artifact_types.setter
    def artifact_types(self, value: list[str]) -> None:
        self._inner.artifact_types = value

    @property
    def visibility(self) -> Literal["organization", "restricted"]:
        """Visibility of the registry."""
        return "restricted" if self._inner.visibility == "restricted" else "organization"

    @visibility.setter
    def visibility(self, value: Literal["organization", "restricted"]) -> None:
        self._inner.visibility = value

    @property
    def created_at(self) -> str:
        """When the registry was created, as a string."""
        return time_text(self._inner.created_at)

    @property
    def updated_at(self) -> str | None:
        """When the registry last changed, as a string."""
        return time_text(self._inner.updated_at)
