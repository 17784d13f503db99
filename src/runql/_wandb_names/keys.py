"""Objects that are a dict or a list in wandb: they also read by key or by part, with a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._caller import warn_caller

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ReadByKey", "ReadByPart"]


class ReadByKey:
    """An object of attributes that is a dict in wandb. Type checkers do not know that it reads by key."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __getitem__(self, key: object) -> object:
            kind = type(self).__name__
            if not isinstance(key, str) or not key.isidentifier() or key.startswith("_"):
                raise TypeError(f"{kind} has attributes and no items, got [{key!r}].")
            try:
                found = getattr(self, key)
            except AttributeError as error:
                raise KeyError(key) from error
            message = f"{kind}[{key!r}] reads an attribute as a key, as wandb does."
            warn_caller(f"{message} Use .{key}.", DeprecationWarning)
            return found

        def get(self, key: str, default: object = None) -> object:
            """Return an attribute, as a dict of wandb does."""
            try:
                return self[key]
            except KeyError:
                return default


class ReadByPart:
    """A path that is a list in wandb. Type checkers do not know that it reads by part."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def _parts(self) -> list[str]:
            message = f"{type(self).__name__} is not a list, as it is in wandb."
            warn_caller(f"{message} Use str(path), or its attributes.", DeprecationWarning)
            return str(self).split("/")

        def __iter__(self) -> Iterator[str]:
            return iter(self._parts())

        def __len__(self) -> int:
            return len(self._parts())

        def __bool__(self) -> bool:
            return True

        def __getitem__(self, index: int | slice) -> object:
            return self._parts()[index]
