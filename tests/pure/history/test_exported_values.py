"""Exported files as W&B writes them: JSON in bytes, kinds in structs, rows and files in any order."""

from __future__ import annotations

import io
import json
import math
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from runql._models.history.exported import decoded, normalized
from runql._models.history.frame import HistoryParts
from runql._models.history.parquet import read_parquet, table_rows
from runql._models.history.plan import HistoryExtent, HistoryQuery
from runql._models.history.rows import in_step_order, step_of
from runql._models.history.step_order import in_order
from runql._paths.runs import RunPath
from runql._sync.history.iterators import HistoryScan
from runql._sync.history.reader import HistoryReader
from runql.errors import ProtocolError, ResponseWarning
from tests.pure.history.history_server import HistoryServer, Row

if TYPE_CHECKING:
    from pathlib import Path

PATH: Final = RunPath("e", "p", "run")
IMAGE: Final = {"_type": "image-file", "path": "media/images/a.png", "size": 9}
WHOLE: Final = HistoryExtent(100, 9, ("u",), None)


def file_of(table: pa.Table) -> bytes:
    written = io.BytesIO()
    pq.write_table(table, written)
    return written.getvalue()


def as_json(values: list[Any]) -> pa.Array[Any]:
    return pa.array([None if v is None else json.dumps(v).encode() for v in values], pa.binary())


def exported(*keys: str, **columns: Any) -> pa.Table:
    steps = columns.pop("_step", list(range(len(next(iter(columns.values()))))))
    table = pa.table({"_step": steps, **columns})
    return read_parquet(file_of(table), HistoryQuery(keys or None), WHOLE).table


def rows_of(table: pa.Table, *keys: str) -> list[Row]:
    return list(table_rows(table, keys or None))


def server_of(tmp_path: Path, *tables: pa.Table, live: list[Row] | None = None) -> HistoryServer:
    """A server with these files, in this order, and live rows after them."""
    server = HistoryServer(live or [], tmp_path)
    server.urls = [f"https://store.example/{number}" for number in range(len(tables))]
    server.storage.files = {
        url: file_of(table) for url, table in zip(server.urls, tables, strict=True)
    }
    plan = server.plan()
    steps = [step for table in tables for step in table.column("_step").to_pylist()]
    known = [int(each) for each in steps if each is not None and abs(each) < 2**60]
    last = max([*known, *(row["_step"] for row in live or [])])
    plan |= {"historyLineCount": len(steps) + len(live or []), "historyKeys": {"lastStep": last}}
    server.plan = lambda: plan  # type: ignore[method-assign]  # what the storage holds
    return server


def scanned(server: HistoryServer, **requested: Any) -> list[Row]:
    with server.session() as session:
        return list(HistoryScan(HistoryReader(session, PATH), HistoryQuery(**requested)))


def read(server: HistoryServer, **requested: Any) -> list[Row]:
    with server.session() as session:
        reader = HistoryReader(session, PATH)
        return list(reader.parts(HistoryQuery(**requested)).to_records())


def test_json_in_bytes_is_the_value_that_was_logged() -> None:
    values = [IMAGE, "text", 3, 2.5, True, [1, {"a": None}], {"a": {"b": 1}}, None]
    assert rows_of(exported(x=as_json(values))) == [
        {"_step": 0, "x": IMAGE},
        {"_step": 1, "x": "text"},
        {"_step": 2, "x": 3},
        {"_step": 3, "x": 2.5},
        {"_step": 4, "x": True},
        {"_step": 5, "x": [1, {}]},
        {"_step": 6, "x.a.b": 1},
        {"_step": 7},
    ]


def test_a_json_null_is_no_value() -> None:
    table = exported("x", x=pa.array([b"null", b"1"], pa.binary()))
    assert rows_of(table, "x") == [{"_step": 1, "x": 1}]


@pytest.mark.parametrize("quoted", [b'"NaN"', b"NaN"])
def test_numbers_that_are_not_finite_are_floats_quoted_or_bare(quoted: bytes) -> None:
    texts = [quoted, quoted.replace(b"NaN", b"-Infinity")]
    found = [row["x"] for row in rows_of(exported(x=pa.array(texts, pa.binary())))]
    assert isinstance(found[0], float)
    assert math.isnan(found[0])
    assert found[1] == -math.inf


def test_a_text_without_quotes_is_itself_and_a_cut_document_is_an_error() -> None:
    assert rows_of(exported(x=pa.array([b"plain words"], pa.binary())))[0]["x"] == "plain words"
    for text in (b'{"_type": "image-f', b'"cut', b"[1, 2", b"\xff\xfe"):
        with pytest.raises(ProtocolError, match="'x' in a history export"):
            exported(x=pa.array([text], pa.binary()))


