"""Templates, and security headers.

All values are escaped. As a second protection, the content security policy allows only packaged scripts, no inline
styles, no images or requests of other servers, and no forms to other servers.
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
"""Packaged files with their MIME types."""

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
"""Headers of all pages."""


def render(template: str, values: Mapping[str, Any]) -> str:
    """Render a template."""
    return _environment().get_template(template).render(values)


@cache
def read_asset(name: str) -> bytes:
    """Return a packaged file."""
    return (_FOLDER / "assets" / name).read_bytes()


@cache
def asset_address(name: str) -> str:
    """Return the URL of a packaged file, which changes with its content and can be cached forever."""
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
