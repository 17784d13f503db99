"""Check for lists of versions whose filter names a metadata key that no version has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models._attributes.list_checks import ListCheck
from runql._models.collections.missing_metadata import (
    SAMPLED,
    compared_metadata,
    known_metadata,
    presence_filter,
    warn_missing_metadata,
)

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._async.artifacts.resource import AsyncArtifact
    from runql._paging.buffer import Buffer
    from runql._paging.pages import Listing

__all__ = ["check_metadata_keys"]


async def check_metadata_keys(
    session: AsyncSession,
    listing: Listing[Any, AsyncArtifact[Any]],
    buffer: Buffer[Any],
    where: str,
    *,
    unfiltered: str | None = None,
) -> None:
    """Warn about metadata keys that the filter of a list compares and no version has.

    Args:
        session: Session that sends the request.
        listing: The list.
        buffer: The versions of the first page.
        where: Description of the list for the message, such as a path.
        unfiltered: The filter of a list of all versions, in the API's format.

    Requests: None for a list without such keys, or whose first page proves that they exist; otherwise one. One more
    per key that the newest versions lack, if there are others.
    """
    versions = buffer.items
    if not versions and (not buffer.done or listing.window.after is not None):
        return
    keys = compared_metadata(listing.call.variables.get("filters"), certain=bool(versions))
    if keys and versions:
        # A condition such as $ne also matches versions without the key.
        shown = frozenset(known_metadata(versions))
        keys = [key for key in keys if key not in shown]
    if not keys:
        return
    everything = listing.call.replace(filters=unfiltered, order=None, first=SAMPLED, after=None)
    with ListCheck(f"whether versions have the metadata key {keys[0]!r}"):
        page = listing.read(await session.send(everything))
        known = known_metadata(page.items)
        missing = [key for key in keys if key not in known] if page.items else []
        if page.cursor is not None:
            for key in list(missing):
                having = everything.replace(filters=presence_filter(key), first=1)
                if listing.read(await session.send(having)).items:
                    missing.remove(key)
        for key in missing:
            warn_missing_metadata(key, known, where)