def test_a_struct_of_kinds_is_the_one_that_is_set() -> None:
    kinds = pa.array(
        [
            {"_type_number": 1.5, "_type_string": None},
            {"_type_number": None, "_type_string": "a"},
            None,
        ]
    )
    assert rows_of(exported(mix=kinds)) == [
        {"_step": 0, "mix": 1.5},
        {"_step": 1, "mix": "a"},
        {"_step": 2},
    ]
    nested = pa.array([{"_type_map": json.dumps({"a": 1}).encode(), "_type_number": None}])
    assert rows_of(exported(mix=nested)) == [{"_step": 0, "mix.a": 1}]


def test_one_kind_alone_stays_a_column_of_its_type() -> None:
    table = exported(mix=pa.array([{"_type_number": 1.5}, None, {"_type_number": 2.5}]))
    assert table.column("mix").type == pa.float64()
    assert table.column("mix").to_pylist() == [1.5, None, 2.5]


def test_a_nested_value_asked_for_by_its_name_is_given_whole() -> None:
    separate = exported("cfg", **{"cfg.a": [1, None], "cfg.b.c": ["x", None], "other": [1, 2]})
    assert rows_of(separate, "cfg") == [{"_step": 0, "cfg": {"a": 1, "b": {"c": "x"}}}]
    together = exported("cfg", cfg=as_json([{"a": 1}, None]))
    assert rows_of(together, "cfg") == [{"_step": 0, "cfg": {"a": 1}}]


def test_frames_hold_values_and_not_bytes() -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    first = exported(loss=[0.5, 0.25], x=as_json([IMAGE, {"a": 1}]))
    second = exported(_step=[2], loss=[1.0], **{"x.a": [7]})
    parts = HistoryParts(None, [first, second], [{"_step": 3, "x": [1]}], ended=True)
    records = list(parts.to_records())
    assert records[0]["x"] == IMAGE
    assert [row.get("x.a") for row in records] == [None, 1, 7, None]
    frame = parts.to_pandas()
    assert list(frame.columns) == ["_step", "loss", "x", "x.a"]
    assert frame["x"][0] == IMAGE
    assert frame["x"][3] == [1]
    assert frame["x.a"].tolist() == [pandas.NA, 1, 7, pandas.NA]
    table = parts.to_arrow()
    assert table.column_names == ["_step", "loss", "x", "x.a"]
    assert json.loads(str(table.column("x")[0])) == IMAGE  # of several kinds, so texts
    assert table.column("x.a").to_pylist() == [None, 1, 7, None]
    assert polars.DataFrame(parts.to_polars()).get_column("x.a").to_list() == [None, 1, 7, None]
    assert parts.to_numpy()["_step"].tolist() == [0, 1, 2, 3]


def test_integers_in_lists_with_gaps_are_exact_in_every_format() -> None:
    polars = pytest.importorskip("polars")
    lists: list[Any] = [[2**60 + 1, None], [1, 2]]
    parts = HistoryParts(None, [exported(x=as_json(lists))], [], ended=True)
    assert [row["x"] for row in parts.to_records()] == lists
    for cells in (parts.to_pandas()["x"], parts.to_numpy()["x"]):
        assert repr(cells.tolist()) == repr(lists)
    assert polars.DataFrame(parts.to_polars()).get_column("x").to_list() == lists


def test_exports_to_disk_hold_values_and_not_bytes() -> None:
    table = decoded(exported(loss=[1.0], x=as_json([{"a": 1, "b": "t"}]), img=as_json([IMAGE])))
    assert table.column_names == ["_step", "loss", "x.a", "x.b", "img"]
    assert table.column("img").to_pylist() == [IMAGE]


def test_rows_of_one_file_come_in_order_each_step_once() -> None:
    table = exported(
        _step=[4, 0, 2, 2, 4], a=[1.0, 2.0, 3.0, None, 9.0], b=[None, 0, None, 5, None]
    )
    assert rows_of(table) == [
        {"_step": 0, "a": 2.0, "b": 0},
        {"_step": 2, "a": 3.0, "b": 5},
        {"_step": 4, "a": 9.0},
    ]


def test_files_in_any_order_that_overlap_are_one_history(tmp_path: Path) -> None:
    files = [
        pa.table({"_step": [6.0, 8.0, 7.0], "x": [6, 8, 7]}),
        pa.table({"_step": [0, 1, 2, 3], "x": [0, 1, 2, 3]}),
        pa.table({"_step": [3, 2, 4], "x": as_json([3, 2, {"a": 4}])}),
    ]
    wanted = [{"_step": step, "x": step} for step in range(9) if step not in (4, 5)]
    wanted[4:4] = [{"_step": 4, "x.a": 4}]
    assert scanned(server_of(tmp_path, *files)) == wanted
    assert read(server_of(tmp_path, *files)) == wanted
    assert [row["_step"] for row in scanned(server_of(tmp_path, *files), min_step=3, max_step=8)] == [
        3, 4, 6, 7,
    ]  # fmt: skip
    assert [row["x"] for row in scanned(server_of(tmp_path, *files), keys=("x",))][4] == {"a": 4}


