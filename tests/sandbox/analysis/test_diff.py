"""Two runs that the official SDK logged, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Api, AsyncApi
from runql.analysis import Change
from runql.errors import NotFoundError, PathError, UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

LOG = """
import json, wandb
for name, config, commit, args in (
    ("one", {"lr": 0.1, "net": {"width": 32}, "seed": 0, "note": None}, "aaa", ["--fast"]),
    ("two", {"lr": 0.2, "net": {"width": 32, "depth": 2}, "seed": 0}, "bbb", []),
):
    with wandb.init(project="compared", id=name, config=config) as run:
        run.log({"loss": config["lr"] * 2, "fixed": 1})
        run.log({"only_" + name: 5})
    api_run = wandb.Api().run(f"{run.entity}/compared/{name}")
    metadata = {"git": {"commit": commit}, "args": args, "python": "3.13.0", "startedAt": name}
    with open("wandb-metadata.json", "w") as file:
        json.dump(metadata, file)
    api_run.upload_file("wandb-metadata.json")
"""

CONFIG = [
    Change("config.lr", "changed", 0.1, 0.2),
    Change("config.net.depth", "added", None, 2),
    Change("config.note", "removed", None, None),
]
METADATA = [
    Change("metadata.args", "changed", ["--fast"], []),
    Change("metadata.git.commit", "changed", "aaa", "bbb"),
]
SUMMARY = [
    Change("summary.loss", "changed", 0.2, 0.4),
    Change("summary.only_one", "removed", 5, None),
    Change("summary.only_two", "added", None, 5),
]


@pytest.fixture(scope="module")
def path(official: Official, user: SandboxUser) -> str:
    official(LOG)
    return f"{user.entity}/compared"


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as api:
        yield api


def test_config_summary_and_metadata_are_compared(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    one = api.run(f"{path}/one")
    requests()
    found = one.diff("two")
    assert sum(requests().values()) == 1 + 2 * 2 + 2, "the packages are the same, by their digests"
    assert list(found) == CONFIG + METADATA + SUMMARY
    assert (found.first, found.other) == (f"{path}/one", f"{path}/two")
    two = api.run(f"{path}/two")
    assert list(two.diff(two)) == []
    assert [each.kind for each in two.diff(one, parts=["config"])] == [
        "changed",
        "removed",
        "added",
    ]


def test_runs_of_a_list_without_documents_are_loaded(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    one, two = sorted(api.runs(path, fields=["config.seed"]), key=lambda run: run.id)
    one.config["lr"] = 77
    requests()
    assert list(one.diff(two, parts=["config", "summary"])) == CONFIG + SUMMARY
    assert requests() == {"ListRuns": 1}


async def test_async_runs_differ_in_the_same(
    sandbox: Sandbox, user: SandboxUser, path: str
) -> None:
    async with AsyncApi(user.api_key, base_url=sandbox.base_url) as api:
        one = await api.run(f"{path}/one")
        assert list(await one.diff(f"{path}/two")) == CONFIG + METADATA + SUMMARY
        assert len((await one.diff(await api.run(f"{path}/two"))).to_pandas()) == 8


def test_what_is_no_run_is_an_error(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    one = api.run(f"{path}/one")
    requests()
    with pytest.raises(PathError):
        one.diff("a/b/c/d")
    with pytest.raises(UsageError, match="'files'"):
        one.diff("two", parts=["files"])  # type: ignore[list-item]
    with pytest.raises(UsageError, match="parts must not be empty"):
        one.diff("two", parts=[])
    assert requests() == {}
    with pytest.raises(NotFoundError, match="three"):
        one.diff("three")


def test_packages_are_compared_by_version(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    runs = [api.create_run(path, run_id=f"packages{number}") for number in range(3)]
    runs[0].upload_file(
        b"numpy==1.26.4\nPyYAML==6.0\ntorch @ https://h/torch.whl\n", "requirements.txt"
    )
    runs[1].upload_file(
        b"# made by pip\nnumpy==2.0.0 # pinned\npyyaml==6.0\nscipy==1.14\n", "requirements.txt"
    )
    requests()
    found = runs[0].diff(runs[1], parts=["packages"])
    assert sum(requests().values()) == 4
    assert list(found) == [
        Change("packages.numpy", "changed", "1.26.4", "2.0.0"),
        Change("packages.scipy", "added", None, "1.14"),
        Change("packages.torch", "removed", "torch @ https://h/torch.whl", None),
    ]
    assert list(runs[0].diff(runs[2], parts=["packages"])) == [
        Change("packages", "removed", "requirements.txt", None)
    ]
    assert list(runs[2].diff(runs[2], parts=["packages"])) == []
