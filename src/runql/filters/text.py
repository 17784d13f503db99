"""Filters as text: `config.lr > 0.1 and state == 'finished'`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from runql.errors import FilterError
from runql.filters.expressions import Comparison, Filter
from runql.filters.fields import checked_pattern, wire_field

if TYPE_CHECKING:
    from runql._json import JsonValue

__all__ = ["parse_filter"]

_TOKEN: Final = re.compile(
    r"""\s*(?:
    (?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))
  | (?P<name>[A-Za-z_][\w/\-]*(?:\.(?:[\w/\-]+|"(?:[^"\\]|\\.)*"))*)
  | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
  | (?P<sign>==|!=|<=|>=|=~|[=<>()\[\],])
    )""",
    re.VERBOSE,
)
_COMPARISONS: Final = {
    "==": "$eq",
    "=": "$eq",
    "!=": "$ne",
    "<": "$lt",
    "<=": "$lte",
    ">": "$gt",
    ">=": "$gte",
}
_CONSTANTS: Final[dict[str, JsonValue]] = {"true": True, "false": False, "null": None, "none": None}
_DEEPEST: Final = 50


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int

    @property
    def word(self) -> str:
        return self.text.lower() if self.kind in ("name", "sign") else ""


def parse_filter(text: str) -> Filter:
    """Read a filter.

    Comparisons `== != < <= > >=`, `in [...]`, `not in [...]`, `=~ 'pattern'`, `exists` and `missing`
    behind a field, joined with `and`, `or`, `not` and parentheses. Keys with odd characters are
    quoted: `config."a b"`.

    Raises:
        FilterError: The text is no filter; points at the character.
    """
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = self._split()
        self._next = 0
        self._depth = 0

    def parse(self) -> Filter:
        found = self._either()
        if self._peek().kind != "end":
            self._refuse("The filter should end here, or go on with and, or.")
        return found

    def _split(self) -> list[_Token]:
        tokens: list[_Token] = []
        position, end = 0, len(self._text.rstrip())
        while position < end:
            found = _TOKEN.match(self._text, position)
            if found is None or found.lastgroup is None:
                start = position + len(self._text[position:]) - len(self._text[position:].lstrip())
                raise FilterError(
                    f"{self._text[start]!r} has no place in a filter.",
                    text=self._text,
                    position=start,
                )
            kind = found.lastgroup
            tokens.append(_Token(kind, found.group(kind), found.start(kind)))
            position = found.end()
        return [*tokens, _Token("end", "", end)]

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._tokens[self._next]
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token

    def _skip(self, *words: str) -> bool:
        if self._peek().word in words:
            self._take()
            return True
        return False

    def _refuse(self, message: str) -> NoReturn:
        raise FilterError(message, text=self._text, position=self._peek().position)

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
        try:
            if self._skip("not"):
                return ~self._single()
            if self._skip("("):
                found = self._either()
                if not self._skip(")"):
                    self._refuse("A closing parenthesis is missing.")
                return found
            return self._comparison()
        finally:
            self._depth -= 1

    def _comparison(self) -> Filter:
        token = self._peek()
        if token.kind != "name" or token.word in ("and", "or", "in", *_CONSTANTS):
            self._refuse("A field is expected here, such as state or config.lr.")
        self._take()
        try:
            field = wire_field(_unquote_keys(token.text))
        except FilterError as error:
            raise FilterError(
                error.message, remedy=error.remedy, text=self._text, position=token.position
            ) from None
        if self._peek().word in _COMPARISONS:
            return Comparison(field, _COMPARISONS[self._take().word], self._value())
        if self._skip("exists"):
            return Comparison(field, "$exists", True)
        if self._skip("missing"):
            return Comparison(field, "$exists", False)
        if self._skip("=~", "matches"):
            return Comparison(field, "$regex", self._pattern())
        if self._skip("in"):
            return Comparison(field, "$in", self._list())
        if self._skip("not") and self._skip("in"):
            return Comparison(field, "$nin", self._list())
        self._refuse("A comparison is expected here: == != < <= > >= in, not in, =~, exists.")
        return None

    def _pattern(self) -> str:
        if self._peek().kind != "text":
            self._refuse("A quoted regular expression is expected here.")
        return checked_pattern(_unquote(self._take().text))

    def _list(self) -> list[JsonValue]:
        if not self._skip("["):
            self._refuse("A list is expected here, such as ['a', 'b'].")
        values: list[JsonValue] = []
        while not self._skip("]"):
            values.append(self._value())
            if not self._skip(",") and self._peek().word != "]":
                self._refuse("A comma or a closing bracket is expected here.")
        return values

    def _value(self) -> JsonValue:
        token = self._peek()
        if token.kind == "text":
            return _unquote(self._take().text)
        if token.kind == "number":
            text = self._take().text
            return float(text) if re.search(r"[.eE]", text) else int(text)
        if token.word in _CONSTANTS:
            return _CONSTANTS[self._take().word]
        self._refuse("A value is expected here; texts stand in quotes.")
        return None


def _unquote(text: str) -> str:
    body = text[1:-1]
    if text[0] == "'":
        body = re.sub(r"\\(.)|(\")", lambda m: _requote(m.group(1), m.group(2)), body)
    try:
        value: str = json.loads(f'"{body}"', strict=False)
    except ValueError as error:
        raise FilterError(f"{text} has an escape that means nothing: {error}.") from error
    return value


def _requote(escaped: str | None, quote: str | None) -> str:
    """Turn the body of a single-quoted text into that of a JSON text."""
    if quote is not None:
        return '\\"'
    return "'" if escaped == "'" else f"\\{escaped}"


def _unquote_keys(name: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', lambda match: _unquote(match.group()), name)
