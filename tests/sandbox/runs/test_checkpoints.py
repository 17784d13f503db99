"""The newest checkpoint among a run's files, and the artifacts of a run by type, name and alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql import Api
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

LOG = """
import pathlib, wandb
with wandb.init(project="checkpoints", id="trainer") as run:
    for step in (200, 1000, 999):
        path = pathlib.Path(run.dir) / f"model-{step}.pt"
        path.write_text(str(step))
    (pathlib.Path(run.dir) / "optim-5.bin").write_text("o")
    run.save(f"{run.dir}/*.pt", base_path=run.dir)
    run.save(f"{run.dir}/*.bin", base_path=run.dir)
    for number in range(3):
        for name, kind in (("net", "model"), ("rows", "dataset")):
            artifact = wandb.Artifact(name, kind)
            with artifact.new_file("x.txt") as file:
                file.write(f"{name}{number}")
            run.log_artifact(artifact, aliases=["best"] if number == 1 else []).wait()
with wandb.init(project="checkpoints", id="reader") as run:
    run.use_artifact("net:v0")
    run.use_artifact("net:best")
    run.use_artifact("rows:latest")
"""


@pytest.fixture(scope="module")
def project(official: Official, user: SandboxUser) -> str:
    official(LOG)
    return f"{user.entity}/checkpoints"


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as api:
        yield api


def test_the_newest_checkpoint(
    api: Api, project: str, requests: Callable[[], Counter[str]]
) -> None:
    run = api.run(f"{project}/trainer")
    requests()
    found = run.files("*.pt").latest_by_number()
    assert dict(requests()) == {"ListRunFiles": 1}
    assert (found.name, found.read_text()) == ("model-1000.pt", "1000")
    assert run.files().latest_by_number("model-{number}.*").name == "model-1000.pt"
    with pytest.raises(UsageError, match="2 series of numbered files"):
        run.files().latest_by_number()
    with pytest.raises(NotFoundError, match="weights"):
        run.files().latest_by_number("weights-{number}.pt")
    requests()
    with pytest.raises(UsageError, match="number"):
        run.files().latest_by_number("model-*.pt")
    assert requests() == {}


def test_versions_by_type_name_and_alias(
    api: Api, project: str, requests: Callable[[], Counter[str]]
) -> None:
    run = api.run(f"{project}/trainer")
    requests()
    models = run.logged_artifacts(type="model")
    assert requests() == {}, "lists are lazy"
    assert sorted(each.name for each in models) == ["net:v0", "net:v1", "net:v2"]
    assert dict(requests()) == {"ListRunOutputArtifacts": 1}
    assert len(models) == 3
    assert sorted(each.name for each in run.logged_artifacts(alias="best")) == ["net:v1", "rows:v1"]
    assert [each.name for each in run.logged_artifacts(name="rows", alias="latest")] == ["rows:v2"]
    assert [each.name for each in run.logged_artifacts(type="model", alias="v0")] == ["net:v0"]
    assert len(run.logged_artifacts(type="model", name="rows")) == 0
    assert len(run.logged_artifacts()) == 6


def test_pages_of_chosen_versions_continue_where_they_ended(api: Api, project: str) -> None:
    run = api.run(f"{project}/trainer")
    first = run.logged_artifacts(type="model", per_page=2, limit=1)
    found = [each.name for each in first]
    rest = run.logged_artifacts(type="model", per_page=2, after=first.cursor)
    found += [each.name for each in rest]
    assert sorted(found) == ["net:v0", "net:v1", "net:v2"]


def test_versions_that_a_run_took(api: Api, project: str) -> None:
    run = api.run(f"{project}/reader")
    assert sorted(each.name for each in run.used_artifacts(type="model")) == ["net:v0", "net:v1"]
    assert [each.name for each in run.used_artifacts(alias="best")] == ["net:v1"]
    assert [each.name for each in run.used_artifacts(name="rows")] == ["rows:v2"]


def test_a_misspelled_word_is_told(api: Api, project: str) -> None:
    run = api.run(f"{project}/trainer")
    with pytest.warns(UserWarning, match=r"type='modle'\. Did you mean 'model'"):
        assert len(run.logged_artifacts(type="modle")) == 0


@pytest.mark.parametrize(
    "wrong",
    [{"name": "net:v0"}, {"type": ""}, {"alias": "a/b"}, {"type": ["model"]}],
    ids=["version", "empty", "slash", "list"],
)
def test_other_words_are_refused(
    api: Api, project: str, requests: Callable[[], Counter[str]], wrong: dict[str, str]
) -> None:
    run = api.run(f"{project}/trainer")
    requests()
    for method in (run.logged_artifacts, run.used_artifacts):
        with pytest.raises((UsageError, TypeError)):
            method(**wrong)  # type: ignore[arg-type]
    assert requests() == {}


async def test_async_lists_are_the_same(sandbox: Sandbox, user: SandboxUser, project: str) -> None:
    async with sandbox.async_api(user) as api:
        run = await api.run(f"{project}/trainer")
        assert (await run.files("*.pt").latest_by_number()).name == "model-1000.pt"
        found = [each.name async for each in run.logged_artifacts(type="model", alias="best")]
        assert found == ["net:v1"]
        reader = await api.run(f"{project}/reader")
        assert [each.name async for each in reader.used_artifacts(name="rows")] == ["rows:v2"]