def test_interleaved_files_and_live_rows_are_one_history(tmp_path: Path) -> None:
    even, odd = list(range(0, 20, 2)), list(range(1, 21, 2))
    files = [pa.table({"_step": odd, "x": odd}), pa.table({"_step": even, "x": even})]
    live = [{"_step": step, "x": step} for step in (18, 19, 20, 21)]
    assert [row["x"] for row in scanned(server_of(tmp_path, *files, live=live))] == list(range(22))
    assert [row["x"] for row in read(server_of(tmp_path, *files, live=live))] == list(range(22))


def test_files_without_statistics_are_held_together(tmp_path: Path) -> None:
    server = server_of(tmp_path, *[pa.table({"_step": [n], "x": [n]}) for n in (3, 1, 2)])
    for url, content in server.storage.files.items():
        table, written = pq.read_table(pa.BufferReader(content)), io.BytesIO()
        pq.write_table(table, written, write_statistics=False)
        server.storage.files[url] = written.getvalue()
    assert [row["x"] for row in scanned(server)] == [1, 2, 3]


def test_tables_that_follow_each_other_are_not_copied() -> None:
    tables = [normalized(pa.table({"_step": [n, n + 1]})) for n in (0, 2)]
    assert [id(table) for table in in_order(tables)] == [id(table) for table in tables]


@pytest.mark.parametrize(
    "steps",
    [[0.5, 1.0], [None, 1], [math.nan, 1.0], [1e300, 1.0], [-math.inf, 1.0]],
    ids=["fraction", "null", "nan", "huge", "infinite"],
)
def test_a_row_without_a_step_is_left_out_with_a_warning(steps: list[Any], tmp_path: Path) -> None:
    def server() -> HistoryServer:
        return server_of(tmp_path, pa.table({"_step": pa.array(steps), "x": [1, 2]}))

    said = r"^1 row of a history export of e/p/run left out"
    with pytest.warns(ResponseWarning, match=said):
        assert scanned(server()) == [{"_step": 1, "x": 2}]
    with pytest.warns(ResponseWarning, match=said):
        assert read(server(), keys=("x",)) == [{"_step": 1, "x": 2}]


def test_a_step_column_of_texts_is_a_typed_error() -> None:
    with pytest.raises(ProtocolError, match="_step"):
        exported(_step=["a", "b"], x=[1, 2])


def test_files_whose_footers_tell_no_steps_are_read_together(tmp_path: Path) -> None:
    files = [pa.table({"_step": [math.inf, 2.0], "x": [9, 2]}), pa.table({"_step": [1], "x": [1]})]
    with pytest.warns(ResponseWarning, match=r"^1 row of"):
        assert [row["x"] for row in scanned(server_of(tmp_path, *files))] == [1, 2]


def test_rows_that_were_merged_are_counted(tmp_path: Path) -> None:
    files = [
        pa.table({"_step": [0, 1, 1, 2.5], "x": [0, 0, 1, 9]}),
        pa.table({"_step": [1, 2], "x": [1, 2]}),
    ]
    live = [{"_step": 3, "x": 3}, {"_step": 3, "y": 3}, {"_step": 4, "x": 4}]
    with server_of(tmp_path, *files, live=live).session() as session:
        reader = HistoryReader(session, PATH)
        extent = reader.extent()
        with pytest.warns(ResponseWarning, match="1 row"):
            rows = [
                row for table in reader.tables(HistoryQuery(), extent) for row in rows_of(table)
            ]
        rows += [row for page in reader.pages(HistoryQuery(), extent) for row in page]
    assert [row["_step"] for row in rows] == [0, 1, 2, 3, 4]
    assert len(rows) + reader.merged == 9


def test_live_rows_keep_steps_that_are_not_whole() -> None:
    rows: list[Row] = [{"_step": 1, "x": 1}, {"_step": 0.5, "x": 2}, {"x": 3}, {"_step": math.nan}]
    assert [row.get("x") for row in in_step_order(rows)] == [3, None, 2, 1]
    assert [step_of(row) for row in rows] == [1, 0, -1, -1]


def test_the_error_of_a_broken_value_names_the_run(tmp_path: Path) -> None:
    server = server_of(tmp_path, pa.table({"_step": [0], "x": pa.array([b'{"a'], pa.binary())}))
    with pytest.raises(ProtocolError, match=r"e/p/run.*'x'"):
        scanned(server)
