"""Artifacts of a run by type: versions after others of another type are found, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from runql import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.mcp.conftest import Connected, World


@pytest.fixture(scope="module")
def run(world: World) -> Iterator[str]:
    """A run that logged five datasets and three models, and used all of them."""
    with world.sandbox.api(world.user) as api:
        made = api.create_run("typed-artifacts", run_id="maker")
        for number in range(8):
            name, kind = ("data", "dataset") if number < 5 else ("weights", "model")
            draft = Artifact(name, kind)
            draft.add(str(number), "content.txt")
            made.use_artifact(made.log_artifact(draft))
        yield "/".join(made.path)
        api.project("typed-artifacts").delete()


def listed(model: Connected, **arguments: Any) -> list[str]:
    """The versions of all responses, without the project."""
    names: list[str] = []
    while True:
        answer = model.ask("list_artifacts", **arguments)
        assert len(answer["rows"]) <= arguments["limit"]
        assert "notes" not in answer
        names += [row[0].rpartition("/")[2] for row in answer["rows"]]
        if "next_cursor" not in answer:
            return names
        arguments["cursor"] = answer["next_cursor"]


@pytest.mark.parametrize("relation", ["logged", "used"])
@pytest.mark.parametrize("limit", [1, 2, 3, 8])
def test_every_version_of_a_type_is_listed(
    model: Connected, run: str, relation: str, limit: int
) -> None:
    versions = listed(model, run=run, relation=relation, type="model", limit=limit)
    assert sorted(versions) == ["weights:v0", "weights:v1", "weights:v2"]
    assert len(listed(model, run=run, relation=relation, limit=limit)) == 8


def test_a_type_that_the_run_lacks_names_its_types(model: Connected, run: str) -> None:
    answer = model.ask("list_artifacts", run=run, type="modell", limit=1)
    assert answer["rows"] == []
    assert answer["notes"] == [
        f"No artifacts of the type 'modell' were found: run {run}, logged. Other types: 'dataset', 'model'."
    ]
