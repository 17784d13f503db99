"""Charts as files and self-contained pages. vl-convert creates them without browser and network."""

from __future__ import annotations

import hashlib
import html
import importlib.util
import json
import re
import secrets
from typing import TYPE_CHECKING, Final

from runql.errors import LocalFileError, MissingDependencyError

if TYPE_CHECKING:
    from pathlib import Path

    from runql._plots.theme import Spec

__all__ = ["page_of", "pdf_of", "png_of", "require_charts", "svg_of", "write_whole"]

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' \
'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:">
<title>{title}</title>
<style>body {{ margin: 16px; background: white; }}</style>
</head>
<body>
<div id="chart"></div>
<script>{library}</script>
<script>
vegaEmbed("#chart", {spec}, {{mode: "vega-lite", actions: {{export: true, source: false, compiled: false, editor: false}}}});
</script>
</body>
</html>
"""
_GLOBAL: Final = "window.vegaEmbed = vegaEmbed;"
_LOCAL: Final = re.compile(r'(?<=\bid=")[A-Za-z]+_?\d+(?=")|(?<=url\(#)[A-Za-z]+_?\d+(?=\))')


def require_charts() -> None:
    """Check that charts can be drawn, before a request is sent or a file is written.

    Raises:
        MissingDependencyError: If vl-convert-python is not installed.
    """
    if importlib.util.find_spec("vl_convert") is None:
        raise MissingDependencyError(
            "Charts require the vl-convert-python package.",
            hint='Install it with: pip install "runql[plots]"',
        )


def svg_of(spec: Spec) -> str:
    """Return a chart as SVG.

    Ids in the SVG start with a digest of the chart, because ids must be unique in a page with many charts.
    """
    require_charts()
    import vl_convert

    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    own = hashlib.sha256(svg.encode()).hexdigest()[:10]
    return _LOCAL.sub(lambda found: f"c{own}-{found.group()}", svg)


def png_of(spec: Spec, scale: float) -> bytes:
    """Return a chart as PNG.

    Args:
        spec: The chart.
        scale: Image pixels per chart pixel.
    """
    require_charts()
    import vl_convert

    return vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[])


def pdf_of(spec: Spec) -> bytes:
    """Return a chart as PDF."""
    require_charts()
    import vl_convert

    return vl_convert.vegalite_to_pdf(spec, allowed_base_urls=[])


def page_of(spec: Spec, title: str) -> str:
    """Return a chart as an interactive page with its own script. The page cannot load anything else."""
    require_charts()
    import vl_convert

    # A script ends at any `</script>`, even inside a string.
    data = json.dumps(spec, allow_nan=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    library = vl_convert.javascript_bundle(_GLOBAL).replace("</script", "<\\/script")
    return _PAGE.format(title=html.escape(title), library=library, spec=data)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file completely or not at all.

    Raises:
        LocalFileError: If the file cannot be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise LocalFileError(
            f"Cannot write the chart to {str(path)!r}: {error.strerror or error}.",
            hint="Check that the folder exists and is writable.",
        ) from error
    finally:
        part.unlink(missing_ok=True)
