"""Filters as strings: `config.lr > 0.1 and state == 'finished'`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn

from runql.errors import FilterError
from runql.filters.catalogue import RUNS
from runql.filters.expressions import Comparison, Filter
from runql.filters.operators import wire_operand
from runql.filters.tokens import Token, refuse, split, unquote, unquote_keys, unquote_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql._wire.json_types import JsonValue
    from runql.filters.catalogue import FieldSpec, Vocabulary

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
_EXPECTED: Final = "Expected a comparison: == != < <= > >= in, not in, is null, =~, exists."


def parse_filter(text: str, vocabulary: Vocabulary = RUNS) -> Filter:
    """Return the filter of a string.

    A condition is a field with one of `== != < <= > >=` and a value, `in [...]`, `not in [...]`, `is null`,
    `is not null`, `exists`, `missing`, or `=~ 'pattern'`. Combine conditions with `and`, `or`, `not` and
    parentheses. Quote keys with special characters: `config.'a b'`. Patterns have no escapes. Values of
    config and summary may be lists and objects, `config.cols == ['lr']`. `has_all [...]` and `has_length 2`
    test lists, `contains_text 'x'` tests strings.

    Args:
        text: The filter.
        vocabulary: Allowed fields.

    Raises:
        FilterError: If the string is not a valid filter. The message points at the character.

    Examples:
        >>> from runql.filters import parse_filter
        >>> parse_filter("state = 'finished' and config.lr >= 0.1")
        (F.state == 'finished') & (F.config['lr'] >= 0.1)
    """
    return _Parser(text, vocabulary).parse()


class _Parser:
    """Recursive descent parser, with one method per level of precedence."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._tokens = split(text)
        self._next = 0
        self._depth = 0

    def parse(self) -> Filter:
        if self._peek().kind == "end":
            raise FilterError("The filter is empty.", hint="Pass None for all runs.")
        found = self._either()
        if self._peek().kind != "end":
            self._refuse("Expected 'and', 'or' or the end of the filter.")
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
            self._refuse(f"The filter has more than {_DEEPEST} nested levels.")
        found = self._negated_or_grouped()
        self._depth -= 1
        return found

    def _negated_or_grouped(self) -> Filter:
        if self._skip("not"):
            return ~self._single()
        if self._skip("("):
            found = self._either()
            if not self._skip(")"):
                self._refuse("Expected a closing parenthesis.")
            return found
        if self._peek().word in _PRESENCE:
            present = _PRESENCE[self._take().word]
            return Comparison.of(self._field().wire, "$exists", present)
        return self._comparison()

    def _comparison(self) -> Filter:
        spec = self._field()
        token = self._take()
        match token.word:
            case sign if sign in _COMPARISONS:
                return self._compared(spec, _COMPARISONS[sign])
            case "exists" | "missing":
                return Comparison.of(spec.wire, "$exists", _PRESENCE[token.word])
            case "=~" | "matches":
                return self._matched(spec)
            case "in":
                return self._compared(spec, "$in", self._list)
            case "not" if self._skip("in"):
                return self._compared(spec, "$nin", self._list)
            case "has_all":
                return self._compared(spec, "$all", self._list)
            case "has_length":
                return self._compared(spec, "$size")
            case "contains_text":
                return self._compared(spec, "$contains")
            case "is":
                return self._compared_with_null(spec)
            case _:
                self._refuse(_EXPECTED, token)
        return None

    def _field(self) -> FieldSpec:
        token = self._take()
        if token.kind != "name" or token.word in _KEYWORDS:
            self._refuse("Expected a field, such as state or config.lr.", token)
        try:
            return self._vocabulary.find(unquote_keys(token.text))
        except FilterError as error:
            self._refuse(error.message, token, error.hint)

    def _compared(
        self, spec: FieldSpec, operator: str, read: Callable[[], JsonValue] | None = None
    ) -> Filter:
        start = self._peek()
        value = (read or self._value)()
        return self._checked(spec, operator, value, start)

    def _checked(
        self, spec: FieldSpec, operator: str, value: object, token: Token, *, inside: int = 0
    ) -> Filter:
        try:
            return Comparison.of(spec.wire, operator, wire_operand(spec, operator, value))
        except FilterError as error:
            offset = inside + (error.position or 0) if inside else 0
            self._refuse(error.message, token, error.hint, offset)

    def _compared_with_null(self, spec: FieldSpec) -> Filter:
        operator = "$ne" if self._skip("not") else "$eq"
        if not self._skip("null", "none"):
            self._refuse("Expected null.", hint="Compare other values with == and !=.")
        return Comparison.of(spec.wire, operator, None)

    def _matched(self, spec: FieldSpec) -> Filter:
        token = self._take()
        if token.kind != "text":
            self._refuse("Expected a quoted regular expression.", token)
        return self._checked(spec, "$regex", unquote_pattern(token.text), token, inside=1)

    def _list(self) -> JsonValue:
        close = {"[": "]", "(": ")"}.get(self._peek().word)
        if close is None:
            self._refuse("Expected a list, such as ['a', 'b'].")
        self._take()
        return self._items(close)

    def _items(self, close: str) -> JsonValue:
        values: list[JsonValue] = []
        while not self._skip(close):
            values.append(self._value())
            if not self._skip(",") and self._peek().word != close:
                self._refuse(f"Expected a comma or {close}.")
        return values

    def _object(self) -> JsonValue:
        found: dict[str, JsonValue] = {}
        while not self._skip("}"):
            key = self._take()
            if key.kind != "text":
                self._refuse("Expected a quoted key.", key)
            if not self._skip(":"):
                self._refuse("Expected a colon.")
            found[self._unquoted(key)] = self._value()
            if not self._skip(",") and self._peek().word != "}":
                self._refuse("Expected a comma or }.")
        return found

    def _value(self) -> JsonValue:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse(f"The filter has more than {_DEEPEST} nested levels.")
        found = self._literal()
        self._depth -= 1
        return found

    def _literal(self) -> JsonValue:
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.word in _CONSTANTS:
            return _CONSTANTS[token.word]
        if token.word == "[":
            return self._items("]")
        if token.word == "{":
            return self._object()
        if token.kind == "name":
            self._refuse("Expected a value.", token, f"Put strings in quotes: '{token.text}'.")
        if token.kind != "text":
            self._refuse("Expected a value, such as 0.1 or 'text'.", token)
        return self._unquoted(token)

    def _unquoted(self, token: Token) -> str:
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
            self._refuse("The integer is too large.", token)

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
