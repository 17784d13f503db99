"""Validation of names, aliases, tags, metadata and times to live of artifacts, before any request is sent."""

from __future__ import annotations

import json
import math
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from runql._models._attributes.json_values import check_finite, encode_document
from runql._models._attributes.text_lists import check_kind, required_text, text_list
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql._wire.json_types import JsonValue

__all__ = [
    "checked_aliases",
    "checked_metadata",
    "checked_name",
    "checked_path",
    "checked_tags",
    "checked_ttl",
    "checked_type",
    "dump_metadata",
    "edited_tags",
]

_LONGEST: Final = 128
_NAME: Final = re.compile(r"[A-Za-z0-9_.\-]+")
_TAG: Final = re.compile(r"[-\w]+(?: +[-\w]+)*")
_VERSION: Final = re.compile(r"v\d+")
_MOST_TAGS: Final = 20
_MOST_KEYS: Final = 100
_RESERVED: Final = {"job": "", "run_table": "run-", "code": "source-"}
"""Name prefixes that the SDK reserves, by type."""


def checked_name(name: str) -> str:
    """Return a valid collection name.

    Raises:
        UsageError: If the name is too long, or has invalid characters.
    """
    if not _NAME.fullmatch(required_text(name, "name")) or len(name) > _LONGEST:
        raise UsageError(
            f"Invalid artifact name: {name!r}.",
            hint=f"Use at most {_LONGEST} letters, digits, `_`, `-` and `.`.",
        )
    return name


def checked_type(kind: str, name: str) -> str:
    """Return a type that is valid for artifacts of the given name.

    Raises:
        UsageError: If the type is invalid, or reserved for the SDK.
    """
    if not required_text(kind, "type") or len(kind) > _LONGEST or set("/:") & set(kind):
        raise UsageError(
            f"Invalid artifact type: {kind!r}.",
            hint=f"Use at most {_LONGEST} characters, without `/` and `:`.",
        )
    reserved = _RESERVED.get(kind)
    if kind.startswith("wandb-") or (reserved is not None and name.startswith(reserved)):
        raise UsageError(
            f"The artifact type {kind!r} is reserved for artifacts that the SDK creates.",
            hint="Use another type.",
        )
    return kind


def checked_aliases(aliases: Iterable[str]) -> list[str]:
    """Return valid aliases without duplicates.

    Raises:
        UsageError: If an alias is too long, is a version number, or contains `/` or `:`. Also if
            `aliases` is one string.
    """
    found = _listed(aliases, "aliases")
    for alias in found:
        if not alias or len(alias) > _LONGEST or set("/:") & set(alias):
            raise UsageError(
                f"Invalid alias: {alias!r}.",
                hint=f"Use at most {_LONGEST} characters, without `/` and `:`.",
            )
        if _VERSION.fullmatch(alias):
            raise UsageError(
                f"Invalid alias: {alias!r} is a version number, which only the server assigns.",
                hint="Use an alias other than `v` and digits.",
            )
    return found


def checked_tags(tags: Iterable[str]) -> list[str]:
    """Return valid tags without duplicates.

    Raises:
        UsageError: If a tag has invalid characters, there are more than 20 tags, or `tags` is one
            string.
    """
    found = _listed(tags, "tags")
    for tag in found:
        if not _TAG.fullmatch(tag) or len(tag) > _LONGEST:
            raise UsageError(
                f"Invalid tag: {tag!r}.",
                hint="Use letters, digits, `_` and `-`, with spaces only between words.",
            )
    if len(found) > _MOST_TAGS:
        raise UsageError(
            f"A request must have at most {_MOST_TAGS} tags, got {len(found)}.",
            hint="Save the tags in several calls.",
        )
    return found


def edited_tags(tags: str | Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the tags of an edit without duplicates. Tags that are already saved can have other characters.

    Raises:
        UsageError: If a new tag is invalid, or there are more than 20 new tags.
    """
    found, saved = _listed([tags] if isinstance(tags, str) else tags, "tags"), set(known)
    checked_tags([each for each in found if each not in saved])
    return found


def checked_ttl(ttl: timedelta | None) -> timedelta | None:
    """Return a valid time to live.

    Raises:
        UsageError: If it is shorter than a second, or is not a timedelta.
    """
    if ttl is not None:
        check_kind(ttl, timedelta, "ttl")
    if ttl is not None and ttl < timedelta(seconds=1):
        raise UsageError(
            f"ttl must be at least 1 second, got {ttl}.", hint="Use None to keep it forever."
        )
    return ttl


def checked_path(path: str) -> str:
    """Return a valid path of a file within an artifact.

    Raises:
        UsageError: If the path is absolute, leads out of the artifact, or has a form that operating
            systems interpret differently.
    """
    if any(part in ("", ".", "..") for part in path.split("/")) or "\\" in path or "\0" in path:
        raise UsageError(
            f"Invalid path within an artifact: {path!r}.",
            hint="Use a relative path with forward slashes, without `.` and `..`.",
        )
    return path


def dump_metadata(metadata: Mapping[str, Any], owner: str) -> str:
    """Return metadata as a string of strict JSON.

    Raises:
        UsageError: If it has more than 100 keys, or a value that JSON cannot store.
    """
    document = checked_metadata(encode_document(metadata, "metadata", owner), owner)
    if len(metadata) > _MOST_KEYS:
        raise UsageError(
            f"Artifact metadata of {owner} has {len(metadata)} keys; the maximum is {_MOST_KEYS}.",
            hint="Group related keys in a nested dict, or store them in a file.",
        )
    return json.dumps(document, ensure_ascii=False, allow_nan=False)


def checked_metadata(metadata: Mapping[str, JsonValue], owner: str) -> dict[str, JsonValue]:
    """Return metadata for the server: NaN becomes None, as in the official SDK.

    Raises:
        UsageError: If a number is infinite.
    """
    return {key: _finite(value, f"{owner}: metadata[{key!r}]") for key, value in metadata.items()}


def _finite(value: JsonValue, where: str) -> JsonValue:
    if isinstance(value, dict):
        return {key: _finite(each, f"{where}[{key!r}]") for key, each in value.items()}
    if isinstance(value, list):
        return [_finite(each, f"{where}[{index}]") for index, each in enumerate(value)]
    if isinstance(value, float) and math.isnan(value):
        return None
    check_finite(value, where)
    return value


def _listed(names: Iterable[str], what: str) -> list[str]:
    return list(dict.fromkeys(text_list(names, what)))
