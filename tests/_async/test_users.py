"""Users and their keys, on recorded responses of a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from runql import Account, ApiKey, AsyncApi
from runql.errors import NotFoundError, PermissionDeniedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


async def test_viewer(async_api: AsyncApi) -> None:
    viewer = await async_api.viewer
    assert (viewer.username, viewer.entity, viewer.is_admin) == ("entity", "entity", False)
    assert viewer.email == "entity@sandbox.invalid"
    assert "entity" in viewer.teams


async def test_user_by_name(async_api: AsyncApi) -> None:
    own = await async_api.user("entity")
    assert isinstance(own, Account)
    assert (own.username, own.email, own.deleted_at) == ("entity", "entity@sandbox.invalid", None)
    other = await async_api.user("sandbox")
    assert (other.username, other.email) == ("sandbox", None)
    with pytest.raises(NotFoundError, match="User not found: 'nobody'"):
        await async_api.user("nobody")


async def test_members_of_one_organization_find_each_other(async_api: AsyncApi) -> None:
    assert [each.username async for each in async_api.users("sand")] == ["sandbox"]
    with pytest.raises(PermissionDeniedError, match="may not make users"):
        await async_api.create_user("new@sandbox.invalid")


async def test_bad_input_is_refused_before_anything_is_sent(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    for address in ("nobody", "@host", "name@", "a b@host"):
        with pytest.raises(UsageError, match="Invalid e-mail address"):
            await async_api.create_user(address)
    with pytest.raises(UsageError, match="empty"):
        await async_api.user(" ")
    assert count_requests() == 0


async def test_a_key_is_shown_once_and_then_listed_masked(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    made = await async_api.generate_api_key("for a cluster")
    assert len(made.secret) == 40
    assert made.secret not in repr(made)
    assert made.secret not in str(made)
    assert made.description == "for a cluster"
    listed = [each for each in await async_api.api_keys().all() if each.id == made.id]
    assert [each.description for each in listed] == ["for a cluster"]
    assert isinstance(listed[0], ApiKey)
    assert made.secret not in listed[0].name
    assert listed[0].name.startswith(made.secret[:6])
    await async_api.delete_api_key(made)
    assert made.id not in {each.id for each in await async_api.api_keys().all()}
    assert count_requests() == 4


async def test_a_key_is_deleted_by_its_name(async_api: AsyncApi) -> None:
    made = await async_api.generate_api_key()
    assert made.description is None
    name = next(each.name for each in await async_api.api_keys().all() if each.id == made.id)
    await async_api.delete_api_key(name)
    with pytest.raises(NotFoundError, match="API key not found"):
        await async_api.delete_api_key(name)
    with pytest.raises(NotFoundError, match="API key not found"):
        await async_api.delete_api_key(made)


async def test_keys_are_paged(async_api: AsyncApi, cassette: Any) -> None:
    made = [await async_api.generate_api_key(str(number)) for number in range(3)]
    keys = async_api.api_keys(per_page=2)
    listed = [each.id async for each in keys]
    assert listed[-3:] == [each.id for each in made]
    assert len(listed) == len(set(listed))
    for each in made:
        await async_api.delete_api_key(each)
