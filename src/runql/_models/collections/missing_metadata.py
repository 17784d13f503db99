"""Metadata keys in a filter of versions that no version has, such as misspelled keys.

The server does not report them: a comparison with a key that no version has never matches.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from runql._caller import warn_caller
from runql._choices import near_names
from runql.errors import UnknownKeyWarning
from runql.filters.mongo import compared_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql._models.artifacts.base import ArtifactAttributes

__all__ = [
    "SAMPLED",
    "compared_metadata",
    "known_metadata",
    "presence_filter",
    "warn_missing_metadata",
]

SAMPLED: Final = 50
"""Number of versions whose metadata is compared with the keys of a filter."""

_PREFIX: Final = "metadata."
_SHOWN: Final = 20


def compared_metadata(filters: object, *, certain: bool) -> list[str]:
    """Return the metadata keys that a filter compares with values, in order.

    Args:
        filters: The filter, as a JSON string of the API.
        certain: Whether a version matches. Keys that this version must have are left out.
    """
    document: object = json.loads(filters) if isinstance(filters, str) and filters else {}
    fields = dict.fromkeys(compared_fields(document, certain=certain))
    return [field.removeprefix(_PREFIX) for field in fields if field.startswith(_PREFIX)]


def known_metadata(versions: Sequence[ArtifactAttributes[Any]]) -> list[str]:
    """Return the metadata keys of versions, sorted, with dots for nested keys."""
    return sorted({name for each in versions for name in _names(each._metadata_document())})


def presence_filter(key: str) -> str:
    """Return the filter for versions with a metadata key, as a JSON string of the API."""
    return json.dumps({_PREFIX + key: {"$exists": True}})


def warn_missing_metadata(key: str, known: Sequence[str], where: str) -> None:
    """Warn that no version has a metadata key, with a similar key as a hint.

    Args:
        key: Key of the filter.
        known: Metadata keys that versions have.
        where: Description of the list, such as a path.
    """
    near = near_names(key, known)
    shown = f"Known keys: {', '.join(known[:_SHOWN])}." if known else "They have no metadata."
    hint = f"Did you mean {near[0]!r}?" if near else shown
    warn_caller(
        f"No version of {where} has the metadata key {key!r} of the filter. {hint}",
        UnknownKeyWarning,
    )


def _names(document: Mapping[str, object], prefix: str = "") -> Iterable[str]:
    """Yield the keys of metadata, and the keys in nested objects with dots."""
    for key, value in document.items():
        yield prefix + key
        if isinstance(value, dict):
            yield from _names(value, f"{prefix}{key}.")
