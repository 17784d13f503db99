"""Structure of executable documents, read without a schema and without graphql-core.

Sending a document requires its operations with their kinds and variables, and pagination requires the path of its
connection. `validation` checks whether a server accepts the document, and requires graphql-core.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from runql._choices import near_names
from runql._graphql.tokens import syntax_error, tokens_of
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Document",
    "Field",
    "Fragment",
    "Inline",
    "Operation",
    "Selection",
    "Spread",
    "Variable",
    "read_document",
]

_NAME: Final = re.compile(r"[_A-Za-z]\w*", re.ASCII)
_CLOSES: Final = {"(": ")", "[": "]", "{": "}"}
_DEEPEST: Final = 100

Kind: TypeAlias = Literal["query", "mutation", "subscription"]

_KINDS: Final[dict[str, Kind]] = {
    "query": "query",
    "mutation": "mutation",
    "subscription": "subscription",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A selected field.

    Attributes:
        name: Name in the schema.
        key: Name in the response: the alias, if there is one.
        variables: Variables of arguments, by argument name.
        literals: Names of the arguments with other values.
        selections: Selections of the field.
    """

    name: str
    key: str
    variables: dict[str, str]
    literals: frozenset[str]
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """A spread of a named fragment."""

    name: str


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline fragment."""

    selections: tuple[Selection, ...]


Selection: TypeAlias = Field | Spread | Inline


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of an operation.

    Attributes:
        name: Name without the dollar sign.
        required: Whether the type excludes null and there is no default.
    """

    name: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation.

    Attributes:
        kind: `query`, `mutation` or `subscription`.
        name: Name of the operation; empty if it has none.
        variables: Declared variables, in their order.
        selections: Selections of the operation.
        name_position: Offset in the text where the name is, or would be inserted.
        head: Keyword to insert before the name; empty if the operation has a keyword.
    """

    kind: Kind
    name: str
    variables: tuple[Variable, ...]
    selections: tuple[Selection, ...]
    name_position: int
    head: str = ""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A named fragment."""

    name: str
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An executable document.

    Attributes:
        text: Text of the document.
        operations: Operations, in their order.
        fragments: Fragments, by name.
    """

    text: str
    operations: tuple[Operation, ...]
    fragments: dict[str, Fragment] = field(default_factory=dict[str, Fragment])

    def operation(self, name: str | None) -> Operation:
        """Return an operation by its name; None means the only operation.

        Raises:
            UsageError: If the operation does not exist, or `name` is None and there are several.
        """
        names = [each.name for each in self.operations]
        if not self.operations:
            raise UsageError(
                "The GraphQL text contains no operation.",
                hint="Enclose the fields in query Name { … }.",
            )
        if name is not None:
            for each in self.operations:
                if each.name == name:
                    return each
            near = near_names(name, filter(None, names))
            raise UsageError(
                f"operation must be one of {_listed(names)}, got {name!r}.",
                hint=f"Did you mean {near[0]!r}?"
                if near
                else "Pass the name of one of these operations.",
            )
        if len(self.operations) > 1:
            raise UsageError(
                f"The GraphQL text has {len(names)} operations: {_listed(names)}.",
                hint=f"Select one, such as operation={next(filter(None, names), 'Name')!r}.",
            )
        return next(iter(self.operations))

    def fields(self, selections: tuple[Selection, ...]) -> Iterator[Field]:
        """Yield the fields of a selection, including those of its fragments."""
        yield from self._fields(selections, frozenset())

    def _fields(self, selections: tuple[Selection, ...], seen: frozenset[str]) -> Iterator[Field]:
        for each in selections:
            if isinstance(each, Field):
                yield each
            elif isinstance(each, Inline):
                yield from self._fields(each.selections, seen)
            elif each.name in self.fragments and each.name not in seen:
                fragment = self.fragments[each.name]
                yield from self._fields(fragment.selections, seen | {each.name})

    def named(self, operation: Operation, name: str) -> Document:
        """Return the document with a name inserted for an unnamed operation."""
        at = operation.name_position
        added = f"{operation.head} {name} "
        others = tuple(
            replace(each, name=name) if each is operation else each for each in self.operations
        )
        return Document(f"{self.text[:at]}{added}{self.text[at:]}", others, self.fragments)


def read_document(text: str) -> Document:
    """Read the structure of a document.

    Raises:
        UsageError: If the text is not an executable GraphQL document; the message has the position.
    """
    if not isinstance(cast("object", text), str):
        raise UsageError(f"The GraphQL text must be a string, got {text!r}.")
    return _Reader(text).document()


class _Reader:
    """Reads a document token by token."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(tokens_of(text))
        self._index = 0

    def document(self) -> Document:
        operations: list[Operation] = []
        fragments: dict[str, Fragment] = {}
        while (ahead := self._peek()) != "":
            if ahead == "{":
                start = self._position()
                operations.append(Operation("query", "", (), self._selections(), start, "query"))
            elif ahead in _KINDS:
                operations.append(self._operation(_KINDS[ahead]))
            elif ahead == "fragment":
                found = self._fragment()
                fragments[found.name] = found
            else:
                raise self._unexpected("query, mutation, fragment or {")
        return Document(self._text, tuple(operations), fragments)

    def _operation(self, kind: Kind) -> Operation:
        self._next()
        start = self._tokens[self._index - 1][1] + len(kind)
        name = self._next() if _NAME.fullmatch(self._peek()) else ""
        variables: list[Variable] = []
        if self._peek() == "(":
            self._next()
            while self._peek() != ")":
                variables.append(self._variable())
            self._next()
        self._directives()
        return Operation(kind, name, tuple(variables), self._selections(), start)

    def _variable(self) -> Variable:
        self._expect("$")
        name = self._name("the name of a variable")
        self._expect(":")
        required = self._type()
        if self._peek() == "=":
            self._next()
            self._value()
            required = False
        self._directives()
        return Variable(name, required)

    def _type(self) -> bool:
        if self._peek() == "[":
            self._next()
            self._type()
            self._expect("]")
        else:
            self._name("a type")
        if self._peek() == "!":
            self._next()
            return True
        return False

    def _fragment(self) -> Fragment:
        self._next()
        name = self._name("the name of a fragment")
        if self._next() != "on":
            self._index -= 1
            raise self._unexpected("on")
        self._name("a type")
        self._directives()
        return Fragment(name, self._selections())

    def _selections(self, depth: int = 0) -> tuple[Selection, ...]:
        if depth > _DEEPEST:
            raise self._error(f"the selections are nested more than {_DEEPEST} deep")
        self._expect("{")
        found: list[Selection] = []
        while self._peek() != "}":
            found.append(self._spread(depth) if self._peek() == "..." else self._field(depth))
        if not found:
            raise self._unexpected("a field")
        self._next()
        return tuple(found)

    def _spread(self, depth: int) -> Spread | Inline:
        self._next()
        if _NAME.fullmatch(self._peek()) and self._peek() != "on":
            name = self._next()
            self._directives()
            return Spread(name)
        if self._peek() == "on":
            self._next()
            self._name("a type")
        self._directives()
        return Inline(self._selections(depth + 1))

    def _field(self, depth: int) -> Field:
        name = key = self._name("a field")
        if self._peek() == ":":
            self._next()
            name = self._name("a field")
        variables, literals = self._arguments()
        self._directives()
        inner = self._selections(depth + 1) if self._peek() == "{" else ()
        return Field(name, key, variables, frozenset(literals), inner)

    def _arguments(self) -> tuple[dict[str, str], set[str]]:
        variables: dict[str, str] = {}
        literals: set[str] = set()
        if self._peek() != "(":
            return variables, literals
        self._next()
        while self._peek() != ")":
            name = self._name("an argument")
            self._expect(":")
            if self._peek() == "$":
                self._next()
                variables[name] = self._name("the name of a variable")
            else:
                self._value()
                literals.add(name)
        self._next()
        return variables, literals

    def _value(self) -> None:
        """Skip one value."""
        waiting: list[str] = []
        while True:
            found = self._next()
            if found in _CLOSES:
                waiting.append(_CLOSES[found])
            elif waiting and found == waiting[-1]:
                waiting.pop()
            elif found == "" or found in _CLOSES.values():
                self._index -= 1
                raise self._unexpected("a value")
            elif found == "$":
                self._name("the name of a variable")
            if not waiting:
                return

    def _directives(self) -> None:
        while self._peek() == "@":
            self._next()
            self._name("a directive")
            self._arguments()

    def _peek(self) -> str:
        return self._tokens[self._index][0]

    def _position(self) -> int:
        return self._tokens[self._index][1]

    def _next(self) -> str:
        found = self._peek()
        self._index = min(self._index + 1, len(self._tokens) - 1)
        return found

    def _expect(self, wanted: str) -> None:
        if self._peek() != wanted:
            raise self._unexpected(wanted)
        self._next()

    def _name(self, what: str) -> str:
        if not _NAME.fullmatch(self._peek()):
            raise self._unexpected(what)
        return self._next()

    def _unexpected(self, wanted: str) -> UsageError:
        found = self._peek()
        shown = repr(found[:40]) if found else "the end"
        return self._error(f"expected {wanted}, found {shown}")

    def _error(self, what: str) -> UsageError:
        return syntax_error(self._text, self._position(), what)


def _listed(names: list[str]) -> str:
    return ", ".join(repr(each) if each else "an unnamed one" for each in names)
