"""References from one version to files of another, compared with the official client's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from runql import Api, Artifact
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

SCRIPT = """
import json
import wandb
settings = wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True)
api = wandb.Api()
source, chained = api.artifact("links/source:v0"), api.artifact("links/chained:v0")
with wandb.init(project="links", id="theirs", settings=settings) as run:
    made = wandb.Artifact("theirs", "dataset")
    made.add_reference(source.get_entry("in/file é.txt"))
    made.add_reference(source.get_entry("in/file é.txt").ref_url(), name="named.txt")
    made.add_reference(chained.get_entry("on.txt").ref_url(), name="through.txt")
    made = run.log_artifact(made)
    made.wait()
    ours = api.artifact("links/ours:v0")
    folder = ours.download()
    print(json.dumps({
        "digest": made.digest,
        "entries": {p: [e.digest, e.ref] for p, e in made.manifest.entries.items()},
        "read": open(folder + "/through.txt").read(),
    }))
"""


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


def test_files_of_versions_are_referred_to_as_the_official_client_does(
    api: Api, official: Official, tmp_path: Path
) -> None:
    draft = Artifact("source", "dataset")
    draft.add("content", "in/file é.txt")
    source = api.log_artifact(draft, "links")
    entry = source.get_entry("in/file é.txt")
    draft = Artifact("chained", "dataset")
    draft.add_reference(entry, "on.txt")
    chained = api.log_artifact(draft, "links")
    assert chained.manifest["on.txt"].digest == entry.digest
    draft = Artifact("ours", "dataset")
    draft.add_reference(entry)
    draft.add_reference(entry.ref_url, "named.txt")
    draft.add_reference(chained.get_entry("on.txt"), "through.txt")
    ours = api.log_artifact(draft, "links")
    theirs: dict[str, Any] = json.loads(official(SCRIPT).splitlines()[-1])
    assert {path: [each.digest, each.ref] for path, each in ours.manifest.items()} == theirs[
        "entries"
    ]
    assert ours.digest == theirs["digest"]
    assert theirs["read"] == "content"
    for artifact in (ours, api.artifact("links/theirs:v0")):
        root = artifact.download(tmp_path / artifact.name, skip_cache=True)
        assert {each.name for each in root.iterdir()} == {"file é.txt", "named.txt", "through.txt"}
        assert all(each.read_text() == "content" for each in root.iterdir())
        assert artifact.verify(root).ok


def test_a_file_that_is_not_there_is_not_referred_to(api: Api) -> None:
    draft = Artifact("lone", "dataset")
    draft.add("content", "file.txt")
    entry = api.log_artifact(draft, "links").get_entry("file.txt")
    broken = Artifact("broken", "dataset")
    broken.add_reference(entry.ref_url.replace("file.txt", "fil.txt"))
    with pytest.raises(NotFoundError, match=r"no file 'fil\.txt'"):
        api.log_artifact(broken, "links")
