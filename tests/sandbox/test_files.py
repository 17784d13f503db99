"""Files of runs on a sandbox: transfers in bulk and both ways, and the rules of its storage."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import httpx
import pytest

from runql import FileFolder
from runql.errors import IntegrityError, NotFoundError, TargetExistsError, UsageError
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql import Api, Run
    from runql.testing import SandboxUser

CONTENT = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


@pytest.fixture
def run(api: Api) -> Run:
    return api.create_run("files")


def requests(sandbox: Sandbox) -> dict[str, int]:
    """Return the requests by kind since the last call."""
    response: dict[str, int] = httpx.get(f"{sandbox.base_url}/debug/requests").json()
    httpx.delete(f"{sandbox.base_url}/debug/requests")
    return response


def tree(folder: Path) -> dict[str, bytes]:
    found = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


def make(folder: Path, contents: dict[str, bytes]) -> Path:
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


MANY = {f"part{n % 3}/file {n}.bin": str(n).encode() * n for n in range(40)} | {"empty": b""}


def test_a_folder_goes_up_and_comes_down_as_it_was(
    run: Run, sandbox: Sandbox, tmp_path: Path
) -> None:
    requests(sandbox)
    sent = run.upload_files(make(tmp_path / "here", MANY))
    assert {file.name: file.size for file in sent} == {n: len(c) for n, c in MANY.items()}
    # Places, one a file, a word that they arrived, and a listing; and once what the server can do.
    assert requests(sandbox) == {
        "CreateRunFiles": 1,
        "PUT storage": 41,
        "GetServerInfo": 1,
        "MarkRunFilesUploaded": 1,
        "ListRunFiles": 1,
    }
    paths = run.download_files(root=tmp_path / "there")
    assert len(paths) == 41
    assert all(path.is_file() for path in paths)
    assert tree(tmp_path / "there") == MANY
    assert requests(sandbox) == {"ListRunFiles": 1, "GET storage": 41}
    assert run.download_files(root=tmp_path / "there") == paths
    assert requests(sandbox) == {"ListRunFiles": 1}
    (tmp_path / "there" / "empty").write_bytes(b"not empty")
    with pytest.raises(TargetExistsError, match="empty"):
        run.download_files(root=tmp_path / "there")
    assert requests(sandbox) == {"ListRunFiles": 1}
    run.download_files(root=tmp_path / "there", replace=True)
    assert requests(sandbox) == {"ListRunFiles": 1, "GET storage": 1}
    assert tree(tmp_path / "there") == MANY


def test_names_come_from_the_root_and_links_are_files_of_their_own_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {"a/b/c.txt": b"c", "a/d.txt": b"d", "e.txt": b"e"})
    (tmp_path / "a" / "link.txt").symlink_to(tmp_path / "e.txt")
    files = run.upload_files([tmp_path / "a", tmp_path / "e.txt"], root=tmp_path)
    assert sorted(file.name for file in files) == ["a/b/c.txt", "a/d.txt", "a/link.txt", "e.txt"]
    monkeypatch.chdir(tmp_path)
    assert run.upload_file(tmp_path / "a" / "d.txt").name == "a/d.txt"
    assert run.upload_file("a/d.txt", "a").name == "d.txt"
    assert [file.name for file in run.files(["a/d.txt"])] == ["a/d.txt"]
    assert run.upload_file(tmp_path / "a" / "d.txt", root=tmp_path).name == "a/d.txt"
    assert run.upload_file(tmp_path / "a" / "d.txt", name="x/y.txt").read() == b"d"
    with pytest.raises(UsageError, match="not below"):
        run.upload_file(tmp_path / "e.txt", root=tmp_path / "a")
    with pytest.raises(UsageError, match="would have the same name"):
        run.upload_files([tmp_path / "a", make(tmp_path / "z", {"d.txt": b""})])


def test_a_name_is_written_over_and_keeps_its_one_place(run: Run) -> None:
    first = run.upload_file(b"first", "x.txt")
    second = run.upload_file(b"second one", "x.txt")
    assert (first.id, second.size) == (second.id, 10)
    assert [file.read() for file in run.files()] == [b"second one"]
    with pytest.raises(IntegrityError):
        first.read()  # what is there now is not what was listed then


def test_a_bar_counts_bytes_when_it_is_wanted(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run.upload_files(make(tmp_path / "here", MANY), progress=True)
    run.download_files(root=tmp_path / "there", progress=True)
    assert capsys.readouterr().err.count("41 files") >= 2
    run.download_files(root=tmp_path / "again")
    assert capsys.readouterr().err == ""


def test_a_file_of_somebody_else_can_be_neither_read_nor_deleted(
    run: Run, sandbox: Sandbox
) -> None:
    file = run.upload_file(CONTENT, "mine.bin")
    other = sandbox.create_user("files-stranger")
    with sandbox.api(other) as api:
        theirs = api.create_run("files")
        with pytest.raises(NotFoundError):
            theirs.delete_files([file.id])
    assert httpx.get(file.url, auth=("api", other.api_key)).status_code == 404
    assert httpx.get(file.url).status_code == 401
    assert file.read() == CONTENT


def test_the_storage_gives_ranges_and_says_what_it_has(run: Run) -> None:
    url = run.upload_file(CONTENT, "weights.bin").direct_url
    cases = {
        "bytes=0-9": (206, CONTENT[:10], f"bytes 0-9/{len(CONTENT)}"),
        "bytes=10000-": (206, CONTENT[10_000:], f"bytes 10000-10239/{len(CONTENT)}"),
        "bytes=-5": (206, CONTENT[-5:], f"bytes 10235-10239/{len(CONTENT)}"),
        "bytes=20000-": (416, None, f"bytes */{len(CONTENT)}"),
    }
    for span, (status, content, shown) in cases.items():
        response = httpx.get(url, headers={"Range": span})
        assert (response.status_code, response.headers["content-range"]) == (status, shown)
        assert content is None or response.content == content
    several = httpx.get(url, headers={"Range": "bytes=0-1,5-6"})
    assert several.status_code == 206
    assert several.headers["content-type"].startswith("multipart/byteranges")
    whole = httpx.get(url)
    assert (whole.status_code, whole.content) == (200, CONTENT)
    assert httpx.get(url, headers={"If-Range": '"other"', "Range": "bytes=0-1"}).status_code == 200
    assert httpx.get(
        url, headers={"If-Range": whole.headers["etag"], "Range": "bytes=0-1"}
    ).is_success


def test_an_upload_with_another_digest_is_refused_and_kept_out(run: Run, api: Api) -> None:
    made = api.graphql.create_run_files(
        entity=run.entity, project=run.project, run=run.id, files=["x.bin"]
    ).create_run_files
    assert made is not None
    upload_url = made.files[0].upload_url
    assert upload_url is not None
    digest = hashlib.md5(b"meant").digest()
    headers = {"Content-MD5": base64.b64encode(digest).decode()}
    assert httpx.put(upload_url, content=b"other", headers=headers).status_code == 400
    assert list(run.files()) == []
    assert httpx.put(upload_url, content=b"meant", headers=headers).status_code == 200
    assert [file.read() for file in run.files()] == [b"meant"]
    assert httpx.put(upload_url + "0", content=b"x").status_code == 403


def test_addresses_expire_as_the_server_was_told_and_are_renewed(tmp_path: Path) -> None:
    with Sandbox(options=["--url-seconds", "0.001"]) as sandbox, sandbox.api() as api:
        run = api.create_run("files")
        file = run.upload_file(CONTENT, "weights.bin")
        assert httpx.get(file.direct_url).status_code == 403
        assert file.download(tmp_path).read_bytes() == CONTENT
        assert file.read() == CONTENT
        assert b"".join(file.stream(4_000)) == CONTENT
        assert tree(tmp_path) == {"weights.bin": CONTENT}


def foldered(api: Api) -> Run:
    """Return a new run with files in folders."""
    run = api.create_run("folders")
    for name, content in (("top.txt", b"1"), ("a/x.png", b"22"), ("a/b/y.png", b"333")):
        run.upload_file(content, name)
    run.upload_file(b"4444", "z/z.json")
    return run


def test_folders_have_their_files_and_bytes(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api:
        assert api.create_run("folders", run_id="empty").folders() == []
        run = foldered(api)
        requests(sandbox)
        assert run.folders() == [FileFolder("a", 2, 5), FileFolder("z", 1, 4)]
        assert requests(sandbox) == {"GetRunFolders": 1}


def test_files_are_chosen_by_media_type(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api:
        run = foldered(api)
        pictures = run.files(content_types=["image/PNG"])
        assert sorted(each.name for each in pictures) == ["a/b/y.png", "a/x.png"]
        assert pictures.total() == 2
        both = run.files(content_types=["image/png", "application/json"])
        assert len(both.all()) == 3
        assert [each.name for each in run.files("a/*.png", content_types=["image/png"])] == [
            "a/x.png"
        ]
        requests(sandbox)
        assert run.files(content_types=[]).all() == []
        for odd in ("png", "image/*", "image", ""):
            with pytest.raises(UsageError, match="content_types must be media types"):
                run.files(content_types=[odd])
        with pytest.raises(UsageError, match="list of strings"):
            run.files(content_types="image/png")
        assert not requests(sandbox)


async def test_async_folders_are_the_same(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api:
        name = foldered(api).id
    async with sandbox.async_api(user) as api:
        run = await api.run(f"folders/{name}")
        assert [each.name for each in await run.folders()] == ["a", "z"]
        assert await run.files(content_types=["application/json"]).total() == 1


def test_a_misspelled_name_is_named_with_the_near_one(run: Run, tmp_path: Path) -> None:
    run.upload_file(CONTENT, "checkpoints/model.ckpt")
    for pattern in ("modle.ckpt", "checkpoint/model.ckpt"):
        with pytest.warns(UserWarning, match=f"no file '{pattern}'. Did you mean '.*model.ckpt'"):
            assert run.download_files(pattern, tmp_path) == []
    for pattern in ("modle.*", "weights.bin"):
        assert run.download_files(pattern, tmp_path) == []
    assert len(run.download_files("model.ckpt", tmp_path)) == 1


def test_a_misspelled_exact_name_is_reported(run: Run, sandbox: Sandbox) -> None:
    run.upload_file(CONTENT, "requirements.txt")
    requests(sandbox)
    for files in (run.files(names=["requirement.txt"]), run.files(["requirement.txt"])):
        with pytest.warns(UserWarning, match=r"no file 'requirement.txt'. Did you mean") as caught:
            assert files.all() == []
        assert caught[0].filename == __file__
    assert requests(sandbox) == {"ListRunFiles": 4}
    misspelled = run.files(names=["requirement.txt"])
    for _ in range(2):  # A warning that is an error is raised at each read.
        with pytest.raises(UserWarning, match=r"Did you mean 'requirements\.txt'"):
            misspelled.first()


def test_a_misspelled_name_next_to_an_exact_one_is_reported(run: Run, sandbox: Sandbox) -> None:
    run.upload_file(CONTENT, "model.ckpt")
    requests(sandbox)
    with pytest.warns(UserWarning, match=r"no file 'modle\.ckpt'. Did you mean 'model\.ckpt'"):
        found = run.files(names=["model.ckpt", "modle.ckpt"]).all()
    assert [file.name for file in found] == ["model.ckpt"]
    assert requests(sandbox) == {"ListRunFiles": 2}


def test_names_that_resemble_no_file_and_existing_names_are_not_reported(
    run: Run, sandbox: Sandbox
) -> None:
    run.upload_file(CONTENT, "model.ckpt")
    requests(sandbox)
    assert run.files(names=["output.log"]).all() == []
    # The file exists and has another media type.
    assert run.files(names=["model.ckpt"], content_types=["image/png"]).all() == []
    assert requests(sandbox) == {"ListRunFiles": 4}
    assert run.files(names=["modle.ckpt"], limit=0).all() == []
    assert run.files("modle.*").all() == []
    assert run.files(names=["model.ckpt", "modle.ckpt"], limit=1).first() is not None
    assert requests(sandbox) == {"ListRunFiles": 2}
    run.upload_file(CONTENT, "model.txt")
    requests(sandbox)
    page = run.files(limit=1, per_page=1)
    names = [file.name for file in page]
    assert page.cursor is not None
    assert run.files(names=names, after=page.cursor).all() == []
    assert requests(sandbox) == {"ListRunFiles": 2}


def test_files_that_runql_looks_for_itself_are_not_reported(run: Run, sandbox: Sandbox) -> None:
    run.upload_file(CONTENT, "wandb-metadata.json.bak")
    requests(sandbox)
    assert run.metadata is None
    assert requests(sandbox) == {"ListRunFiles": 1}
