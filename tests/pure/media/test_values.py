"""Media values decoded from JSON: each type, lists in both spellings, what is unknown, what an export bent."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql import media
from runql._frames.flatten import flatten
from runql._models.media.contents import by_path, check_media, increments_of
from runql._models.media.custom_charts import custom_charts
from runql._models.media.in_rows import came_apart, media_in, media_keys
from runql.errors import IntegrityError

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

FILE: dict[str, JsonValue] = {"path": "media/x/key_0_ab.bin", "sha256": "ab" * 32, "size": 7}

TYPES = {
    "image-file": media.Image,
    "audio-file": media.Audio,
    "video-file": media.Video,
    "html-file": media.Html,
    "plotly-file": media.Plotly,
    "bokeh-file": media.Bokeh,
    "object3D-file": media.Object3D,
    "molecule-file": media.Molecule,
    "graph-file": media.Graph,
    "table-file": media.LoggedTable,
    "incremental-table-file": media.LoggedTable,
    "something-new": media.UnknownMedia,
}


@pytest.mark.parametrize("name", TYPES)
def test_a_type_is_decoded_with_its_file(name: str) -> None:
    value = media.media_of({"_type": name, **FILE, "caption": "below"})
    assert type(value) is TYPES[name]
    assert isinstance(value, media.FileMedia)
    assert (value.path, value.sha256, value.size) == tuple(FILE.values())
    assert (value.type, value.caption) == (name, "below")
    assert value.files == (media.MediaFile("media/x/key_0_ab.bin", "ab" * 32, 7),)


@pytest.mark.parametrize("value", [None, 1, "text", [], [1, 2], {}, {"a": 1}, {"_type": 3}])
def test_other_values_are_no_media(value: JsonValue) -> None:
    assert media.media_of(value) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from([*TYPES, "histogram", "images/separated", "audio", "videos", "html"]),
)
def test_no_value_of_a_known_type_is_refused(inside: Any, name: str) -> None:
    fields = inside if isinstance(inside, dict) else dict.fromkeys(NAMES, inside)
    raw = {**fields, "_type": name}
    value = media.media_of(raw)
    assert value is not None
    assert value.raw == raw or value.raw is raw
    assert isinstance(value.files, tuple)


NAMES = ("path", "size", "width", "masks", "values", "bins", "packedBins", "captions", "filenames")


LISTS: list[tuple[dict[str, JsonValue], type[media.Media]]] = [
    (
        {
            "_type": "images/separated",
            "filenames": ["media/a.png", "media/b.png"],
            "captions": ["left", "right"],
            "width": 8,
            "height": 4,
            "format": "png",
            "count": 2,
            "all_masks": [{"m": {"path": "media/m.png", "size": 1}}, None],
        },
        media.Image,
    ),
    (
        {
            "_type": "audio",
            "audio": [{"_type": "audio-file", "path": "media/a.png"}, {"path": "media/b.png"}],
            "captions": ["left", "right"],
            "durations": [1.5, 2],
            "sampleRates": [8000, 16000],
        },
        media.Audio,
    ),
    (
        {
            "_type": "molecule",
            "filenames": ["media/a.png", "media/b.png"],
            "captions": ["left", "right"],
        },
        media.Molecule,
    ),
]


@pytest.mark.parametrize(("raw", "kind"), LISTS, ids=lambda each: str(each)[:24])
def test_a_list_is_decoded_item_by_item(raw: dict[str, JsonValue], kind: type[media.Media]) -> None:
    value = media.media_of(raw)
    assert isinstance(value, media.MediaList)
    assert [type(item) for item in value.items] == [kind, kind]
    assert [item.path for item in value.items] == ["media/a.png", "media/b.png"]
    assert [item.caption for item in value.items] == ["left", "right"]
    assert [file.path for file in value.files[:2]] == ["media/a.png", "media/b.png"]


def test_what_stands_beside_a_list_reaches_its_items() -> None:
    images, sounds = (media.media_of(raw) for raw, _ in LISTS[:2])
    assert isinstance(images, media.MediaList)
    assert isinstance(sounds, media.MediaList)
    first, second = images.items
    assert isinstance(first, media.Image)
    assert isinstance(second, media.Image)
    assert (first.width, list(first.masks), list(second.masks)) == (8, ["m"], [])
    assert [file.path for file in images.files] == ["media/a.png", "media/b.png", "media/m.png"]
    sound = sounds.items[1]
    assert isinstance(sound, media.Audio)
    assert (sound.duration, sound.sample_rate) == (2, 16000)


def test_a_list_of_values_is_one_value() -> None:
    value = media.media_of([{"_type": "html-file", **FILE}, {"_type": "image-file", **FILE}])
    assert isinstance(value, media.MediaList)
    assert [type(item) for item in value.items] == [media.Html, media.Image]


def test_content_in_an_artifact_has_no_file_of_the_run() -> None:
    raw: JsonValue = {"_type": "joined-table", "artifact_path": "wandb-artifact://ab/t.table.json"}
    value = media.media_of(raw)
    assert isinstance(value, media.LoggedTable)
    assert (value.file, value.files) == (None, ())
    assert value.artifact_path == "wandb-artifact://ab/t.table.json"


NUMBERS = st.floats(allow_nan=False) | st.integers(-(2**53), 2**53)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=60), NUMBERS)
def test_a_histogram_survives_json(pairs: list[tuple[float, float]], last: float) -> None:
    values, bins = [value for value, _ in pairs], [*(edge for _, edge in pairs), last]
    text = json.dumps({"_type": "histogram", "values": values, "bins": bins})
    histogram = media.media_of(json.loads(text))
    assert isinstance(histogram, media.Histogram)
    assert (list(histogram.values), list(histogram.bins)) == (values, bins)
    counts, edges = histogram.to_numpy()
    assert counts.tolist() == [float(value) for value in values]
    assert len(edges) == len(counts) + 1


@given(st.integers(-1000, 1000), st.integers(1, 100), st.integers(1, 64))
def test_packed_bins_are_edges(low: int, size: int, count: int) -> None:
    packed: JsonValue = {"min": low, "size": size, "count": count}
    raw: JsonValue = {"_type": "histogram", "values": [1] * count, "packedBins": packed}
    histogram = media.media_of(raw)
    assert isinstance(histogram, media.Histogram)
    assert len(histogram.bins) == count + 1
    assert (histogram.bins[0], histogram.bins[-1]) == (low, low + size * count)


def test_words_for_numbers_are_read_in_histograms() -> None:
    raw: JsonValue = {
        "_type": "histogram",
        "values": [1, "NaN"],
        "bins": ["-Infinity", 0, "Infinity"],
    }
    histogram = media.media_of(raw)
    assert isinstance(histogram, media.Histogram)
    assert math.isnan(histogram.values[1])
    assert histogram.bins == (-math.inf, 0, math.inf)


def test_a_histogram_without_bins_is_kept_raw() -> None:
    value = media.media_of({"_type": "histogram", "values": [1]})
    assert isinstance(value, media.UnknownMedia)
    assert value.raw == {"_type": "histogram", "values": [1]}


IMAGE: dict[str, JsonValue] = {
    "_type": "image-file",
    **FILE,
    "width": 8,
    "masks": {"with.dot": {"_type": "mask", "path": "media/m.png", "sha256": "c", "size": 1}},
    "boxes": {"b": {"_type": "boxes2D", "path": "media/b.json", "sha256": "d", "size": 2}},
}


def apart(row: dict[str, JsonValue], prefix: str = "") -> dict[str, JsonValue]:
    flat: dict[str, JsonValue] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            flat.update(apart(value, f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def test_media_that_an_export_spread_over_columns_are_put_together() -> None:
    row: dict[str, JsonValue] = {"image": IMAGE, "nested": {"image": IMAGE, "x": 1}, "loss": 0.5}
    spread = apart(row)
    assert came_apart(spread, ["image"])
    assert not came_apart(flatten(row), ["image"])
    whole, put = media_in(row), media_in(spread)
    assert list(whole) == list(put) == ["image", "nested.image"]
    for key, value in whole.items():
        other = put[key]
        assert isinstance(value, media.Image)
        assert isinstance(other, media.Image)
        assert other.files == value.files
        assert (list(other.masks), list(other.boxes)) == (["with.dot"], ["b"])


def test_keys_of_media_are_told_by_their_types() -> None:
    counted: Any = {
        "keys": {
            "loss": {"typeCounts": [{"type": "number", "count": 3}]},
            "image": {"typeCounts": [{"type": "nil"}, {"type": "image-file", "count": 1}]},
            "nested": {
                "typeCounts": [
                    {"type": "map", "keys": {"h": {"typeCounts": [{"type": "histogram"}]}}}
                ]
            },
            "many": {"typeCounts": [{"type": "list", "items": [{"type": "html-file"}]}]},
            "numbers": {"typeCounts": [{"type": "list", "items": [{"type": "number"}]}]},
            "spread._type": {"typeCounts": [{"type": "string"}]},
        }
    }
    assert media_keys(counted) == ("image", "nested.h", "many", "spread")
    assert media_keys({}) == ()


def test_content_is_checked_against_what_was_logged() -> None:
    good = media.MediaFile(
        "a", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", 5
    )
    assert check_media(good, b"hello") == b"hello"
    with pytest.raises(IntegrityError, match="SHA-256"):
        check_media(good, b"hallo")
    with pytest.raises(IntegrityError, match="6 bytes, but the run logged 5"):
        check_media(good, b"hello!")
    assert check_media(media.MediaFile("a"), b"anything") == b"anything"


def test_a_file_named_twice_is_one_file_with_its_digest() -> None:
    named, bare = media.MediaFile("a", "ab", 1), media.MediaFile("a")
    assert by_path([bare, named]) == by_path([named, bare]) == {"a": named}


def test_a_missing_part_of_a_table_is_an_error() -> None:
    def part(number: int) -> media.LoggedTable:
        value = media.media_of({"_type": "incremental-table-file", "increment_num": number})
        assert isinstance(value, media.LoggedTable)
        return value

    assert [each.increment for each in increments_of([part(1), part(0), part(3)], part(2))] == [
        0,
        1,
        2,
    ]
    with pytest.raises(IntegrityError, match="Part 1 of 3"):
        increments_of([part(0)], part(2))


def test_a_chart_without_a_known_form_is_kept() -> None:
    charts = custom_charts({"_wandb": {"visualize": {"c": {"new": 1}}, "viz": {"d": {}}}})
    assert (charts["c"].spec, charts["c"].table_key, charts["c"].raw) == (None, None, {"new": 1})
    assert set(charts) == {"c", "d"}
    assert custom_charts({}) == {}
