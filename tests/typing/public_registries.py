"""Types of registries, for type checkers: checked by mypy and pyright, never run."""

from __future__ import annotations

from typing import assert_type

from runql import (
    Api,
    ArtifactCollection,
    AsyncApi,
    AsyncArtifactCollection,
    AsyncRegistry,
    LoggedArtifact,
    Registries,
    Registry,
    RegistryRole,
    RegistryVersions,
    RegistryVisibility,
    TeamMember,
    UserMember,
)
from runql._wire.json_types import JsonValue


def reads_registries(api: Api) -> None:
    registry = api.create_registry("models", "restricted", artifact_types=["model"])
    assert_type(registry, Registry)
    assert_type(api.registry("models").visibility, RegistryVisibility)
    assert_type(registry.artifact_types, list[str])
    assert_type(registry.members(), list[UserMember | TeamMember])
    assert_type(registry.user_members()[0].role, RegistryRole)
    assert_type(registry.collections()[0], ArtifactCollection)
    assert_type(registry.versions()[0], LoggedArtifact[dict[str, JsonValue]])
    assert_type(api.registries("organization"), Registries)
    assert_type(api.registries().versions(collections={"name": "x"}), RegistryVersions)


async def reads_registries_asynchronously(api: AsyncApi) -> None:
    registry = await api.registry("models")
    assert_type(registry, AsyncRegistry)
    assert_type(await registry.team_members(), list[TeamMember])
    assert_type(await registry.collection("x"), AsyncArtifactCollection)
