"""The filter field above a table of runs, parsed to a filter of the API.

The field accepts three forms: the API's JSON, an expression such as `state == 'finished' and config.lr >= 0.001`,
which is also runql's string form of `filters=`, or a word to search in run names.
"""

from __future__ import annotations

import difflib
import json
import re
from typing import Any, Final, NoReturn, TypeAlias

from runql_sandbox.inputs import InputError, parse_object
from runql_sandbox.mongo import FilterSyntaxError
from runql_sandbox.store.runs.query import FIELDS

__all__ = ["FilterTextError", "mongo_filter"]

Mongo: TypeAlias = dict[str, Any]

_QUOTED: Final = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_WORDS: Final = re.compile(
    rf"""(?P<space>\s+)
      | (?P<number>[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?(?![\w.]))
      | (?P<name>[^\W\d][\w/\-]*(?:\.(?:[\w/\-]+|{_QUOTED}))*)
      | (?P<text>{_QUOTED})
      | (?P<sign>==|!=|<=|>=|=~|[=<>()\[\]{{}}:,])""",
    re.VERBOSE | re.DOTALL,
)
_COMPARED: Final = {
    "==": "$eq", "=": "$eq", "!=": "$ne", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte",
    "contains_text": "$contains", "has_length": "$size",
}  # fmt: skip
_CONSTANTS: Final[dict[str, bool | None]] = {
    "true": True, "false": False, "null": None, "none": None,
}  # fmt: skip
_KEYWORDS: Final = frozenset(
    {"and", "exists", "in", "is", "matches", "missing", "not", "or", *_CONSTANTS}
)
_STATES: Final = (
    "pending", "running", "finished", "failed", "crashed", "killed", "preempting", "preempted",
)  # fmt: skip
_MEANT: Final = {
    "id": "name", "run_id": "name", "run_name": "display_name", "status": "state",
    "runtime": "duration", "user": "username", "tag": "tags",
}  # fmt: skip
_DEEPEST: Final = 20
_LONGEST: Final = 20_000
_LONGEST_NUMBER: Final = 400


class FilterTextError(InputError):
    """An invalid filter; the message contains the position."""


