"""Parser of media values. Unknown types are preserved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from runql._models.media.values import (
    Audio,
    Bokeh,
    FileMedia,
    Graph,
    Histogram,
    Html,
    Image,
    LoggedTable,
    Media,
    MediaFile,
    MediaList,
    Molecule,
    Object3D,
    Plotly,
    UnknownMedia,
    Video,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql._wire.json_types import JsonValue

__all__ = ["media_of"]

_PLAIN: Final[Mapping[str, type[FileMedia]]] = {
    "html-file": Html,
    "plotly-file": Plotly,
    "bokeh-file": Bokeh,
    "object3D-file": Object3D,
    "molecule-file": Molecule,
    "graph-file": Graph,
}
_TABLES: Final = frozenset(
    {"table-file", "incremental-table-file", "partitioned-table", "joined-table"}
)
_LISTS: Final[Mapping[str, tuple[str, str]]] = {
    "audio": ("audio", "audio-file"),
    "html": ("html", "html-file"),
    "videos": ("videos", "video-file"),
    "object3D": ("objects", "object3D-file"),
    "molecule": ("molecules", "molecule-file"),
    "images/separated": ("images", "image-file"),
}
"""Key of the items and type of each item, by the type of a list."""

_WORDS: Final = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def media_of(value: JsonValue) -> Media | None:
    """Return the typed media value of a JSON value; None if it is not media.

    The function accepts values of history rows, summaries and table cells. A type that this version does
    not know becomes an `UnknownMedia`. Attributes that the value lacks are None.

    Args:
        value: A JSON value. Media are objects with `_type`, or lists of such objects.
    """
    if isinstance(value, list) and value:
        items = [media_of(each) for each in value]
        if all(isinstance(each, FileMedia) for each in items):
            files = tuple(each for each in items if isinstance(each, FileMedia))
            return MediaList(type="list", raw={"list": value}, items=files)
        return None
    if not isinstance(value, dict):
        return None
    kind = value.get("_type")
    if not isinstance(kind, str):
        return None
    if kind == "histogram":
        return _histogram(value)
    if kind in _LISTS and (items_of := _items(value, *_LISTS[kind])) is not None:
        return MediaList(type=kind, raw=value, items=items_of)
    return _file_media(kind, value)


def _file_media(kind: str, value: Mapping[str, JsonValue]) -> FileMedia:
    file = _file(value)
    caption, artifact_path = _text(value.get("caption")), _text(value.get("artifact_path"))
    if kind == "image-file":
        return Image(
            type=kind,
            raw=value,
            file=file,
            caption=caption,
            artifact_path=artifact_path,
            width=_whole(value.get("width")),
            height=_whole(value.get("height")),
            format=_text(value.get("format")),
            grouping=_whole(value.get("grouping")),
            masks=dict(_named_files(value.get("masks"))),
            boxes=dict(_named_files(value.get("boxes"))),
        )
    if kind in _TABLES:
        return LoggedTable(
            type=kind,
            raw=value,
            file=file,
            caption=caption,
            artifact_path=artifact_path,
            ncols=_whole(value.get("ncols")),
            nrows=_whole(value.get("nrows")),
            log_mode=_text(value.get("log_mode")),
            increment=_whole(value.get("increment_num")),
        )
    if kind == "audio-file":
        return Audio(
            type=kind,
            raw=value,
            file=file,
            caption=caption,
            artifact_path=artifact_path,
            sample_rate=_number(value.get("sampleRate")),
            duration=_number(value.get("duration")),
        )
    if kind == "video-file":
        return Video(
            type=kind,
            raw=value,
            file=file,
            caption=caption,
            artifact_path=artifact_path,
            width=_whole(value.get("width")),
            height=_whole(value.get("height")),
        )
    made = _PLAIN.get(kind, UnknownMedia)
    return made(type=kind, raw=value, file=file, caption=caption, artifact_path=artifact_path)


def _items(value: Mapping[str, JsonValue], name: str, kind: str) -> tuple[FileMedia, ...] | None:
    """Return the items of a list, in the formats of older and newer SDKs."""
    inner = value.get(name)
    if isinstance(inner, list):
        found = [dict(each) for each in inner if isinstance(each, dict)]
    else:
        names = value.get("filenames")
        if not isinstance(names, list):
            return None
        shared = {key: value[key] for key in ("width", "height", "format") if key in value}
        found = [{**shared, **_path_entry(each)} for each in names if isinstance(each, str)]
    _spread(found, "caption", value.get("captions"))
    _spread(found, "sampleRate", value.get("sampleRates"))
    _spread(found, "duration", value.get("durations"))
    _spread(found, "masks", value.get("all_masks"))
    _spread(found, "boxes", value.get("all_boxes"))
    return tuple(_file_media(kind, {"_type": kind, **each}) for each in found)


def _path_entry(name: str) -> dict[str, JsonValue]:
    return {"artifact_path" if "://" in name else "path": name}


def _spread(items: Sequence[dict[str, JsonValue]], name: str, values: JsonValue) -> None:
    """Assign the values of a parallel list to the items."""
    if isinstance(values, list):
        for item, value in zip(items, values, strict=False):
            if value not in (None, False):
                item.setdefault(name, value)


def _histogram(value: Mapping[str, JsonValue]) -> Media:
    counts, edges = _numbers(value.get("values")), _numbers(value.get("bins"))
    packed = value.get("packedBins")
    if edges is None and isinstance(packed, Mapping):
        low, size, count = (_number(packed.get(key)) for key in ("min", "size", "count"))
        if low is not None and size is not None and count is not None:
            edges = tuple(low + size * index for index in range(int(count) + 1))
    if counts is None or edges is None:
        return UnknownMedia(type="histogram", raw=value)
    return Histogram(type="histogram", raw=value, values=counts, bins=edges)


def _file(value: Mapping[str, JsonValue]) -> MediaFile | None:
    path = _text(value.get("path"))
    if path is None:
        return None
    return MediaFile(path, _text(value.get("sha256")), _whole(value.get("size")))


def _named_files(value: JsonValue, prefix: str = "") -> Iterable[tuple[str, MediaFile]]:
    """Return files by name; exports may split names with dots."""
    if not isinstance(value, Mapping):
        return
    for name, each in value.items():
        if not isinstance(each, Mapping):
            continue
        file = _file(each)
        if file is not None:
            yield f"{prefix}{name}", file
        else:
            yield from _named_files(dict(each), f"{prefix}{name}.")


def _text(value: JsonValue) -> str | None:
    return value if isinstance(value, str) else None


def _whole(value: JsonValue) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number == number // 1 else None


def _number(value: JsonValue) -> float | None:
    if isinstance(value, str):
        return _WORDS.get(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _numbers(values: JsonValue) -> tuple[float, ...] | None:
    if not isinstance(values, list):
        return None
    numbers = tuple(_number(each) for each in values)
    if None in numbers:
        return None
    return tuple(each for each in numbers if each is not None)
