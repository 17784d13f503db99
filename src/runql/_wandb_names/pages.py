"""The page of an object in a notebook, as in wandb."""

from __future__ import annotations

from html import escape
from importlib import import_module
from typing import TYPE_CHECKING

__all__ = ["WebPage"]


class WebPage:
    """An object that has a page in the web app."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def url(self) -> str:
            """Page of the object in the web app."""
            ...

    def _page_as_html(self, height: int = 420, hidden: bool = False) -> str:
        """Return an iframe with the page."""
        style = f"border:none;width:100%;height:{int(height)}px;"
        frame = f'<iframe src="{escape(self.url)}?jupyter=true" style="{style}"></iframe>'
        return f"<details>{frame}</details>" if hidden else frame

    def _display_page(self, height: int = 420, hidden: bool = False) -> bool:
        """Show the page in a notebook, and return whether there is one."""
        try:
            shell = import_module("IPython").get_ipython()
            display = import_module("IPython.display")
        except ImportError:
            return False
        if getattr(shell, "kernel", None) is None:
            return False
        display.display(display.HTML(self._page_as_html(height, hidden)))
        return True
