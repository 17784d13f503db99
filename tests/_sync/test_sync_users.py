# Generated from tests/_async/test_users.py by `make generate`. Do not edit.

"""Users and their keys, on recorded responses of a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from runql import Account, Api, ApiKey
from runql.errors import NotFoundError, PermissionDeniedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


def test_viewer(api: Api) -> None:
    viewer = api.viewer
    assert (viewer.username, viewer.entity, viewer.is_admin) == ("entity", "entity", False)
    assert viewer.email == "entity@sandbox.invalid"
    assert "entity" in viewer.teams


def test_user_by_name(api: Api) -> None:
    own = api.user("entity")
    assert isinstance(own, Account)
    assert (own.username, own.email, own.deleted_at) == ("entity", "entity@sandbox.invalid", None)
    other = api.user("sandbox")
    assert (other.username, other.email) == ("sandbox", None)
    with pytest.raises(NotFoundError, match="User not found: 'nobody'"):
        api.user("nobody")


def test_members_of_one_organization_find_each_other(api: Api) -> None:
    assert [each.username for each in api.users("sand")] == ["sandbox"]
    with pytest.raises(PermissionDeniedError, match="may not make users"):
        api.create_user("new@sandbox.invalid")


def test_bad_input_is_refused_before_anything_is_sent(
    api: Api, count_requests: Callable[[], int]
) -> None:
    for address in ("nobody", "@host", "name@", "a b@host"):
        with pytest.raises(UsageError, match="Invalid e-mail address"):
            api.create_user(address)
    with pytest.raises(UsageError, match="empty"):
        api.user(" ")
    assert count_requests() == 0


def test_a_key_is_shown_once_and_then_listed_masked(
    api: Api, count_requests: Callable[[], int]
) -> None:
    made = api.generate_api_key("for a cluster")
    assert len(made.secret) == 40
    assert made.secret not in repr(made)
    assert made.secret not in str(made)
    assert made.description == "for a cluster"
    listed = [each for each in api.api_keys().all() if each.id == made.id]
    assert [each.description for each in listed] == ["for a cluster"]
    assert isinstance(listed[0], ApiKey)
    assert made.secret not in listed[0].name
    assert listed[0].name.startswith(made.secret[:6])
    api.delete_api_key(made)
    assert made.id not in {each.id for each in api.api_keys().all()}
    assert count_requests() == 4


def test_a_key_is_deleted_by_its_name(api: Api) -> None:
    made = api.generate_api_key()
    assert made.description is None
    name = next(each.name for each in api.api_keys().all() if each.id == made.id)
    api.delete_api_key(name)
    with pytest.raises(NotFoundError, match="API key not found"):
        api.delete_api_key(name)
    with pytest.raises(NotFoundError, match="API key not found"):
        api.delete_api_key(made)


def test_keys_are_paged(api: Api, cassette: Any) -> None:
    made = [api.generate_api_key(str(number)) for number in range(3)]
    keys = api.api_keys(per_page=2)
    listed = [each.id for each in keys]
    assert listed[-3:] == [each.id for each in made]
    assert len(listed) == len(set(listed))
    for each in made:
        api.delete_api_key(each)
