"""Detection of notebooks."""

from __future__ import annotations

import sys

__all__ = ["in_notebook"]


def in_notebook() -> bool:
    """Return whether the code runs in a Jupyter kernel. The function imports nothing."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return shell is not None and getattr(shell(), "kernel", None) is not None