def mongo_filter(text: str) -> Mongo:
    """Parse a filter. An empty string matches all runs.

    Raises:
        FilterTextError: If the expression is invalid.
        InputError: If the string begins like JSON, and is not a valid JSON object.
        FilterSyntaxError: If the filter names an unknown field.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise FilterTextError(f"The filter is longer than {_LONGEST} characters.")
    if not text:
        return {}
    if text.startswith("{"):
        return parse_object(text, "the filter")
    if _is_search(text):
        pattern = {"$regex": f"(?i){re.escape(text)}"}
        return {"$or": [{"display_name": pattern}, {"name": pattern}]}
    return _Reader(text).read()


def _is_search(text: str) -> bool:
    """Return whether a string is a single word, which is searched in names."""
    return re.fullmatch(r"[\w./:@#+-]+", text) is not None and text.lower() not in _KEYWORDS


class _Reader:
    """A recursive descent parser for expressions."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = self._split()
        self._next = 0
        self._depth = 0

    def read(self) -> Mongo:
        found = self._either()
        if self._kind() != "end":
            self._refuse("expected `and`, `or`, or the end of the filter")
        return found

    def _split(self) -> list[tuple[str, str, int]]:
        words: list[tuple[str, str, int]] = []
        at = 0
        while at < len(self._text):
            found = _WORDS.match(self._text, at)
            if found is None:
                raise FilterTextError(
                    f"Invalid filter at character {at + 1}: unexpected {self._text[at]!r}. "
                    "Put strings in quotes."
                )
            if found.lastgroup != "space":
                words.append((str(found.lastgroup), found.group(), at))
            at = found.end()
        return [*words, ("end", "", len(self._text))]

    def _either(self) -> Mongo:
        return self._joined("$or", "or", self._both)

    def _both(self) -> Mongo:
        return self._joined("$and", "and", self._single)

    def _joined(self, operator: str, word: str, read: Any) -> Mongo:  # noqa: ANN401 - a method
        terms: list[Mongo] = [read()]
        while self._skip(word):
            terms.append(read())
        return terms[0] if len(terms) == 1 else {operator: terms}

    def _single(self) -> Mongo:
        self._deeper()
        if self._skip("not"):
            found: Mongo = {"$nor": [self._single()]}
        elif self._skip("("):
            found = self._either()
            self._expect(")")
        elif self._word() in ("exists", "missing"):
            present = self._take()[1].lower() == "exists"
            found = {self._field(): {"$exists": present}}
        else:
            found = self._comparison()
        self._depth -= 1
        return found

    def _comparison(self) -> Mongo:
        field = self._field()
        word = self._word()
        at = self._take()[2]
        if word in _COMPARED:
            operator, value = _COMPARED[word], self._value()
            self._check(field, value)
            return {field: value if operator == "$eq" else {operator: value}}
        if word in ("exists", "missing"):
            return {field: {"$exists": word == "exists"}}
        if word in ("=~", "matches"):
            return {field: {"$regex": self._pattern()}}
        if word == "is":
            negated = self._skip("not")
            if not self._skip("null", "none"):
                self._refuse("expected `null`")
            return {field: {"$ne": None} if negated else None}
        listed = {"in": "$in", "has_all": "$all"}.get(word)
        if word == "not" and self._skip("in"):
            listed = "$nin"
        if listed is None:
            self._refuse(
                "expected a comparison: == != < <= > >= in, not in, is null, =~, exists, missing, "
                "contains_text, has_all, has_length",
                at,
            )
        values = self._list()
        self._check(field, values)
        return {field: {listed: values}}

    def _field(self) -> str:
        kind, text, at = self._take()
        if kind != "name" or text.lower() in _KEYWORDS:
            self._refuse("expected a field, such as state or config.lr", at)
        name = re.sub(_QUOTED, lambda found: self._unquoted(found.group(), at), text)
        head, dot, key = name.partition(".")
        if head == "summary" and dot:
            return f"summary_metrics.{key}"
        known = name in FIELDS.columns or name in FIELDS.empty
        if not known and not (head in FIELDS.documents and key):
            near = _MEANT.get(name) or next(
                iter(difflib.get_close_matches(name, [*FIELDS.columns, "config.", "summary."], 1)),
                None,
            )
            hint = f" Did you mean {near}?" if near else ""
            names = ", ".join(sorted(each for each in FIELDS.columns if each.islower()))
            raise FilterSyntaxError(
                f"Unknown field {name!r}.{hint} Allowed values: {names}, config.KEY and summary.KEY."
            )
        return name

    def _check(self, field: str, value: object) -> None:
        """Reject an unknown state, which would match no runs."""
        if field != "state":
            return
        for each in value if isinstance(value, list) else [value]:
            if each not in _STATES and each is not None:
                near = difflib.get_close_matches(str(each), _STATES, 1)
                hint = f" Did you mean {near[0]!r}?" if near else ""
                raise FilterTextError(
                    f"Invalid state: {each!r}.{hint} Allowed values: {', '.join(_STATES)}."
                )

    def _value(self) -> Any:  # noqa: ANN401 - any JSON value
        self._deeper()
        kind, text, at = self._take()
        if kind == "number":
            if len(text) > _LONGEST_NUMBER:
                self._refuse("the number has too many digits", at)
            found: Any = float(text) if re.search(r"[.eE]", text) else int(text)
        elif text.lower() in _CONSTANTS and kind == "name":
            found = _CONSTANTS[text.lower()]
        elif kind == "text":
            found = self._unquoted(text, at)
        elif text == "[":
            found = self._items("]")
        elif text == "{":
            found = self._object()
        else:
            hint = f": strings are in quotes, '{text}'" if kind == "name" else ""
            self._refuse(f"expected a value, such as 0.1 or 'text'{hint}", at)
        self._depth -= 1
        return found

    def _list(self) -> list[Any]:
        close = {"[": "]", "(": ")"}.get(self._word())
        if close is None:
            self._refuse("expected a list, such as ['a', 'b']")
        self._take()
        return self._items(close)

    def _items(self, close: str) -> list[Any]:
        values: list[Any] = []
        while not self._skip(close):
            values.append(self._value())
            if not self._skip(",") and self._word() != close:
                self._refuse(f"expected a comma or {close}")
        return values

    def _object(self) -> Mongo:
        found: Mongo = {}
        while not self._skip("}"):
            kind, text, at = self._take()
            if kind != "text":
                self._refuse("expected a key in quotes", at)
            self._expect(":")
            found[self._unquoted(text, at)] = self._value()
            if not self._skip(",") and self._word() != "}":
                self._refuse("expected a comma or }")
        return found

    def _pattern(self) -> str:
        kind, text, at = self._take()
        if kind != "text":
            self._refuse("expected a regular expression in quotes", at)
        quote = text[0]
        # A pattern keeps its backslashes, except before its own quotes.
        return re.sub(
            r"\\(.)",
            lambda found: quote if found[1] == quote else found[0],
            text[1:-1],
            flags=re.DOTALL,
        )

    def _unquoted(self, quoted: str, at: int) -> str:
        def as_json(found: re.Match[str]) -> str:
            if found[1] is None:
                return '\\"'
            return "'" if found[1] == "'" else f"\\{found[1]}"

        body = re.sub(r"\\(.)|\"", as_json, quoted[1:-1], flags=re.DOTALL)
        try:
            value: str = json.loads(f'"{body}"', strict=False)
        except ValueError:
            self._refuse(rf"{quoted} has an unknown escape; use \\ for a backslash", at)
        return value

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse(f"the filter is nested more than {_DEEPEST} deep")

    def _kind(self) -> str:
        return self._words[self._next][0]

    def _word(self) -> str:
        kind, text, _ = self._words[self._next]
        return text.lower() if kind in ("name", "sign") else ""

    def _take(self) -> tuple[str, str, int]:
        word = self._words[self._next]
        self._next = min(self._next + 1, len(self._words) - 1)
        return word

    def _skip(self, *words: str) -> bool:
        if self._word() in words:
            self._take()
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._skip(sign):
            self._refuse(f"expected {sign}")

    def _refuse(self, message: str, at: int | None = None) -> NoReturn:
        place = self._words[self._next][2] if at is None else at
        raise FilterTextError(f"Invalid filter at character {place + 1}: {message}.")
