"""Objects that notebooks show as HTML."""

from __future__ import annotations

from runql._display.cards import Card, kind_of
from runql._display.markup import card_html

__all__ = ["Displayed"]


class Displayed:
    """An object that notebooks show as HTML of its loaded data."""

    __slots__ = ()

    def _card(self) -> Card:
        """Return the card of the object, without a request."""
        return Card(kind_of(self), repr(self))

    def _repr_html_(self) -> str:
        return card_html(self._card())
