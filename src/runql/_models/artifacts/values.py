"""Values that a version stores as JSON files: tables, images and other media."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from runql._models._attributes.json_text import read_json
from runql._models.artifacts.manifest import missing_entry
from runql._models.media.reading import media_of
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.artifacts.manifest import EntryInfo, Manifest
    from runql._models.media.values import Media

__all__ = ["is_joined_table", "is_table", "read_value", "value_entry", "value_names"]

# The SDK writes a value that was added as `name` to `name.<type>.json`.
_VALUE: Final = re.compile(r"(?P<name>.+)\.(?P<type>[A-Za-z0-9_]+(?:-[A-Za-z0-9]+)*)\.json")
_TABLES: Final = frozenset({"table", "partitioned-table"})
_JOINED: Final = "joined-table"
# Types whose names end in `-file` are recognized as well.
_TYPES: Final = _TABLES | {
    _JOINED,
    "bounding-boxes",
    "classes",
    "eval-table",
    "histogram",
    "mask",
    "wb_trace_tree",
}


def value_names(manifest: Manifest) -> list[str]:
    """Return the names under which values were added to a version."""
    found = (_VALUE.fullmatch(path) for path in manifest)
    return [match["name"] for match in found if match is not None and _is_type(match["type"])]


def value_entry(manifest: Manifest, name: str, owner: str) -> EntryInfo:
    """Return the entry of a value's JSON file.

    Raises:
        UsageError: If the name is that of a plain file.
        NotFoundError: If the version has no value with the name.
    """
    exact = _VALUE.fullmatch(name)
    if exact is not None and _is_type(exact["type"]) and name in manifest:
        return manifest[name]
    for path in manifest:
        match = _VALUE.fullmatch(path)
        if match is not None and match["name"] == name and _is_type(match["type"]):
            return manifest[path]
    if name in manifest:
        raise UsageError(
            f"{name!r} is a plain file of the artifact {owner}, not a table or media value.",
            hint=f"Use get_entry({name!r}) to read or download it.",
        )
    raise missing_entry(name, value_names(manifest), owner, kind="table or media value")


def is_joined_table(entry: EntryInfo) -> bool:
    """Return whether an entry is the JSON file of a table that joins two others."""
    match = _VALUE.fullmatch(entry.path)
    return match is not None and match["type"] == _JOINED


def is_table(entry: EntryInfo) -> bool:
    """Return whether an entry is the JSON file of a table."""
    match = _VALUE.fullmatch(entry.path)
    return match is not None and match["type"] in _TABLES


def read_value(entry: EntryInfo, content: bytes) -> Media:
    """Return the value of a JSON file.

    Raises:
        ProtocolError: If the file is not JSON.
        UsageError: If the file contains neither a table nor a media value.
    """
    document = read_json(content, entry.path)
    media = media_of(document)
    if media is None:
        raise UsageError(
            f"{entry.path} contains neither a table nor a media value.",
            hint="Use get_entry(path).read() to get its content.",
        )
    return media


def _is_type(name: str) -> bool:
    return name in _TYPES or name.endswith("-file")
