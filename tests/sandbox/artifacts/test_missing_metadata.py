"""A misspelled metadata key in a filter of versions is reported, with one request for an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from runql import Api, Artifact
from runql.errors import UnknownKeyWarning
from tests.counting import Counting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser


@pytest.fixture
def transport() -> Counting:
    return Counting()


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser, transport: Counting) -> Iterator[Api]:
    with Api(user.api_key, base_url=sandbox.base_url, transport=transport) as made:
        yield made


@pytest.fixture
def collection(api: Api, tmp_path: Path, transport: Counting) -> str:
    path = f"{tmp_path.name}/model"
    for metadata in ({"accuracy": 0.5, "data": {"rows": 3}}, {"accuracy": 0.9}):
        draft = Artifact("model", "model", metadata=metadata)
        draft.add(str(metadata).encode(), "file.txt")
        api.log_artifact(draft, tmp_path.name)
    transport.seen.clear()
    return path


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"metadata.acuracy": 0.9}, "Did you mean 'accuracy'"),
        (
            "metadata.accuracy == 0.9 and metadata.nope == 1",
            "'nope' of the filter. Known keys: acc",
        ),
        ({"$or": [{"metadata.data.row": 3}, {"metadata.accuracy": 2}]}, "Did you mean 'data.rows'"),
    ],
    ids=str,
)
def test_a_key_that_no_version_has_is_reported(
    api: Api, collection: str, transport: Counting, filters: Any, said: str
) -> None:
    versions = api.artifacts("model", collection, filters=filters)
    with pytest.warns(UnknownKeyWarning, match=said) as caught:
        assert len(versions) == 0
    assert caught[0].filename == __file__
    assert len(transport.seen) == 2
    # The warning is an error in tests of this project unless it is expected.
    assert versions.all() == []


@pytest.mark.parametrize(
    ("filters", "length"),
    [
        ({"metadata.acuracy": {"$ne": 0.9}}, 2),
        ({"metadata.acuracy": {"$nin": [0.9]}, "metadata.accuracy": 0.9}, 1),
        ({"$or": [{"metadata.acuracy": 1}, {"metadata.accuracy": 0.5}]}, 1),
        ({"$nor": [{"metadata.acuracy": 1}]}, 2),
    ],
    ids=str,
)
def test_a_key_that_versions_match_without_is_reported(
    api: Api, collection: str, transport: Counting, filters: Any, length: int
) -> None:
    versions = api.artifacts("model", collection, filters=filters)
    with pytest.warns(UnknownKeyWarning, match="Did you mean 'accuracy'"):
        assert len(versions.all()) == length
    assert len(transport.seen) == 2


@pytest.mark.parametrize(
    ("filters", "length", "requests"),
    [
        ({"metadata.accuracy": {"$ne": 0.9}}, 1, 1),
        ({"metadata.data.rows": {"$ne": 3}, "metadata.accuracy": 0.9}, 1, 2),
        ({"$or": [{"metadata.data.rows": 3}, {"metadata.accuracy": 0.9}]}, 2, 1),
        ({"metadata.nope": {"$ne": None}}, 0, 1),
        ({"metadata.accuracy": 2}, 0, 2),
        ({"metadata.data.rows": 4}, 0, 2),
        ({"metadata.nope": {"$exists": True}}, 0, 1),
        ({"metadata.accuracy": 0.9}, 1, 1),
        ({"tag": "nope"}, 0, 1),
    ],
    ids=str,
)
def test_known_keys_and_other_conditions_are_not_reported(
    api: Api, collection: str, transport: Counting, filters: Any, length: int, requests: int
) -> None:
    assert len(api.artifacts("model", collection, filters=filters)) == length
    assert len(transport.seen) == requests


@pytest.mark.parametrize(("key", "requests"), [("data.rows", 3), ("accuracy", 2), ("nope", 3)])
def test_keys_that_only_older_versions_have_are_known(
    api: Api,
    collection: str,
    transport: Counting,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    requests: int,
) -> None:
    monkeypatch.setattr("runql._sync.artifacts.missing_metadata.SAMPLED", 1)
    versions = api.artifacts("model", collection, filters={f"metadata.{key}": 99})
    if key == "nope":
        with pytest.warns(UnknownKeyWarning, match="No version of .* has the metadata key 'nope'"):
            assert len(versions) == 0
    else:
        assert len(versions) == 0
    assert len(transport.seen) == requests


def test_a_warning_that_is_an_error_is_raised_at_each_read(api: Api, collection: str) -> None:
    versions = api.artifacts("model", collection, filters={"metadata.nope": 1})
    for _ in range(2):
        with pytest.raises(UnknownKeyWarning, match="'nope'"):
            versions.all()


def test_a_misspelled_file_is_named_with_the_near_one(
    api: Api, collection: str, transport: Counting
) -> None:
    version = api.artifact(f"{collection}:latest")
    with pytest.warns(UserWarning, match=r"no file 'flie.txt'. Did you mean 'file.txt'"):
        assert version.files(["flie.txt"]).all() == []
    assert [file.name for file in version.files(["file.txt", "weights.bin"])] == ["file.txt"]
    transport.seen.clear()
    assert [file.name for file in version.files(["file.txt"])] == ["file.txt"]
    assert len(transport.seen) == 1
