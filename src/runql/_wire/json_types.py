"""Type of decoded JSON values."""

from __future__ import annotations

from typing import TypeAlias, Union

__all__ = ["JsonValue"]

JsonValue: TypeAlias = Union[None, bool, int, float, str, "list[JsonValue]", "dict[str, JsonValue]"]
"""Any JSON value in Python; includes non-finite floats, because W&B logs them."""
