"""The history of an alias: its versions, their users, and the times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Artifact
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser


@pytest.fixture(scope="module")
def path(sandbox: Sandbox, user: SandboxUser) -> str:
    """A collection of two versions: `best` went from the first to the second, and was taken away."""
    with sandbox.api(user) as api:
        run = api.create_run("aliases", run_id="r")
        versions = []
        for content in (b"1", b"2"):
            draft = Artifact("weights", "model")
            draft.add(content, "w.bin")
            versions.append(run.log_artifact(draft))
            versions[-1].aliases = [*versions[-1].aliases, "best"]
            versions[-1].save()
        last = api.artifact("aliases/weights:best")
        last.aliases = [each for each in last.aliases if each != "best"]
        last.save()
        # An existing alias changes nothing.
        last.aliases = ["latest"]
        last.save()
    return f"{user.entity}/aliases/weights"


def test_moves_of_an_alias_are_listed(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    first, second = f"{path}:v0", f"{path}:v1"
    with sandbox.api(user) as api:
        collection = api.artifact_collection("model", path)
        found = collection.alias_history("best").all()
        moves = [(each.source, each.target) for each in found]
        assert moves == [(second, None), (first, second), (None, first)]
        assert {each.alias for each in found} == {"best"}
        assert {each.user.username for each in found if each.user} == {user.username}
        assert found[0].created_at >= found[-1].created_at
        assert repr(found[1]) == f"<AliasAction best: {first} -> {second}>"
        latest = [each.target for each in collection.alias_history("latest")]
        assert latest == [second, first]
        assert len(collection.alias_history().all()) == 5
        assert collection.alias_history("unheard").all() == []
        with pytest.warns(UserWarning, match="has no alias 'bset'. Did you mean 'best'"):
            assert collection.alias_history("bset").all() == []
        pages = collection.alias_history(per_page=2)
        assert [len(each.items) for each in pages.pages()] == [2, 2, 1]
        with pytest.raises(UsageError, match="alias must be a string or None"):
            collection.alias_history(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def test_async_moves_are_the_same(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    async with sandbox.async_api(user) as api:
        collection = await api.artifact_collection("model", path)
        found = [each.target async for each in collection.alias_history("best")]
    assert found == [None, f"{path}:v1", f"{path}:v0"]
