"""Results of properties that send requests, kept until the client changes something."""

from __future__ import annotations

from typing import Any, TypeVar

__all__ = ["Remembered"]

T = TypeVar("T")


class Remembered:
    """Results by name. A change that the client sends invalidates all earlier results."""

    def __init__(self) -> None:
        self._found: dict[object, tuple[int, Any]] = {}

    def get(self, name: object, writes: int) -> Any:  # noqa: ANN401 - what was kept under the name
        """Return a result; None if there is no valid one.

        Args:
            name: The name of the result.
            writes: Number of changes that the client has sent so far.
        """
        kept, value = self._found.get(name, (-1, None))
        return value if kept == writes else None

    def keep(self, name: object, writes: int, value: T) -> T:
        """Store a result and return it."""
        self._found[name] = (writes, value)
        return value

    def forget(self) -> None:
        """Remove every result."""
        self._found.clear()

    def __reduce__(self) -> tuple[object, ...]:
        # Another process counts its own changes.
        return (Remembered, ())
