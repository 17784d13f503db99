"""Opaque ids, as the public server spells them."""

from __future__ import annotations

import base64

from runql_sandbox.inputs import positive

__all__ = ["decode", "encode", "number"]


def encode(kind: str, *parts: object) -> str:
    """Return the id of a thing."""
    return base64.b64encode(":".join([kind, *map(str, parts)]).encode()).decode()


def decode(value: str, kind: str) -> list[str]:
    """Return the parts of an id of a kind; an empty list if it is none."""
    try:
        found = base64.b64decode(value, validate=True).decode().split(":")
    except ValueError:
        return []
    return found[1:] if found[0] == kind else []


def number(value: str, kind: str) -> int | None:
    """Return the number in an id of a kind; None if it is none."""
    parts = decode(value, kind)
    return positive(parts[0]) if len(parts) == 1 else None
