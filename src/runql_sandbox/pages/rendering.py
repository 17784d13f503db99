"""Templates, and the headers that keep what they show from doing anything.

Every value is escaped. In case one is not, the policy of content allows no script but the packaged one, no style in
elements, no picture or request of another server, and no form that leads elsewhere.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from runql_sandbox.pages.addresses import address, file_address
from runql_sandbox.pages.values import (
    shown,
    shown_bytes,
    shown_count,
    shown_seconds,
    shown_time,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ASSETS", "HEADERS", "asset_address", "read_asset", "render"]

_FOLDER: Final = Path(__file__).parent

ASSETS: Final = {
    "pages.css": "text/css",
    "pages.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
"""Packaged files, and their types."""

HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "vary": "Cookie, Authorization",
}
"""Headers of every page."""


def render(template: str, values: Mapping[str, Any]) -> str:
    """Return the HTML of a template."""
    return _environment().get_template(template).render(values)


@cache
def read_asset(name: str) -> bytes:
    """Return a packaged file."""
    return (_FOLDER / "assets" / name).read_bytes()


@cache
def asset_address(name: str) -> str:
    """Return the address of a packaged file, which changes with its content and can be cached for good."""
    return address("_assets", hashlib.sha256(read_asset(name)).hexdigest()[:16], name)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        shown=shown,
        bytes=shown_bytes,
        seconds=shown_seconds,
        time=shown_time,
        count=shown_count,
    )
    made.globals.update(address=address, file_address=file_address, asset=asset_address)
    return made
