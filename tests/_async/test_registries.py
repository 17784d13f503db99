"""Registries, on recorded responses of a sandbox; the official SDK linked their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import AsyncApi, RegistryRole, RegistryVisibility
from runql.errors import (
    ConflictError,
    FilterError,
    InvalidInputError,
    NotFoundError,
    OrderError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ORG = "sandbox-org"


@pytest.fixture
def sent(count_requests: Callable[[], int]) -> Callable[[], int]:
    """How many requests were sent since the last look."""
    before = 0

    def look() -> int:
        nonlocal before
        now = count_requests()
        before, new = now, now - before
        return new

    return look


async def test_a_registry_is_read(async_api: AsyncApi, sent: Callable[[], int]) -> None:
    registry = await async_api.registry("models", ORG)
    assert sent() == 1
    assert (registry.name, registry.full_name) == ("models", "wandb-registry-models")
    assert (registry.organization, registry.entity) == (ORG, "sandbox-org-entity")
    assert registry.path == "sandbox-org-entity/wandb-registry-models"
    assert registry.description == "What is ready."
    assert registry.visibility is RegistryVisibility.ORGANIZATION
    assert (registry.allow_all_artifact_types, registry.artifact_types) == (False, ["model"])
    assert registry.created_at.tzinfo is not None
    assert registry == await async_api.registry("wandb-registry-models")
    other = await async_api.registry("anything")
    assert other.visibility is RegistryVisibility.RESTRICTED
    assert (other.allow_all_artifact_types, other.description) == (True, None)
    with pytest.raises(NotFoundError, match="Registry not found: 'none'"):
        await async_api.registry("none", ORG)
    with pytest.raises(NotFoundError, match="Registry not found: 'none'"):
        await async_api.registry("none")
    with pytest.raises(NotFoundError, match="Organization not found: 'nowhere'"):
        await async_api.registry("models", "nowhere")


async def test_registries_are_listed(async_api: AsyncApi, sent: Callable[[], int]) -> None:
    wanted = {"name": {"$in": ["models", "anything"]}}
    found = async_api.registries(ORG, wanted, "+name", per_page=1)
    assert [each.name async for each in found] == ["anything", "models"]
    assert sent() == 2
    mine = async_api.registries(filters={"name": {"$regex": "^mod"}})
    assert [each.name async for each in mine] == ["models"]
    assert sent() == 2
    either = {"$or": [{"name": "models"}, {"description": "none"}]}
    assert [each.name async for each in async_api.registries(ORG, either)] == ["models"]
    with pytest.raises(NotFoundError, match="nowhere"):
        await async_api.registries("nowhere").all()
    with pytest.raises(FilterError, match="Unknown field of a registry: 'tag'"):
        async_api.registries(ORG, {"tag": "x"})
    with pytest.raises(OrderError, match="ordered by 'size'"):
        async_api.registries(ORG, order="size")


async def test_collections_and_versions_of_a_registry(
    async_api: AsyncApi, sent: Callable[[], int]
) -> None:
    registry = await async_api.registry("models", ORG)
    sent()
    collections = registry.collections(order="+name")
    assert [(each.name, each.type) async for each in collections] == [
        ("best", "model"),
        ("classifier", "model"),
    ]
    assert sent() == 1
    assert await registry.collections({"name": {"$regex": "^cl"}}).total() == 1
    assert (await registry.collection("best")).project == "wandb-registry-models"
    with pytest.raises(NotFoundError, match="wandb-registry-models/none") as caught:
        await registry.collection("none")
    assert caught.value.hint == "registry.collections() lists the collections."
    sent()
    taken = registry.versions({"alias": {"$in": ["take-0", "prod"]}})
    assert sorted([each.qualified_name async for each in taken]) == [
        "sandbox-org-entity/wandb-registry-models/best:v0",
        "sandbox-org-entity/wandb-registry-models/classifier:v0",
    ]
    assert sent() == 1
    sized = registry.versions({"metadata.step": {"$gte": 1}}, "-artifact_size", per_page=2)
    assert [each.size async for each in sized] == [3, 3, 2]
    assert {each.name async for each in sized} == {"best:v0", "classifier:v2", "classifier:v1"}
    assert sent() == 3
    assert [each.source_name async for each in registry.versions({"version": 2})] == ["weights:v2"]


async def test_the_chain_searches_all_registries(
    async_api: AsyncApi, sent: Callable[[], int]
) -> None:
    registries = async_api.registries(ORG, {"name": {"$in": ["models", "anything"]}})
    names = [each.name async for each in registries.collections(order="+name")]
    assert names == ["best", "classifier", "mixed"]
    found = registries.versions({"version": 0}, collections={"name": {"$ne": "best"}})
    assert sorted([each.name async for each in found]) == ["classifier:v0", "mixed:v0"]
    assert sent() == 2


async def test_a_registry_is_made_edited_and_deleted(
    async_api: AsyncApi, sent: Callable[[], int]
) -> None:
    made = await async_api.create_registry("made", "restricted", ORG, artifact_types=["dataset"])
    assert sent() == 2
    assert (made.visibility, made.artifact_types) == ("restricted", ["dataset"])
    with pytest.raises(ConflictError, match="already exists: 'made'"):
        await async_api.create_registry("made", organization=ORG, description="no")
    assert (await async_api.registry("made", ORG)).description is None
    sent()
    await made.update()
    assert sent() == 0
    made.description = "Data."
    made.visibility = "organization"
    made.artifact_types.append("table")
    await made.update()
    assert sent() == 2
    again = await async_api.registry("made", ORG)
    assert (again.description, again.visibility) == ("Data.", "organization")
    assert again.artifact_types == ["dataset", "table"]
    sent()
    made.name = "renamed"
    made.allow_all_artifact_types = True
    await made.update()
    assert sent() == 3
    assert (await async_api.registry("renamed", ORG)).allow_all_artifact_types
    assert made == again
    made.name = "models"
    with pytest.raises(ConflictError, match="wandb-registry-models"):
        await made.update()
    made.name = "renamed"
    await made.delete()
    with pytest.raises(NotFoundError):
        await async_api.registry("renamed", ORG)


async def test_what_cannot_be_is_refused_before_anything_is_sent(
    async_api: AsyncApi, sent: Callable[[], int]
) -> None:
    registry = await async_api.registry("models", ORG)
    sent()
    registry.artifact_types.remove("model")
    with pytest.raises(UsageError, match="cannot be removed: model"):
        await registry.update()
    registry.artifact_types = ["model", "dataset"]
    registry.allow_all_artifact_types = True
    with pytest.raises(UsageError, match="allow_all_artifact_types is True"):
        await registry.update()
    for name in ("", "a/b", "wandb-registry-"):
        with pytest.raises(UsageError):
            registry.name = name
        with pytest.raises(UsageError):
            await async_api.create_registry(name, organization=ORG)
    with pytest.raises(UsageError, match="visibility must be one of"):
        registry.visibility = "public"
    with pytest.raises(UsageError, match="got 'a/b'"):
        registry.artifact_types = ["a/b"]
    with pytest.raises(UsageError, match="must not be empty"):
        await registry.add_members()
    for role in ("", "emperor"):
        with pytest.raises(UsageError, match="role must be one of 'admin', 'member'"):
            await registry.update_member("sandbox", role)
    for bad in ({"size": 1}, {"name.x": 1}, {"$or": [{"linked": 1}]}):
        with pytest.raises(FilterError):
            registry.versions(bad)
    with pytest.raises(OrderError):
        registry.versions(order="version")
    assert sent() == 0


async def test_members_come_change_and_go(async_api: AsyncApi, sent: Callable[[], int]) -> None:
    team = await async_api.create_team("cassette-registry")
    made = await async_api.create_registry("peopled", organization=ORG)
    owner = (await made.members())[0]
    assert (owner.name, owner.role) == ("entity", RegistryRole.ADMIN)
    sent()
    await made.add_members("sandbox", team)
    assert sent() == 2
    user = next(each for each in await made.user_members() if each.username == "sandbox")
    assert (user.email, user.role) == ("sandbox@sandbox.invalid", RegistryRole.VIEWER)
    assert [each.name for each in await made.team_members()] == ["cassette-registry"]
    sent()
    await made.update_member(user, RegistryRole.RESTRICTED_VIEWER)
    await made.update_member(team, "member")
    assert sent() == 2
    assert [(each.name, each.role.value) for each in await made.members()] == [
        ("entity", "admin"),
        ("sandbox", "restricted_viewer"),
        ("cassette-registry", "member"),
    ]
    with pytest.raises(NotFoundError, match="no user or team named 'nobody'"):
        await made.add_members("nobody")
    await made.remove_members(user, "cassette-registry")
    assert [each.name for each in await made.members()] == ["entity"]
    with pytest.raises(NotFoundError, match="member"):
        await made.update_member(user, "admin")
    await made.delete()


async def test_a_version_is_linked_to_a_registry(
    async_api: AsyncApi, sent: Callable[[], int]
) -> None:
    made = await async_api.create_registry("linked", organization=ORG, artifact_types=["model"])
    weights = await async_api.artifact("entity/registries/weights:v1")
    sent()
    linked = await weights.link("wandb-registry-linked/chosen", aliases=["ours"])
    assert sent() == 2
    assert linked.qualified_name == "sandbox-org-entity/wandb-registry-linked/chosen:v0"
    assert linked.source_qualified_name == "entity/registries/weights:v1"
    for path in (
        "wandb-registry-linked/chosen:ours",
        "sandbox-org/wandb-registry-linked/chosen:v0",
        "sandbox-org-entity/wandb-registry-linked/chosen",
    ):
        found = await async_api.artifact(path)
        assert (found.id, found.is_link) == (weights.id, True)
    assert sent() == 6
    collection = await async_api.artifact_collection("model", "wandb-registry-linked/chosen")
    assert (collection.entity, collection.is_sequence()) == ("sandbox-org-entity", False)
    assert await async_api.artifact_exists("wandb-registry-linked/chosen:ours")
    assert not await async_api.artifact_exists("wandb-registry-linked/chosen:theirs")
    with pytest.raises(NotFoundError, match="registry 'none'") as caught:
        await weights.link("wandb-registry-none/chosen")
    assert "api.registries() lists the registries" in str(caught.value)
    data = await async_api.create_registry("data-only", organization=ORG, artifact_types=["data"])
    with pytest.raises(InvalidInputError, match="no artifacts of the type 'model'"):
        await weights.link("wandb-registry-data-only/chosen")
    await linked.unlink()
    assert [each async for each in made.versions()] == []
    await data.delete()
    await made.delete()
    assert (await async_api.artifact("entity/registries/weights:v1")).id == weights.id


async def test_what_a_registry_holds_is_found_by_its_path(
    async_api: AsyncApi, sent: Callable[[], int]
) -> None:
    path = "wandb-registry-models"
    types = async_api.artifact_types(path)
    assert sent() == 0
    assert [each.name async for each in types] == ["model"]
    assert sent() == 2
    kind = await async_api.artifact_type("model", path)
    assert sent() == 2
    assert kind.project_path.entity == "sandbox-org-entity"
    names = [each.name async for each in kind.collections(order="+name")]
    assert (names, sent()) == (["best", "classifier"], 1)
    found = []
    for type_name in (None, "model"):
        found = await async_api.artifact_collections(f"{ORG}/{path}", type_name, per_page=1).all()
        assert sorted(each.name for each in found) == ["best", "classifier"]
        assert sent() == 3
    versions = async_api.artifacts("model", f"{path}/classifier", per_page=2)
    assert [each.name async for each in versions] == [
        "classifier:v2",
        "classifier:v1",
        "classifier:v0",
    ]
    assert sent() == 3
    version = await versions.first()
    assert version is not None
    assert (await version.collection).path == version.path.collection_path
    assert [each.name async for each in found[0].artifacts(limit=1)]
    assert (await async_api.artifact(version.path)).digest == version.digest
    assert sent() == 3
    with pytest.raises(NotFoundError, match="sandbox-org-entity/wandb-registry-none"):
        await async_api.artifact_types("wandb-registry-none").all()
    with pytest.raises(NotFoundError, match="belongs to no organization"):
        await async_api.artifacts("model", "nobody/wandb-registry-models/best").all()
