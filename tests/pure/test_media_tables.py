"""Files of tables: of runs and of artifacts, round and round, and what is refused."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runql import media
from runql._models.boxes import read_boxes
from runql._models.table import join_tables, read_table
from runql.errors import IntegrityError, ProtocolError

CELLS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()


@settings(deadline=None)  # the first example imports the libraries of frames
@given(st.data())
def test_a_table_survives_json(data: st.DataObject) -> None:
    columns = data.draw(st.lists(st.text(), unique=True, max_size=4))
    row = st.lists(CELLS, min_size=len(columns), max_size=len(columns))
    rows = data.draw(st.lists(row, max_size=5))
    table = read_table("t", json.dumps({"columns": columns, "data": rows}).encode())
    assert list(table.columns) == columns
    assert [list(each) for each in table.rows] == rows
    assert len(table) == len(table.records) == len(rows)
    if columns:
        assert len(table.to_pandas()) == table.to_arrow().num_rows == len(rows)


ARTIFACT = {
    "_type": "table",
    "columns": ["image", "when", "score", "name", 7],
    "data": [
        [
            {"_type": "image-file", "path": "media/images/a.png", "size": 3},
            1767225600000.0,
            1,
            "a",
            None,
        ],
        [None, None, 0.5, "b", math.nan],
    ],
    "ncols": 5,
    "nrows": 2,
    "column_types": {
        "wb_type": "typedDict",
        "params": {
            "type_map": {
                "image": {"wb_type": "image-file", "params": {}},
                "when": {
                    "wb_type": "union",
                    "params": {"allowed_types": [{"wb_type": "none"}, {"wb_type": "timestamp"}]},
                },
                "score": {"wb_type": "number"},
                "name": {
                    "wb_type": "union",
                    "params": {"allowed_types": [{"wb_type": "string"}, {"wb_type": "number"}]},
                },
            }
        },
    },
}


def test_types_media_and_times_of_an_artifact_are_read() -> None:
    table = read_table("t", json.dumps(ARTIFACT).encode())
    image, when = table.rows[0][:2]
    assert isinstance(image, media.Image)
    assert image.path == "media/images/a.png"
    assert when == dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert {name: (each.name, each.optional) for name, each in table.column_types.items()} == {
        "image": ("image-file", False),
        "when": ("timestamp", True),
        "score": ("number", False),
        "name": ("string | number", False),
        "7": ("number", True),
    }
    frame = table.to_pandas()
    assert frame["image"][0] is image
    assert table.to_arrow().column("image").to_pylist()[0] == dict(image.raw)
    assert str(table.to_polars()["when"].dtype).startswith("Datetime")


def test_a_table_that_was_cut_off_says_so() -> None:
    content = json.dumps({"columns": ["x"], "data": [[1]]}).encode()
    table = read_table("t", content, nrows=12_000)
    assert not table.complete
    assert table.to_pandas().attrs["runql"] == {"complete": False, "nrows": 12_000}
    assert read_table("t", content).complete


def test_columns_of_one_name_are_numbered() -> None:
    table = read_table("t", b'{"columns": ["x", "x", "y"], "data": [[1, 2, 3]]}')
    assert table.records == [{"x": 1, "x.1": 2, "y": 3}]
    assert table.column("x.1") == (2,)
    with pytest.raises(KeyError):
        table.column("z")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>", "no JSON"),
        (b"[]", "no table"),
        (b'{"columns": ["x"]}', "no table"),
        (b'{"columns": ["x"], "data": [[1, 2]]}', "Row 0 of t"),
        (b'{"columns": ["x"], "data": [1]}', "Row 0 of t"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ProtocolError, match=message):
        read_table("t", content)


def test_parts_are_joined_and_must_fit() -> None:
    def part(column: str, cell: Any) -> media.Table:
        return read_table("t", json.dumps({"columns": [column], "data": [[cell]]}).encode())

    whole = join_tables("t", [part("x", 1), part("x", None), part("x", "a")], 3)
    assert whole.rows == ((1,), (None,), ("a",))
    assert whole.column_types["x"] == media.ColumnType("number | string", optional=True)
    with pytest.raises(IntegrityError, match="different columns"):
        join_tables("t", [part("x", 1), part("y", 1)])


def test_boxes_have_edges_in_either_spelling() -> None:
    boxes = [
        {"position": {"middle": [0.5, 0.5], "width": 0.2, "height": 0.4}, "class_id": 2},
        {"position": {"minX": 1, "maxX": 2, "minY": 3, "maxY": 4}, "domain": "pixel"},
    ]
    content = json.dumps({"box_data": boxes, "class_labels": {"2": "dog"}}).encode()
    middle, edges = read_boxes("b", content)
    assert (middle.left, middle.right, middle.top, middle.bottom) == (0.4, 0.6, 0.3, 0.7)
    assert (middle.label, middle.pixels) == ("dog", False)
    assert edges == media.BoundingBox(1, 2, 3, 4, pixels=True)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"box_data": [{}]}', b'{"box_data": [{"position": {"minX": 1}}]}']
)
def test_what_is_no_box_is_refused(content: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_boxes("b", content)
