"""Filters as text: `config.lr > 0.1 and state == 'finished'`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn

from runql.errors import FilterError
from runql.filters.catalogue import find_field
from runql.filters.expressions import Comparison, Filter
from runql.filters.fields import compare, compare_list
from runql.filters.patterns import wire_pattern
from runql.filters.tokens import Token, refuse, split, unquote, unquote_keys, unquote_pattern

if TYPE_CHECKING:
    from runql.filters.values import Scalar

__all__ = ["parse_filter"]

_COMPARISONS: Final = {
    "==": "$eq",
    "=": "$eq",
    "!=": "$ne",
    "<": "$lt",
    "<=": "$lte",
    ">": "$gt",
    ">=": "$gte",
}
_CONSTANTS: Final[dict[str, bool | None]] = {
    "true": True,
    "false": False,
    "null": None,
    "none": None,
}
_PRESENCE: Final = {"exists": True, "missing": False}
_KEYWORDS: Final = frozenset({"and", "in", "is", "matches", "not", "or", *_CONSTANTS, *_PRESENCE})
_DEEPEST: Final = 50
_EXPECTED: Final = "A comparison is expected here: == != < <= > >= in, not in, is null, =~, exists."


def parse_filter(text: str) -> Filter:
    """Read a filter.

    A field, then one of `== != < <= > >=` and a value, `in [...]`, `not in [...]`, `is null`,
    `is not null`, `exists`, `missing`, or `=~ 'pattern'`; joined with `and`, `or`, `not` and
    parentheses. Keys with odd characters stand in quotes: `config.'a b'`. Patterns are taken as
    they stand, without escapes.

    Raises:
        FilterError: The text is no filter; points at the character.
    """
    return _Parser(text).parse()


class _Parser:
    """Recursive descent; one method per level of precedence."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = split(text)
        self._next = 0
        self._depth = 0

    def parse(self) -> Filter:
        if self._peek().kind == "end":
            raise FilterError("The filter is empty.", hint="Give None for all runs.")
        found = self._either()
        if self._peek().kind != "end":
            self._refuse("The filter should end here, or go on with and, or.")
        return found

    def _either(self) -> Filter:
        found = self._both()
        while self._skip("or"):
            found = found | self._both()
        return found

    def _both(self) -> Filter:
        found = self._single()
        while self._skip("and"):
            found = found & self._single()
        return found

    def _single(self) -> Filter:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse(f"The filter is nested more than {_DEEPEST} deep.")
        found = self._negated_or_grouped()
        self._depth -= 1
        return found

    def _negated_or_grouped(self) -> Filter:
        if self._skip("not"):
            return ~self._single()
        if self._skip("("):
            found = self._either()
            if not self._skip(")"):
                self._refuse("A closing parenthesis is missing.")
            return found
        if self._peek().word in _PRESENCE:
            present = _PRESENCE[self._take().word]
            return Comparison(self._field(), "$exists", present)
        return self._comparison()

    def _comparison(self) -> Filter:
        wire = self._field()
        token = self._take()
        match token.word:
            case sign if sign in _COMPARISONS:
                return self._compared(wire, _COMPARISONS[sign])
            case "exists" | "missing":
                return Comparison(wire, "$exists", _PRESENCE[token.word])
            case "=~" | "matches":
                return self._matched(wire)
            case "in":
                return self._listed(wire, "$in")
            case "not" if self._skip("in"):
                return self._listed(wire, "$nin")
            case "is":
                return self._compared_with_null(wire)
            case _:
                self._refuse(_EXPECTED, token)
        return None

    def _field(self) -> str:
        token = self._take()
        if token.kind != "name" or token.word in _KEYWORDS:
            self._refuse("A field is expected here, such as state or config.lr.", token)
        try:
            return find_field(unquote_keys(token.text)).wire
        except FilterError as error:
            self._refuse(error.message, token, error.hint)

    def _compared(self, wire: str, operator: str) -> Filter:
        start = self._peek()
        value = self._value()
        try:
            return compare(wire, operator, value)
        except FilterError as error:
            self._refuse(error.message, start, error.hint)

    def _listed(self, wire: str, operator: str) -> Filter:
        start = self._peek()
        values = self._list()
        try:
            return compare_list(wire, operator, values)
        except FilterError as error:
            self._refuse(error.message, start, error.hint)

    def _compared_with_null(self, wire: str) -> Filter:
        operator = "$ne" if self._skip("not") else "$eq"
        if not self._skip("null", "none"):
            self._refuse("null is expected here.", hint="Compare other values with == and !=.")
        return Comparison(wire, operator, None)

    def _matched(self, wire: str) -> Filter:
        token = self._take()
        if token.kind != "text":
            self._refuse("A quoted regular expression is expected here.", token)
        try:
            return Comparison(wire, "$regex", wire_pattern(unquote_pattern(token.text)))
        except FilterError as error:
            inside = 1 + (error.position or 0)
            self._refuse(error.message, token, error.hint, inside)

    def _list(self) -> list[Scalar]:
        close = {"[": "]", "(": ")"}.get(self._peek().word)
        if close is None:
            self._refuse("A list is expected here, such as ['a', 'b'].")
        self._take()
        values: list[Scalar] = []
        while not self._skip(close):
            values.append(self._value())
            if not self._skip(",") and self._peek().word != close:
                self._refuse(f"A comma or {close} is expected here.")
        return values

    def _value(self) -> Scalar:
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.word in _CONSTANTS:
            return _CONSTANTS[token.word]
        if token.kind == "name":
            self._refuse(
                "A value is expected here.", token, f"Texts stand in quotes: '{token.text}'."
            )
        if token.kind != "text":
            self._refuse("A value is expected here, such as 0.1 or 'text'.", token)
        try:
            return unquote(token.text)
        except FilterError as error:
            self._refuse(error.message, token, error.hint)

    def _number(self, token: Token) -> int | float:
        if re.search(r"[.eE]", token.text):
            return float(token.text)
        try:
            return int(token.text)
        except ValueError:
            self._refuse("The integer is too large for any field.", token)

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token

    def _skip(self, *words: str) -> bool:
        if self._peek().word in words:
            self._take()
            return True
        return False

    def _refuse(
        self,
        message: str,
        token: Token | None = None,
        hint: str | None = None,
        offset: int = 0,
    ) -> NoReturn:
        position = (token or self._peek()).position + offset
        refuse(message, self._text, position, hint)
