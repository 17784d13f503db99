"""Users' Markdown as HTML, without users' HTML and without images of other servers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from markdown_it import MarkdownIt
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

__all__ = ["is_web_address", "markdown"]

_LONGEST: Final = 200_000
_SCHEMES: Final = ("http://", "https://")


def markdown(text: str | None) -> Markup:
    """Convert Markdown to HTML. Embedded HTML is shown as text, and only web links are allowed."""
    # Markdown-it escapes all text, and `html` is off.
    return Markup(_parser().render((text or "")[:_LONGEST]))  # noqa: S704


def is_web_address(text: object) -> bool:
    """Return whether a link leads to a web page and executes no code."""
    return isinstance(text, str) and text.lower().startswith(_SCHEMES)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("image", _image)
    parser.add_render_rule("link_open", _link)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


def _image(
    _self: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: EnvType
) -> str:
    """Write a link instead of an image, which the browser would load from another server."""
    source, words = str(tokens[at].attrGet("src") or ""), tokens[at].content or "image"
    if not is_web_address(source):
        return str(Markup("<em>{}</em>").format(words))
    link = Markup('<a href="{}" rel="noopener noreferrer">{}</a>')
    return str(link.format(source, f"Image: {words}"))


def _link(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    tokens[at].attrSet("rel", "noopener noreferrer")
    return self.renderToken(tokens, at, options, env)


def _heading(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    """Lower headings by one level, because the page has its own first-level heading."""
    token: Any = tokens[at]
    token.tag = f"h{min(6, int(token.tag[1]) + 1)}" if not token.meta.get("lowered") else token.tag
    token.meta["lowered"] = True
    return self.renderToken(tokens, at, options, env)
