"""Opaque IDs in the public server's format."""

from __future__ import annotations

import base64

from runql_sandbox.inputs import positive

__all__ = ["decode", "encode", "number"]


def encode(kind: str, *parts: object) -> str:
    """Return the ID of an object."""
    return base64.b64encode(":".join([kind, *map(str, parts)]).encode()).decode()


def decode(value: str, kind: str) -> list[str]:
    """Return the parts of an ID of a kind; an empty list for another ID."""
    try:
        found = base64.b64decode(value, validate=True).decode().split(":")
    except ValueError:
        return []
    return found[1:] if found[0] == kind else []


def number(value: str, kind: str) -> int | None:
    """Return the number in an ID of a kind; None for another ID."""
    parts = decode(value, kind)
    return positive(parts[0]) if len(parts) == 1 else None
