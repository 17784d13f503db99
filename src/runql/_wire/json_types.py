"""Types of decoded JSON values."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, TypeAlias, Union

if TYPE_CHECKING:
    from typing import TypeGuard

__all__ = ["JsonValue", "is_finite"]

_GREATEST: Final = sys.float_info.max

JsonValue: TypeAlias = Union[None, bool, int, float, str, "list[JsonValue]", "dict[str, JsonValue]"]
"""Any JSON value in Python; includes non-finite floats, because W&B logs them."""


def is_finite(value: object) -> TypeGuard[int | float]:
    """Return whether a value is a number that a float can represent; False for NaN and infinities.

    `math.isfinite` raises an error for integers beyond the range of floats, which JSON allows.
    """
    return isinstance(value, int | float) and abs(value) <= _GREATEST
