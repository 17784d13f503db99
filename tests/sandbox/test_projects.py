"""Keys and values of projects, whose names hold dots."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest

from runql import Artifact
from runql.errors import NotFoundError, PermissionDeniedError

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser


def test_keys_with_dots_are_listed_and_found(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api:
        place = f"{user.username}/dotted"
        api.create_run(place, config={"opt.lr": 0.1, "plain": 1})
        api.create_run(place, config={"opt": {"lr": 0.2}})
        api.create_run(place, config={"a.b": {"c": 3}})
        project = api.project(place)
        keys = {str(key): key for key in project.keys(kinds=["config"])}
        assert sorted(keys) == ["config.a.b.c", "config.opt.lr", "config.plain"]
        assert {each.value for each in project.values(keys["config.opt.lr"])} == {0.1, 0.2}
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert [each.value for each in project.values("config.a.b.c")] == [3]
            assert 0.1 in {each.value for each in project.values('config."opt.lr"')}
        with pytest.warns(UserWarning, match=r"no key 'config.plane'.*'config.plain'"):
            assert project.values("config.plane") == []


def test_storage_is_listed_by_project_and_type(sandbox: Sandbox, user: SandboxUser) -> None:
    owner = sandbox.create_user("storage-owner")
    with sandbox.api(owner) as api:
        run = api.create_run("large", run_id="r")
        run.upload_file(b"12345", "a/b.bin")
        for kind, content in (("model", b"123"), ("dataset", b"1")):
            draft = Artifact(kind, kind)
            draft.add(content, "file.bin")
            run.log_artifact(draft)
        api.create_run("small", run_id="r")
        large, small = api.storage()
        assert (large.name, large.size) == ("large", 9)
        assert large.artifact_types == {"dataset": 1, "model": 3}
        assert (small.size, small.artifact_types) == (0, {})
        assert [each.name for each in api.storage(owner.entity, per_page=1)] == ["large", "small"]
        with pytest.raises(NotFoundError, match="nobody"):
            api.storage("nobody").all()
    with sandbox.api(user) as api, pytest.raises((NotFoundError, PermissionDeniedError)):
        api.storage(owner.entity).all()


async def test_async_storage_is_the_same(sandbox: Sandbox) -> None:
    owner = sandbox.create_user("async-storage-owner")
    async with sandbox.async_api(owner) as api:
        await api.create_run("only", run_id="r")
        assert [each.name async for each in api.storage()] == ["only"]


def test_tags_of_runs_are_listed_page_by_page(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api:
        api.create_run("tagged", run_id="a", tags=["red", "blue"])
        api.create_run("tagged", run_id="b", tags=["red", "green"])
        project = api.project("tagged")
        assert project.run_tags() == ["blue", "green", "red"] == sorted(project.tag_counts())
