"""Results of properties that send requests, kept until the client changes something."""

from __future__ import annotations

from typing import Any, TypeVar

__all__ = ["Remembered"]

T = TypeVar("T")


class Remembered:
    """Results by name; a result is forgotten after the client has sent a change, which may concern it."""

    def __init__(self) -> None:
        self._found: dict[object, tuple[int, Any]] = {}

    def get(self, name: object, writes: int) -> Any:  # noqa: ANN401 - what was kept under the name
        """Return a result; None if there is none.

        Args:
            name: The name of the result.
            writes: How many changes the client has sent by now.
        """
        kept, value = self._found.get(name, (-1, None))
        return value if kept == writes else None

    def keep(self, name: object, writes: int, value: T) -> T:
        """Keep a result, and return it."""
        self._found[name] = (writes, value)
        return value

    def forget(self) -> None:
        """Forget every result."""
        self._found.clear()

    def __reduce__(self) -> tuple[object, ...]:
        # Another process counts its own changes.
        return (Remembered, ())
