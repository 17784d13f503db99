# Generated from tests/_async/test_files.py by `make generate`. Do not edit.

"""Files that the official SDK saved: listed, found, read, downloaded one by one, deleted."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from runql import File
from runql.errors import IntegrityError, NotFoundError, TargetExistsError, UsageError
from tests.official.files import CONTENTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from runql import Api

PATH = "entity/files"


def files_in(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_every_file_is_listed_with_typed_attributes(
    api: Api, count_requests: Callable[[], int]
) -> None:
    run = api.run(f"{PATH}/files")
    files = {file.name: file for file in run.files()}
    assert files.keys() >= CONTENTS.keys() | {"config.yaml", "wandb-metadata.json"}
    for name, content in CONTENTS.items():
        file = files[name]
        assert isinstance(file, File)
        assert (file.size, file.md5_hex) == (len(content), hashlib.md5(content).hexdigest())
        assert file.updated_at is not None
        assert file.updated_at.tzinfo is not None
        assert file.updated_at > dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    assert files["plots/loss 100%.png"].mimetype == "image/png"
    assert str(files["notes.txt"].run_path) == f"{PATH}/files"
    assert run.files().total() == len(files)
    assert count_requests() == 3


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.ckpt", ["weights/model.ckpt", "weights/step_1.ckpt", "weights/step_20.ckpt"]),
        ("weights/step_?.ckpt", ["weights/step_1.ckpt"]),
        ("plots/*.png", ["plots/loss 100%.png"]),
        ("plots/**", ["plots/deep/häß.png", "plots/loss 100%.png"]),
        ("*100%*", ["plots/loss 100%.png"]),
        ("[a-e]*.bin", ["empty.bin"]),
        ("nothing/*", []),
    ],
    ids=["suffix", "one", "folder", "below", "percent", "set", "none"],
)
def test_a_pattern_chooses_files(
    api: Api, pattern: str, names: list[str], count_requests: Callable[[], int]
) -> None:
    run = api.run(f"{PATH}/files")
    assert sorted([file.name for file in run.files(pattern)]) == names
    assert count_requests() == 2


def test_names_choose_files_and_no_names_choose_none(
    api: Api, count_requests: Callable[[], int]
) -> None:
    run = api.run(f"{PATH}/files")
    wanted = ["notes.txt", "empty.bin", "absent"]
    assert {file.name for file in run.files(names=wanted)} == {"notes.txt", "empty.bin"}
    assert run.files(names=[]).all() == []
    # One more for the file that is missing: no file has a similar name.
    assert count_requests() == 3


def test_pages_and_limits_go_on_where_they_end(api: Api, count_requests: Callable[[], int]) -> None:
    run = api.run(f"{PATH}/files")
    every = [file.name for file in run.files(per_page=5).all()]
    assert len(every) == len(set(every)) == 12
    assert count_requests() == 4
    limited = run.files("*.ckpt", limit=2)
    first = [file.name for file in limited.all()]
    rest = [file.name for file in run.files("*.ckpt", after=limited.cursor).all()]
    assert [*first, *rest] == [name for name in every if name.endswith(".ckpt")]


def test_a_file_that_is_not_there_is_named_with_its_neighbours(
    api: Api, count_requests: Callable[[], int]
) -> None:
    run = api.run(f"{PATH}/files")
    assert run.file("weights/model.ckpt").size == 10240
    with pytest.raises(NotFoundError, match=r"weights/model\.ckpt"):
        run.file("model.ckpt")
    with pytest.raises(NotFoundError, match=r"notes\.txt"):
        run.file("note.txt")
    with pytest.raises(NotFoundError, match="to list all files"):
        run.file("qqqqqqqqqqqq")
    assert count_requests() == 2 + 3 * 2


def test_a_file_is_read_as_bytes_text_and_pieces(api: Api) -> None:
    run = api.run(f"{PATH}/files")
    files = {file.name: file for file in run.files()}
    for name in ("weights/model.ckpt", "weights/step_20.ckpt", "empty.bin", "odd/a:b?.txt"):
        assert files[name].read() == CONTENTS[name]
    assert files["notes.txt"].read_text() == "first line\nsecond line\n"
    with pytest.raises(UnicodeDecodeError):
        files["weights/step_20.ckpt"].read_text()
    pieces = list(files["weights/model.ckpt"].stream(4000))
    assert [len(piece) for piece in pieces] == [4000, 4000, 2240]
    assert b"".join(pieces) == CONTENTS["weights/model.ckpt"]
    with pytest.raises(UsageError):
        list(files["notes.txt"].stream(0))


def test_a_digest_that_does_not_fit_is_an_error(api: Api) -> None:
    run = api.run(f"{PATH}/files")
    file = run.file("notes.txt")
    file._snapshot = file._snapshot.model_copy(update={"md5": "A" * 22 + "=="})
    with pytest.raises(IntegrityError, match="MD5"):
        file.read()
    with pytest.raises(IntegrityError, match="MD5"):
        list(file.stream())


def test_a_download_knows_what_is_there(
    api: Api, tmp_path: Path, count_requests: Callable[[], int]
) -> None:
    run = api.run(f"{PATH}/files")
    file = run.file("odd/a:b?.txt")
    target = file.download(tmp_path)
    assert target == tmp_path / "odd" / "a%3Ab%3F.txt"
    assert target.read_bytes() == CONTENTS["odd/a:b?.txt"]
    assert file.download(tmp_path) == target
    assert count_requests() == 3  # the same content is not fetched again
    target.write_bytes(b"mine")
    with pytest.raises(TargetExistsError, match="replace=True"):
        file.download(tmp_path)
    assert file.download(tmp_path, exist_ok=True) == target
    assert (target.read_bytes(), count_requests()) == (b"mine", 3)
    assert file.download(tmp_path, replace=True, exist_ok=True) == target
    assert target.read_bytes() == CONTENTS["odd/a:b?.txt"]
    assert count_requests() == 4
    assert files_in(tmp_path) == [target]


def test_files_are_deleted_in_one_request(api: Api, count_requests: Callable[[], int]) -> None:
    run = api.run(f"{PATH}/deletable")
    files = run.files("*.ckpt").all()
    assert run.delete_files([*files[:2], files[2].id]) == 3
    assert count_requests() == 3
    assert run.files("*.ckpt").all() == []
    assert run.delete_files([]) == 0
    with pytest.raises(NotFoundError):
        files[0].delete()
    notes = run.file("notes.txt")
    notes.delete()
    with pytest.raises(NotFoundError):
        run.delete_files([run.file("empty.bin").id, notes])
    # An operation that fails changes nothing.
    assert run.file("empty.bin").size == 0


def test_wrong_arguments_are_refused_before_anything_is_sent(
    api: Api, tmp_path: Path, count_requests: Callable[[], int]
) -> None:
    run = api.run(f"{PATH}/files")
    wrong: list[dict[str, Any]] = [
        {"pattern": "*", "names": ["a"]},
        {"names": "notes.txt"},
        {"pattern": ""},
        {"pattern": "[b-a]"},
        {"per_page": 0},
        {"limit": -1},
    ]
    for arguments in wrong:
        with pytest.raises(UsageError):
            run.files(**arguments)
    for workers in (0, 65):
        with pytest.raises(UsageError, match="workers"):
            run.download_files(root=tmp_path, workers=workers)
        with pytest.raises(UsageError, match="workers"):
            run.upload_files(tmp_path, workers=workers)
    with pytest.raises(UsageError, match="name"):
        run.upload_file(b"content")
    with pytest.raises(UsageError, match="File not found"):
        run.upload_file(tmp_path / "absent")
    for name in ("", "../x", "/x", "a\\b", "a//b"):
        with pytest.raises(UsageError, match="name"):
            run.upload_file(b"content", name)
    with pytest.raises(UsageError, match="list of strings"):
        run.delete_files("abc")
    assert count_requests() == 1


def test_the_files_of_a_deleted_run_are_not_found(api: Api) -> None:
    run = api.create_run(PATH, run_id="gone")
    run.delete()
    with pytest.raises(NotFoundError):
        run.files().all()
