"""The type of a decoded JSON document."""

from __future__ import annotations

from typing import TypeAlias, Union

__all__ = ["JsonValue"]

JsonValue: TypeAlias = Union[None, bool, int, float, str, "list[JsonValue]", "dict[str, JsonValue]"]
"""Any JSON value as Python holds it; non-finite floats included, as W&B logs them."""
