"""Keys and values of projects, whose names hold dots."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest

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
