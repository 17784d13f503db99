"""Lists of the official client: indexable iterators on top of runql's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, SupportsIndex, TypeVar, overload

from runql.compat._shared.wrapping import Translated, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    from runql import Api
    from runql._sync._client.lister import Lister

__all__ = ["ChainedItems", "Paginator", "page_size"]

T = TypeVar("T")

_DEFAULT_SIZES = frozenset({50, 100, 200, 1000})


def page_size(per_page: int) -> int | None:
    """Return the page size to request. The official client's defaults leave the choice to runql."""
    return None if per_page in _DEFAULT_SIZES else per_page


class ChainedItems:
    """Several lists in sequence, such as the contents of the registries in an ordered list.

    Attributes:
        items: Items read so far.
        done: Whether all items have been read.
        cursor: None, because a sequence of lists cannot be resumed.
    """

    cursor: None = None

    def __init__(self, parts: Iterator[Iterable[Any]]) -> None:
        self._rest = (item for part in parts for item in part)
        self.items: list[Any] = []
        self.done: bool = False

    @property
    def _buffer(self) -> ChainedItems:
        return self

    @property
    def bounds(self) -> list[Any]:
        """Items read so far."""
        return self.items

    def _fill(self, count: int | None) -> int:
        while not self.done and (count is None or len(self.items) < count):
            try:
                self.items.append(next(self._rest))
            except StopIteration:
                self.done = True
        return len(self.items)

    def __getitem__(self, index: SupportsIndex | slice) -> Any:  # noqa: ANN401 - an item, or a list of them
        self._fill(None)
        return self.items[index]

    def __len__(self) -> int:
        return self._fill(None)

    def __bool__(self) -> bool:
        return self._fill(1) > 0


class Paginator(Translated, Generic[T]):
    """A lazy list: `for`, `next()`, `len()`, indexes and slices.

    Attributes:
        per_page: Items per page, as requested.
        index: Position of the last returned item.
    """

    _is_listing: ClassVar[bool] = True

    def __init__(
        self,
        items: Lister[Any] | ChainedItems,
        api: Api,
        per_page: int = 50,
        convert: Callable[[Any], T] | None = None,
    ) -> None:
        self._items = items
        self._api = api
        self._convert: Callable[[Any], T] = convert or (lambda inner: wrapped(inner, api))
        self._made: list[T] = []
        self.per_page = per_page
        self.index: int = -1

    @property
    def objects(self) -> list[T]:
        """The items read so far."""
        self._make(len(self._items._buffer.items))
        return self._made

    @property
    def length(self) -> int | None:
        """The number of items, after a page has been read."""
        return len(self._items) if self._items._buffer.bounds else None

    @property
    def more(self) -> bool:
        """Whether there are unread pages."""
        return not self._items._buffer.done

    @property
    def cursor(self) -> str | None:
        """The cursor of the current position. Pass it as `start=` to continue from here."""
        return self._items.cursor

    def next(self) -> T:
        """Return the next item.

        Raises:
            StopIteration: If the list has ended.
        """
        return self.__next__()

    def __iter__(self) -> Iterator[T]:
        self.index = -1
        return _Walk(self)

    def __next__(self) -> T:
        found = self._at(self.index + 1)
        if found is None:
            raise StopIteration
        self.index += 1
        return found[0]

    @overload
    def __getitem__(self, index: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> T | list[T]:
        if isinstance(index, slice):
            chosen = self._items[index]
            self._make(len(self._items._buffer.items))
            assert len(chosen) <= len(self._made)
            return self._made[index]
        self._items[index]
        self._make(len(self._items._buffer.items))
        return self._made[index]

    def __len__(self) -> int:
        return len(self._items)

    def __bool__(self) -> bool:
        # The official lists have a length. Here, a length may cost one more request.
        return bool(self._items)

    def __contains__(self, item: object) -> bool:
        return any(each is item or each == item for each in self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._label()}>"

    def _label(self) -> str:
        return f"({len(self._items)})"

    def _at(self, index: int) -> tuple[T] | None:
        if index >= len(self._made):
            # One more item may require one more page.
            if self._items._fill(index + 1) <= index:
                return None
            self._make(index + 1)
        return (self._made[index],)

    def _make(self, count: int) -> None:
        while len(self._made) < count:
            self._made.append(self._convert(self._items._buffer.items[len(self._made)]))


class _Walk(Translated, Generic[T]):
    """A loop over a list. Loops can be nested. `next(list)` continues after the loop that advanced last."""

    _is_listing: ClassVar[bool] = True

    def __init__(self, items: Paginator[T]) -> None:
        self._items = items
        self._index = -1

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        found = self._items._at(self._index + 1)
        if found is None:
            raise StopIteration
        self._index += 1
        self._items.index = self._index
        return found[0]
