"""Tables and media that the official SDK logged: listed, read, and what is refused."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from runql import media
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import AsyncApi

PATH = "entity/media"


async def test_images_are_listed_step_by_step(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PATH}/pictures")
    images = await run.media("image", kind=media.Image)
    # The run, the plan of its history, the exported file.
    assert count_requests() == 3
    assert [image.step for image in images] == [0, 1, 2]
    assert [image.value.caption for image in images] == ["shade 0", "shade 40", "shade 80"]
    value = images[1].value
    assert (value.width, value.height, value.format) == (8, 4, "png")
    assert (list(value.masks), list(value.boxes)) == (["truth"], ["guess"])
    assert value.path is not None
    assert value.path.startswith("media/images/image_1_")
    assert len(images[1].files) == 3


async def test_content_is_what_was_logged(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/pictures")
    image = run.summary_media["image"]
    content = await image.read()
    assert content.startswith(b"\x89PNG")
    assert hashlib.sha256(content).hexdigest() == image.files[0].sha256
    assert len(content) == image.files[0].size


async def test_boxes_of_an_image_are_read(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/pictures")
    (box,) = (await run.summary_media["image"].boxes())["guess"]
    assert (box.left, box.right, box.top, box.bottom) == (0.1, 0.4, 0.2, 0.6)
    assert (box.label, box.caption, box.scores, box.pixels) == (
        "cat",
        "a cat",
        {"sure": 0.9},
        False,
    )


async def test_a_list_of_images_keeps_its_order(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/pictures")
    (pair,) = await run.media("pair", kind=media.MediaList)
    assert [item.caption for item in pair.value.items] == ["left", None]
    assert all(isinstance(item, media.Image) for item in pair.value.items)
    assert await pair.read(0) != await pair.read(1)
    with pytest.raises(UsageError, match="2 files"):
        await pair.read(2)


async def test_every_key_with_media_is_found(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PATH}/pictures")
    found = await run.media()
    # And the keys of the history.
    assert count_requests() == 4
    assert [(each.key, each.step) for each in found] == [
        ("image", 0),
        ("image", 1),
        ("image", 2),
        ("pair", 3),
        ("nested.image", 4),
    ]
    assert {each.key for each in found} == set(run.summary_media)


async def test_steps_narrow_what_is_listed(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/pictures")
    assert [each.step for each in await run.media(min_step=1, max_step=4)] == [1, 2, 3]
    with pytest.warns(UserWarning, match="no media under .loss., but other values"):
        assert await run.media("loss") == []


async def test_each_type_of_media_is_known(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/media")
    kinds = {key: type(each.value) for key, each in run.summary_media.items()}
    assert kinds == {
        "audio": media.Audio,
        "html": media.Html,
        "pages": media.MediaList,
        "video": media.Video,
        "videos": media.MediaList,
        "plot": media.Plotly,
        "points": media.Object3D,
        "clouds": media.MediaList,
        "molecule": media.Molecule,
        "molecules": media.MediaList,
        "graph": media.Graph,
        "trace": media.UnknownMedia,
    }
    logged = {each.key: each.value for each in await run.media()}
    assert logged == {key: each.value for key, each in run.summary_media.items()}


async def test_files_of_media_are_read(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/media")
    found = run.summary_media
    assert await found["html"].read() == b"<h1>Hello</h1>"
    assert json.loads(await found["points"].read()) == [[0, 0, 0], [0, 1, 0], [1, 1, 1]]
    assert json.loads(await found["plot"].read())["data"][0]["y"] == [2, 1, 3]
    assert (await found["audio"].read())[:4] == b"RIFF"
    with pytest.raises(UsageError, match="has no file"):
        await found["trace"].read()


async def test_histograms_are_arrays(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/histograms")
    given = await run.media("given", kind=media.Histogram)
    assert [each.value.values for each in given] == [(1, 2, step) for step in range(4)]
    made = await run.media("made", kind=media.Histogram)
    counts, edges = made[2].value.to_numpy()
    expected = np.histogram(np.arange(100) * 3, bins=10)
    assert counts.tolist() == expected[0].tolist()
    assert edges.tolist() == expected[1].tolist()
    assert len(await run.media(kind=media.Histogram)) == 12


async def test_a_table_is_read(async_api: AsyncApi, count_requests: Callable[[], int]) -> None:
    run = await async_api.run(f"{PATH}/tables")
    table = await run.table("predictions")
    # The run; the server's id of the artifact, the artifact, its manifest, an address, the file.
    assert count_requests() == 6
    assert table.columns == ("name", "score", "count", "right")
    assert table.records[1] == {"name": "dog", "score": 0.5, "count": 2, "right": None}
    assert [each.name for each in table.column_types.values()] == [
        "string",
        "number",
        "number",
        "boolean",
    ]
    assert table.complete
    frame = table.to_pandas()
    text = str(pd.Series(["a"]).dtype)  # "str" since pandas 3, "object" before
    assert [str(dtype) for dtype in frame.dtypes] == [text, "float64", "int64", "boolean"]
    assert table.to_arrow().column("count").to_pylist() == [1, 2, 3]
    assert table.to_polars()["name"].to_list() == ["cat", "dog", "eel"]


async def test_the_runs_own_copy_of_a_table_is_read(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PATH}/tables")
    own = await run.table("predictions", source="file")
    assert count_requests() == 3
    whole = await run.table("predictions", source="artifact")
    assert (own.rows, own.columns) == (whole.rows, whole.columns)
    assert (own.artifact, whole.artifact) == (None, f"{PATH}/run-tables-predictions:v0")


async def test_cells_of_a_table_are_typed(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/tables")
    table = await run.table("mixed")
    image, when, vector, html = table.rows[1]
    assert isinstance(image, media.Image)
    assert (image.width, image.height, image.format) == (8, 4, "png")
    assert when == dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    assert vector == [1.0, 2.0, 3.0]
    assert isinstance(html, media.Html)
    assert [each.name for each in table.column_types.values()] == [
        "image-file",
        "timestamp",
        "list",
        "html-file",
    ]
    own = await run.table("mixed", source="file")
    assert own.rows[1] == ("Image", "2026-01-02T00:00:00Z", [1.0, 2.0, 3.0], "Html")


async def test_images_in_cells_have_their_masks(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/tables")
    ((image,),) = (await run.table("masked")).rows
    assert isinstance(image, media.Image)
    assert list(image.masks) == ["truth"]
    assert len(image.files) >= 2


async def test_arrays_of_a_table_are_cells(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/tables")
    table = await run.table("arrays")
    assert table.rows == tuple(([[float(n)] * 2] * 2,) for n in range(3))
    assert table.column_types["matrix"].name == "ndarray"


async def test_a_table_of_a_step_and_the_last_one_differ(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/tables")
    again = await run.media("again", kind=media.LoggedTable)
    steps = [each.step for each in again]
    assert [(await each.table()).rows for each in again] == [((0.1,),), ((0.2,),)]
    assert (await run.table("again", step=steps[0])).rows == ((0.1,),)
    assert (await run.table("again")).rows == ((0.2,),)


async def test_a_table_that_grew_is_read_whole(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/tables")
    whole = await run.table("growing")
    assert whole.rows == ((0, 1.0), (1, 0.5), (2, 1 / 3))
    assert whole.complete
    parts = await run.media("growing", kind=media.LoggedTable)
    assert (await parts[1].table()).rows == ((0, 1.0), (1, 0.5))


async def test_the_data_of_a_chart_are_its_table(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/tables")
    chart = run.custom_charts["chart"]
    assert (chart.spec, chart.table_key) == ("wandb/line/v0", "chart_table")
    assert chart.fields == {"x": "x", "y": "y"}
    assert chart.strings == {"title": "A line"}
    assert (await run.table("chart")).rows == ((0, 1.5), (1, 2.5))


async def test_what_is_not_there_or_no_table_is_said(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/tables")
    with pytest.raises(NotFoundError, match="Similar names: predictions"):
        await run.table("prediction")
    with pytest.raises(UsageError, match="source"):
        await run.table("predictions", source="files")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no artifact with all its rows"):
        await run.table("growing", source="artifact")
    with pytest.raises(NotFoundError, match=r"at step 7\.[\s\S]*run\.media\('predictions'\)"):
        await run.table("predictions", step=7)
    images = await async_api.run(f"{PATH}/pictures")
    with pytest.raises(UsageError, match="not a table"):
        await images.table("image")
    with pytest.raises(UsageError, match="not an image"):
        await images.summary_media["pair"].boxes()
