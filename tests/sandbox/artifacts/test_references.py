"""References that others wrote: what is refused, what is left out, and that the rest is there."""

from __future__ import annotations

import warnings
from base64 import b64encode
from hashlib import md5
from typing import TYPE_CHECKING

import pytest

from runql import Api, Artifact, RetryPolicy, Settings
from runql.errors import BatchError, RunQLError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser

MALFORMED = {
    "bracket": "http://[bad/x",
    "port": "http://h:port/x",
    "scheme": "swift://box/y.bin",
    "artifact": "wandb-artifact://not-hex/y",
    "empty": "wandb-artifact:///y",
    "unknown": "wandb-artifact://abcdef12/y",
    "share": "file://other.host/share/y",
    "null": "file:///etc/host%00name",
    "nothing": "y",
    "refused": "http://127.0.0.1:9/y",
}


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    settings = Settings(
        base_url=sandbox.base_url,
        api_key=user.api_key,
        entity=user.entity,
        retry=RetryPolicy(max_attempts=2, first_wait=0.01),
    )
    with Api(settings=settings) as client:
        yield client


def log(api: Api, name: str, references: dict[str, tuple[str, str]]) -> str:
    """Log a version with references as another client may write them."""
    from runql._models.artifacts.draft_entries import DraftEntry

    draft = Artifact(name, "data")
    draft.add("x", "x.txt")
    for path, (ref, digest) in references.items():
        draft._entries[path] = DraftEntry(path, None, digest, 3, ref)
    return str(api.log_artifact(draft, "hostile").path)


def test_bad_references_take_nothing_else_away(api: Api, tmp_path: Path) -> None:
    path = log(api, "bad", {name: (ref, "digest") for name, ref in MALFORMED.items()})
    with pytest.raises(BatchError) as caught:
        api.artifact(path).download(tmp_path / "a", skip_cache=True)
    assert sorted(caught.value.failures) == sorted(MALFORMED)
    assert [each.name for each in (tmp_path / "a").iterdir()] == ["x.txt"]
    with pytest.warns(UserWarning, match=r"Skipped \d+ unreadable references?"):
        api.artifact(path).download(
            tmp_path / "b",
            allow_missing_references=True,
            allow_local_references=True,
            skip_cache=True,
        )
    assert [each.name for each in (tmp_path / "b").iterdir()] == ["x.txt"]
    for name in MALFORMED:
        with pytest.raises(RunQLError):
            api.artifact(path).get_entry(name).read(allow_local_references=True)
        if name != "refused":
            with pytest.raises(RunQLError):
                api.artifact(path).get_entry(name).open(allow_local_references=True)


def test_files_of_this_machine_are_copied_with_the_users_word(api: Api, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("abc")

    def digest(text: str) -> str:
        return b64encode(md5(text.encode(), usedforsecurity=False).digest()).decode()

    path = log(
        api,
        "local",
        {
            "seen": (secret.as_uri(), digest("abc")),
            "unseen": (secret.as_uri(), digest(secret.as_uri())),
            "device": ("file:///dev/zero", digest("file:///dev/zero")),
            "folder": (tmp_path.as_uri(), digest("x")),
            "gone": ((tmp_path / "gone").as_uri(), digest("x")),
        },
    )
    version = api.artifact(path)
    with pytest.raises(BatchError) as caught:
        version.download(tmp_path / "a", skip_cache=True)
    for error in caught.value.failures.values():
        assert isinstance(error, UsageError)
        assert "allow_local_references=True" in str(error)
    assert [each.name for each in (tmp_path / "a").iterdir()] == ["x.txt"]
    with pytest.raises(UsageError, match="a file of this machine"):
        version.get_entry("seen").open()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        version.download(
            tmp_path / "b",
            allow_missing_references=True,
            allow_local_references=True,
            skip_cache=True,
        )
    assert sorted(each.name for each in (tmp_path / "b").iterdir()) == ["seen", "unseen", "x.txt"]
    assert version.get_entry("seen").read_text(allow_local_references=True) == "abc"


def test_a_plain_file_is_no_value(api: Api) -> None:
    draft = Artifact("plain", "data")
    draft.add("x", "notes/one.txt")
    version = api.log_artifact(draft, "hostile")
    for call in (version.get, version.table):
        with pytest.raises(UsageError, match=r"plain file[\s\S]*get_entry\('notes/one.txt'\)"):
            call("notes/one.txt")
    with pytest.raises(RunQLError, match="a folder of 1 file"):
        version.get_entry("notes")
