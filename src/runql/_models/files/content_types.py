"""Media types of files, as users pass them and as servers return them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from runql._models._attributes.text_lists import text_list
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["checked_types", "media_type"]

_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][\w!#$&^.+-]*/[a-z0-9][\w!#$&^.+-]*")


def checked_types(content_types: Iterable[str] | None) -> list[str] | None:
    """Return media types in lower case; None if none were passed.

    Raises:
        UsageError: If a value is not a media type.
    """
    if content_types is None:
        return None
    found = [each.lower() for each in text_list(content_types, "content_types")]
    for each in found:
        if not _MEDIA_TYPE.fullmatch(each):
            raise UsageError(
                f"content_types must be media types such as 'image/png', got {each!r}.",
                hint='Use files("*.png") to filter by file name or extension.',
            )
    return found


def media_type(mimetype: str | None) -> str:
    """Return the media type that a server returned, without its parameters."""
    return (mimetype or "").partition(";")[0].strip().lower()
