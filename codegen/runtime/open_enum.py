"""Enums that a newer server may add to."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

__all__ = ["OpenEnum"]


class OpenEnum(StrEnum):
    """An enum of strings that keeps a value it does not know.

    Such a value compares, hashes and prints as its text, but is not among the members.
    """

    @property
    def is_known(self) -> bool:
        """Whether the value is among the members."""
        return self._value_ in type(self)._value2member_map_

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = value
        unknown._value_ = value
        return unknown
