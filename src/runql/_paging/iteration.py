"""The error for a loop over one page where the whole list is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

__all__ = ["NotIterable"]


class NotIterable:
    """A page, which a loop must not take for the list.

    `await` of an async list returns its first page, so a loop over the result would silently end after that page.
    """

    __slots__ = ()

    if not TYPE_CHECKING:

        def __iter__(self) -> NoReturn:
            raise TypeError(
                f"{type(self).__name__!r} object is not iterable. Loop over the list for all items, without await: "
                "`async for run in api.runs(path)`. Loop over page.items for the items of this page."
            )

        __aiter__ = __iter__
