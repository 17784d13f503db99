"""A token estimate that is never below the counts of common tokenizers for JSON and English."""

from __future__ import annotations

import math
import re
from typing import Final

__all__ = ["image_tokens", "token_count"]

# A token is up to five letters, up to three digits, up to two other ASCII characters, or one character of another
# alphabet. Tokenizers merge a space into the following word, so spaces do not count.
_PIECE: Final = re.compile(r"[A-Za-z]{1,5}|[0-9]{1,3}|[!-/:-@\[-`{-~]{1,2}|\n|[^\x00-\x7f]")
_PIXELS: Final = 750


def token_count(text: str) -> int:
    """Return the estimated tokens of a string."""
    return sum(1 for _ in _PIECE.finditer(text))


def image_tokens(width: int, height: int) -> int:
    """Return the estimated tokens of an image of a given size."""
    return math.ceil(width * height / _PIXELS)
