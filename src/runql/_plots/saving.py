"""Charts as files and as pages that load nothing: made by vl-convert, without a browser or a network."""

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
    """Make sure that charts can be drawn, before anything is sent or written.

    Raises:
        MissingDependencyError: If the library is not installed.
    """
    if importlib.util.find_spec("vl_convert") is None:
        raise MissingDependencyError(
            "Charts require vl-convert-python, which is not installed.",
            hint='Install it with: pip install "runql[plots]"',
        )


def svg_of(spec: Spec) -> str:
    """Return a chart as SVG.

    Its ids begin with a digest of the chart: a page shows many charts, and ids hold for the whole page.
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
        scale: Pixels of the picture per pixel of the chart.
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
    """Return a chart as an interactive page that holds its own script and may load nothing else."""
    require_charts()
    import vl_convert

    # A script ends at `</script>` wherever that stands, in a string too.
    data = json.dumps(spec, allow_nan=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    library = vl_convert.javascript_bundle(_GLOBAL).replace("</script", "<\\/script")
    return _PAGE.format(title=html.escape(title), library=library, spec=data)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        LocalFileError: If the file cannot be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise LocalFileError(
            f"The chart cannot be written to {str(path)!r}: {error.strerror or error}.",
            hint="Check that the folder exists and may be written to.",
        ) from error
    finally:
        part.unlink(missing_ok=True)
