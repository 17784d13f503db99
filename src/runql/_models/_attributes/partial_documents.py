"""Partially loaded JSON objects: reading a key that was not requested loads the rest."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["PartLoader", "PartOwner", "PartialDict", "present_items", "replace_items"]

PartT = TypeVar("PartT")
PartT_contra = TypeVar("PartT_contra", contravariant=True)


class PartOwner(Protocol[PartT_contra]):
    """An object with JSON objects of which only some keys were requested."""

    def _load_part(self, part: PartT_contra) -> None:
        """Load a whole JSON object into the dict that the owner holds."""
        ...

    def _hold(self, part: PartT_contra, document: PartialDict) -> None:
        """Store a dict in the owner, if the owner holds none yet."""
        ...


class PartialDict(dict[str, "JsonValue"]):
    """A dict that loads all keys when a key that was not requested is read.

    Assignments load nothing, because edits are merged into the server's current value.
    """

    def __init__(
        self,
        values: Mapping[str, JsonValue],
        keys: frozenset[str],
        load: PartLoader[Any] | None,
    ) -> None:
        super().__init__(values)
        self._keys = keys
        self._load = load

    def _need(self, key: object = None) -> None:
        known = key is not None and (key in self._keys or dict.__contains__(self, key))
        if self._load is not None and not known:
            self._load(self)

    def _change(self) -> None:
        if self._load is not None:
            self._load.hold(self)

    def __getitem__(self, key: str) -> JsonValue:
        self._need(key)
        return super().__getitem__(key)

    def __setitem__(self, key: str, value: JsonValue) -> None:
        self._change()
        super().__setitem__(key, value)

    def __delitem__(self, key: str) -> None:
        self._change()
        self._need(key)
        super().__delitem__(key)

    def __contains__(self, key: object) -> bool:
        self._need(key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._need()
        return super().__iter__()

    def __reversed__(self) -> Iterator[str]:
        self._need()
        return super().__reversed__()

    def __len__(self) -> int:
        self._need()
        return super().__len__()

    def __eq__(self, other: object) -> bool:
        self._need()
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        self._need()
        return super().__ne__(other)

    __hash__ = None  # mutable, like a dict

    def __or__(self, other: Any) -> Any:  # noqa: ANN401 - as dict
        self._need()
        return dict(self) | other

    def __ror__(self, other: Any) -> Any:  # noqa: ANN401 - as dict
        self._need()
        return other | dict(self)

    def __ior__(self, other: Any) -> Any:  # noqa: ANN401 - as dict
        self._change()
        super().update(other)
        return self

    def __repr__(self) -> str:
        shown = repr(present_items(self))
        return shown if self._load is None else f"{shown[:-1]}, ...: not loaded}}"

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as dict
        """Return the value of a key, or the default."""
        self._need(key)
        return super().get(key, default)

    def pop(self, key: str, *default: Any) -> Any:  # noqa: ANN401 - as dict
        """Remove a key and return its value."""
        self._change()
        self._need(key)
        return super().pop(key, *default)

    def setdefault(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as dict
        """Return the value of a key; an absent key is first set to the default."""
        self._change()
        self._need(key)
        return super().setdefault(key, default)

    def keys(self) -> Any:  # noqa: ANN401 - as dict
        """Return the keys."""
        self._need()
        return super().keys()

    def values(self) -> Any:  # noqa: ANN401 - as dict
        """Return the values."""
        self._need()
        return super().values()

    def items(self) -> Any:  # noqa: ANN401 - as dict
        """Return the keys with their values."""
        self._need()
        return super().items()

    def popitem(self) -> Any:  # noqa: ANN401 - as dict
        """Remove a key and return it with its value."""
        self._need()
        return super().popitem()

    def clear(self) -> None:
        """Remove every key."""
        self._need()
        super().clear()

    def update(self, *args: Any, **items: Any) -> None:  # noqa: ANN401 - as dict
        """Assign items."""
        self._change()
        super().update(*args, **items)

    def copy(self) -> dict[str, JsonValue]:
        """Return a plain dict of the whole JSON object."""
        self._need()
        return dict(self)

    __copy__ = copy

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, JsonValue]:
        self._need()
        return copy.deepcopy(dict(self), memo)

    def __reduce__(self) -> tuple[object, ...]:
        return (PartialDict, (present_items(self), self._keys, self._load))


class PartLoader(Generic[PartT]):
    """Loads the remaining keys of an owner's JSON object.

    The dict refers to its owner. The owner refers to the dict only when necessary: objects in a
    reference cycle stay in memory until the garbage collector finds them, together with all
    objects of the same response.
    """

    __slots__ = ("_owner", "_part")

    def __init__(self, owner: PartOwner[PartT], part: PartT) -> None:
        self._owner = owner
        self._part = part

    def __call__(self, document: PartialDict) -> None:
        """Load the remaining keys."""
        self.hold(document)
        self._owner._load_part(self._part)

    def hold(self, document: PartialDict) -> None:
        """Let the owner hold a dict that is about to change."""
        self._owner._hold(self._part, document)

    def __reduce__(self) -> tuple[object, ...]:
        return (PartLoader, (self._owner, self._part))


def present_items(document: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the loaded items, without loading the rest."""
    return dict(dict.items(document)) if isinstance(document, PartialDict) else document


def replace_items(document: dict[str, JsonValue], values: Mapping[str, JsonValue]) -> None:
    """Replace all items of a dict."""
    if isinstance(document, PartialDict):
        document._load = None
    dict.clear(document)
    dict.update(document, values)
