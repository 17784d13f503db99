"""Size reduction of the built site's pages. Visible text and link targets do not change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["shrink_site"]

# A tooltip that repeats its own text, and a tooltip with the private module of a public class.
_REPEATED: Final = re.compile(r'<span title="([\w.]+)">\1</span>')
_PRIVATE: Final = re.compile(r'(<a class="autorefs[^"]*") title="[^"]*"')
# The theme shows names in the color of the code around them.
_NAMES: Final = re.compile(r'<span class="n">([^<]*)</span>')


def shrink_site(folder: Path) -> tuple[int, int]:
    """Rewrite all pages below a folder, and return their total bytes before and after."""
    # A dependency of the group `docs`.
    import minify_html

    before = after = 0
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        short: str = minify_html.minify(
            _NAMES.sub(r"\1", _PRIVATE.sub(r"\1", _REPEATED.sub(r"\1", text))),
            keep_closing_tags=True,
            keep_html_and_head_opening_tags=True,
            allow_removing_spaces_between_attributes=False,
        )
        path.write_text(short, encoding="utf-8")
        before += len(text.encode())
        after += len(short.encode())
    return before, after
