"""Numbers with nouns, in messages and displays."""

from __future__ import annotations

__all__ = ["counted", "counted_bytes"]


def counted(count: int, noun: str, plural: str | None = None, *, commas: bool = False) -> str:
    """Return a number and its noun, such as `1 file` or `2 files`.

    Args:
        count: The number.
        noun: The noun in the singular.
        plural: The noun in the plural; None adds an s.
        commas: Whether to separate thousands with commas.
    """
    number = f"{count:,}" if commas else f"{count}"
    return f"{number} {noun if count == 1 else plural or f'{noun}s'}"


def counted_bytes(size: int | None) -> str:
    """Return a size in bytes, such as `1 byte`; `unknown size` for None."""
    return "unknown size" if size is None else counted(size, "byte")
