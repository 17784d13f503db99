"""Errors for loops over one page where the whole list is meant, and for lists that must be awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

__all__ = ["AwaitedList", "NotIterable"]


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


class AwaitedList:
    """An async list, whose length and items need requests that Python's operators cannot await.

    Without these methods, every async list would be true, also an empty one.
    """

    __slots__ = ()

    if not TYPE_CHECKING:

        def __len__(self) -> NoReturn:
            raise self._refusal("has no len()", "await runs.total()")

        def __bool__(self) -> NoReturn:
            raise self._refusal("has no truth value", "await runs.total() or await runs.first()")

        def __iter__(self) -> NoReturn:
            raise self._refusal("is not iterable", "`async for run in runs` or await runs.all()")

        def __getitem__(self, index: object) -> NoReturn:
            raise self._refusal(
                "is not subscriptable", "await runs.first(), limit=, or (await runs.all())[index]"
            )

        def __contains__(self, item: object) -> NoReturn:
            raise self._refusal("does not support `in`", "`run in await runs.all()`")

        def _refusal(self, what: str, use: str) -> TypeError:
            return TypeError(f"{type(self).__name__!r} object {what}. Use {use}.")
