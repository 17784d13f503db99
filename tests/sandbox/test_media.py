"""Media that the official SDK logs arrive in the sandbox, and come out again onto disk, verified."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql import media
from runql.errors import IntegrityError, NotFoundError, TargetExistsError, UnknownKeyWarning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api, Run
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

SCRIPT = Path(__file__).parents[1] / "official" / "media.py"


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser, official: Official) -> Iterator[Api]:
    code = "import sys, runpy; sys.argv = ['media', 'pictures', 'tables']; "
    code += f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    official(code)
    with sandbox.api(user) as client:
        yield client


@pytest.fixture(scope="module")
def image_run(api: Api) -> Run:
    return api.run("media/pictures")


def test_media_are_written_below_a_folder(image_run: Run, tmp_path: Path) -> None:
    image = image_run.media("image", kind=media.Image)[0]
    paths = image.download(tmp_path)
    assert paths == [tmp_path / file.path for file in image.files]
    for path, file in zip(paths, image.files, strict=True):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256


def test_all_media_come_in_one_go_and_only_once(
    image_run: Run, tmp_path: Path, sandbox: Sandbox
) -> None:
    paths = image_run.download_media(root=tmp_path, progress=False)
    # Four images, a mask and boxes to each of three, and a pair.
    assert len(paths) == len(set(paths)) == 3 * 3 + 2 + 1
    before = {path: path.stat().st_mtime_ns for path in paths}
    assert image_run.download_media(root=tmp_path, progress=False) == paths
    assert {path: path.stat().st_mtime_ns for path in paths} == before
    assert len(image_run.download_media(kind=media.MediaList, root=tmp_path)) == 2


def test_other_local_content_is_not_written_over(image_run: Run, tmp_path: Path) -> None:
    image = image_run.summary_media["nested.image"]
    target = tmp_path / image.files[0].path
    target.parent.mkdir(parents=True)
    target.write_bytes(b"mine")
    with pytest.raises(TargetExistsError):
        image.download(tmp_path)
    assert target.read_bytes() == b"mine"
    assert image.download(tmp_path, replace=True) == [target]
    assert target.read_bytes().startswith(b"\x89PNG")


def test_a_file_that_was_exchanged_on_the_server_is_noticed(
    api: Api, tmp_path: Path, sandbox: Sandbox
) -> None:
    run = api.run("media/pictures")
    (image,) = run.media("image", kind=media.Image, min_step=1, max_step=2)
    path = image.files[0].path
    run.upload_file(b"x" * (image.value.size or 0), path)
    with pytest.raises(IntegrityError, match="SHA-256"):
        image.read()
    with pytest.raises(IntegrityError, match="SHA-256"):
        image.download(tmp_path)
    assert not (tmp_path / path).exists()


def test_a_file_that_is_gone_is_named(api: Api, tmp_path: Path) -> None:
    run = api.run("media/pictures")
    (pair,) = run.media("pair")
    run.file(pair.files[0].path).delete()
    with pytest.raises(NotFoundError, match=pair.files[0].path):
        pair.download(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_live_and_exported_rows_hold_the_same_media(
    api: Api, sandbox: Sandbox, user: SandboxUser
) -> None:
    run = api.create_run("media", run_id="live")
    masks = {"m": {"_type": "mask", "path": "media/m.png", "sha256": "a", "size": 1}}
    image = {"_type": "image-file", "path": "media/i.png", "sha256": "b", "size": 2}
    counts = '{"_type": "histogram", "values": [1, NaN], "bins": [0, 0.5, Infinity]}'
    rows = [
        json.dumps({"_step": 0, "image": image, "loss": 0.5}),
        f'{{"_step": 1, "nested": {{"counts": {counts}}}}}',
        json.dumps({"_step": 2, "image": {**image, "masks": masks}}),
    ]

    def send(**body: object) -> None:
        url = f"{sandbox.base_url}/files/{user.entity}/media/live/file_stream"
        httpx.post(url, json=body, auth=("api", user.api_key)).raise_for_status()

    send(files={"wandb-history.jsonl": {"offset": 0, "content": rows}})
    live = run.media()
    chosen = run.media("image", "nested.counts")
    send(complete=True, exitcode=0)
    exported = run.media()
    expected = [("image", 0), ("nested.counts", 1), ("image", 2)]
    for found in (live, chosen, exported):
        assert [(each.key, each.step) for each in found] == expected
        assert [each.files for each in found] == [each.files for each in live]
        histogram = found[1].value
        assert isinstance(histogram, media.Histogram)
        assert histogram.values[0] == 1
        assert math.isnan(histogram.values[1])
        assert histogram.bins == (0, 0.5, math.inf)
    assert api.run("media/live").history(format="arrow").schema.get_field_index("image") >= 0


def test_a_table_is_read_from_the_run_when_its_artifact_is_gone(
    api: Api, official: Official
) -> None:
    run = api.run("media/tables")
    assert run.table("predictions").artifact is not None
    official(
        "import wandb\n"
        "for artifact in wandb.Api().run('media/tables').logged_artifacts():\n"
        "    if 'predictions' in artifact.name:\n"
        "        artifact.delete(delete_aliases=True)\n"
    )
    table = run.table("predictions")
    assert (table.artifact, len(table)) == (None, 3)
    with pytest.raises(NotFoundError):
        run.table("predictions", source="artifact")


def test_a_key_with_other_values_than_media_is_reported(image_run: Run) -> None:
    with pytest.warns(UserWarning, match="no media under 'nested.number', but other values"):
        assert image_run.media("nested.number") == []
    assert image_run.media("image", kind=media.Histogram) == []


@pytest.mark.parametrize("kind", ["records", "pandas", "polars", "arrow"])
@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("image.path", r"Rows have the media or lists of 'image' as one value: read 'image'\."),
        ("nested.image.path", r"of 'nested.image' as one value: read 'nested.image'\."),
        ("pair.filenames", r"of 'pair' as one value"),
        ("nested.numbr", r"Did you mean 'nested.number'"),
    ],
)
def test_a_key_inside_media_is_reported_in_every_format(
    image_run: Run, key: str, said: str, kind: Any
) -> None:
    with pytest.warns(UnknownKeyWarning, match=said):
        found = image_run.history([key], format=kind)
    assert len(found) == 0
    with pytest.warns(UnknownKeyWarning, match=said):
        assert len(image_run.history([key], samples=10)) == 0
    with pytest.warns(UnknownKeyWarning, match=said):
        assert list(image_run.scan_history([key])) == []


def test_whole_media_and_nested_values_are_read_without_a_warning(image_run: Run) -> None:
    assert len(image_run.history(["image", "nested.number", "nested.image"])) == 4
