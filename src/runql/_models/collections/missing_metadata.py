"""Metadata keys in a filter of versions that no version has, such as misspelled keys.

The server does not report them: a comparison with a key that no version has never matches.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from runql._caller import warn_caller
from runql._choices import near_names
from runql._models.runs.listed.missing_keys import asks_presence
from runql.errors import UnknownKeyWarning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from runql._models.artifacts.base import ArtifactAttributes

__all__ = ["SAMPLED", "compared_metadata", "warn_missing_metadata"]

SAMPLED: Final = 50
"""Number of versions whose metadata is compared with the keys of a filter."""

_PREFIX: Final = "metadata."
_SHOWN: Final = 20


def compared_metadata(filters: object) -> list[str]:
    """Return the metadata keys that a filter compares with values, in order.

    Args:
        filters: The filter, as a JSON string of the API.
    """
    document: object = json.loads(filters) if isinstance(filters, str) and filters else {}
    return list(dict.fromkeys(_compared(document)))


def _compared(document: object) -> Iterator[str]:
    if isinstance(document, list):
        for each in document:
            yield from _compared(each)
    if not isinstance(document, dict):
        return
    for key, condition in document.items():
        if key.startswith("$"):
            yield from _compared(condition)
        elif key.startswith(_PREFIX) and not asks_presence(condition):
            yield key.removeprefix(_PREFIX)


def warn_missing_metadata(
    keys: Sequence[str],
    versions: Sequence[ArtifactAttributes[Any]],
    where: str,
    *,
    are_all: bool,
) -> None:
    """Warn about metadata keys that no version has, with a similar key as a hint.

    Args:
        keys: Keys of the filter.
        versions: Versions of the list without the filter.
        where: Description of the list, such as a path.
        are_all: Whether the list has no other versions.
    """
    known = sorted({name for each in versions for name in _names(each._metadata_document())})
    for key in keys:
        # Servers may read a dot as part of a key, or as the separator of nested keys.
        if not versions or key in known:
            continue
        near = near_names(key, known)
        shown = f"Known keys: {', '.join(known[:_SHOWN])}." if known else "They have no metadata."
        hint = f"Did you mean {near[0]!r}?" if near else shown
        which = "No version" if are_all else f"None of the {len(versions)} newest versions"
        warn_caller(
            f"{which} of {where} has the metadata key {key!r} of the filter. {hint}",
            UnknownKeyWarning,
        )


def _names(document: Mapping[str, object], prefix: str = "") -> Iterable[str]:
    """Yield the keys of metadata, and the keys in nested objects with dots."""
    for key, value in document.items():
        yield prefix + key
        if isinstance(value, dict):
            yield from _names(value, f"{prefix}{key}.")
