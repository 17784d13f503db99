"""Files of tables: of runs and of artifacts, round and round, and what is refused."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runql import media
from runql._models.media.bounding_boxes import read_boxes
from runql._models.media.table_artifacts import TableDocument, table_address
from runql._models.media.tables import Table, join_tables
from runql._models.media.tables import read_table as read_document
from runql.errors import IntegrityError, ProtocolError, UnsupportedError


def read_table(path: str, content: bytes, nrows: int | None = None) -> Table:
    return read_document(TableDocument(path, content), nrows)


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
        (b"<html>", "not JSON"),
        (b"[]", "Invalid table t: it must have"),
        (b'{"columns": ["x"]}', "Invalid table t: it must have"),
        (b'{"columns": ["x"], "data": [[1, 2]]}', "row 0 must have 1 cell"),
        (b'{"columns": ["x"], "data": [1]}', "row 0 must have 1 cell"),
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


@pytest.mark.parametrize("number", ["Infinity", "NaN"])
def test_a_class_that_is_not_finite_is_none(number: str) -> None:
    box = f'{{"position": {{"minX": 1, "maxX": 2, "minY": 3, "maxY": 4}}, "class_id": {number}}}'
    (found,) = read_boxes("b", f'{{"box_data": [{box}]}}'.encode())
    assert found.class_id is None


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"box_data": [{}]}', b'{"box_data": [{"position": {"minX": 1}}]}']
)
def test_what_is_no_box_is_refused(content: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_boxes("b", content)


def test_addresses_of_tables_are_read() -> None:
    client = table_address("wandb-client-artifact://abc:latest/folder/t.table.json")
    assert (client.id, client.path, client.by_client) == ("abc", "folder/t.table.json", True)
    server = table_address(f"wandb-artifact://{b'Artifact:7'.hex()}/t.table.json")
    assert (server.id, server.path, server.by_client) == ("QXJ0aWZhY3Q6Nw==", "t.table.json", False)


@pytest.mark.parametrize("text", ["", "s3://b/t", "wandb-artifact://zz/t", "wandb-artifact://ab"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ProtocolError):
        table_address(text)


def test_arrays_in_files_of_their_own_become_cells() -> None:
    kind = {"wb_type": "ndarray", "params": {"serialization_path": {"path": "a.npz", "key": "m"}}}
    union = {"wb_type": "union", "params": {"allowed_types": [kind, {"wb_type": "none"}]}}
    document = TableDocument(
        "t",
        json.dumps(
            {
                "columns": ["m"],
                "data": [[None], [None]],
                "column_types": {"params": {"type_map": {"m": union}}},
            }
        ).encode(),
    )
    (location,) = document.arrays
    assert (location.column, location.path, location.key) == ("m", "a.npz", "m")
    file = io.BytesIO()
    np.savez_compressed(file, m=np.arange(8.0).reshape(2, 2, 2))
    table = read_document(document, arrays={"m": (location, file.getvalue())})
    assert table.rows == (([[0, 1], [2, 3]],), ([[4, 5], [6, 7]],))
    assert table.column_types["m"] == media.ColumnType("ndarray", optional=True)
    with pytest.raises(ProtocolError, match="3 rows, got 2 arrays"):
        location.cells(file.getvalue(), 3)
    with pytest.raises(ProtocolError, match="no arrays"):
        location.cells(b"PK", 2)


def test_tables_in_parts_name_them() -> None:
    parts = TableDocument("t", b'{"_type": "partitioned-table", "parts_path": "parts"}')
    names = ["parts/b.table.json", "parts/a.table.json", "parts/x.txt", "partsx/c.table.json"]
    assert parts.parts(names) == ["parts/a.table.json", "parts/b.table.json"]
    assert TableDocument("t", b'{"columns": [], "data": []}').parts(names) is None
    joined = b'{"_type": "joined-table", "table1": "a", "table2": "b", "join_key": "k"}'
    with pytest.raises(UnsupportedError, match="joins a and b"):
        TableDocument("t", joined).parts(names)


def test_names_of_wandb_give_the_rows_of_a_table() -> None:
    table = read_table("t", json.dumps({"columns": ["a"], "data": [[1], [2]]}).encode())
    named: Any = table
    with pytest.warns(DeprecationWarning, match="rows"):
        assert named.data == table.rows
    with pytest.warns(DeprecationWarning, match="to_pandas"):
        assert list(named.get_dataframe()["a"]) == [1, 2]
    with pytest.warns(DeprecationWarning, match="column"):
        assert named.get_column("a") == (1, 2)
    with pytest.raises(AttributeError, match=r"enumerate\(table.rows\)"):
        named.iterrows()
