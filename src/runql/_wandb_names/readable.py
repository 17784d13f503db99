"""runql methods that are attributes in wandb. They can also be used as their value."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from runql._caller import warn_caller

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

__all__ = ["readable"]

FunctionT = TypeVar("FunctionT", bound="Callable[..., Any]")


class _Value:
    """A bound method that can be used as its return value."""

    # A list is equal to this object by value, so the object must not be hashable.
    __hash__: Final = None  # type: ignore[assignment]

    def __init__(self, method: Callable[..., Any], shown: str) -> None:
        functools.update_wrapper(self, method)
        self._method = method
        self._shown = shown

    def __call__(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as the method
        return self._method(*args, **options)

    def _read(self) -> Any:  # noqa: ANN401 - as the method
        message = f"{self._shown} is a method in runql. Use {self._shown}()."
        warn_caller(message, DeprecationWarning)
        return self._method()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._read())

    def __bool__(self) -> bool:
        return bool(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401 - as the list
        return self._read()[index]

    def __contains__(self, item: object) -> bool:
        return item in self._read()

    def __eq__(self, other: object) -> bool:
        return bool(self._read() == other)

    def __await__(self) -> Generator[Any, Any, Any]:
        return cast("Generator[Any, Any, Any]", self._read().__await__())

    def __repr__(self) -> str:
        return f"<method {self._shown}>"


class _ReadableMethod:
    """A method whose bound form is a `_Value`."""

    def __init__(self, function: Callable[..., Any]) -> None:
        functools.update_wrapper(cast("Callable[..., Any]", self), function)
        self._function = function

    def __get__(self, owner: object, kind: type[object] | None = None) -> object:
        if owner is None:
            return self._function
        shown = f"{type(owner).__name__}.{self._function.__name__}"
        return _Value(self._function.__get__(owner), shown)


def readable(method: FunctionT) -> FunctionT:
    """Make a method without required arguments usable as its return value."""
    return cast("FunctionT", _ReadableMethod(method))
