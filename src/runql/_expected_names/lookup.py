"""Hints for missing attributes: the name that runql has for what a script expects."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ExpectedNames", "expected_name", "unknown_attribute"]

_ANY: Final = "*"
_VERB: Final = re.compile(r"(?:get|list|fetch|find|load|read|query)_(\w+)")
_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])([A-Z])")


class ExpectedNames:
    """An object whose missing names raise with a hint. Type checkers do not see the lookup."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if inspect.getattr_static(type(self), name, None) is not None:
                # A property raised AttributeError, so Python calls this method. Raise the property's error again.
                return object.__getattribute__(self, name)
            raise unknown_attribute(self, name, expected_name(type(self), name))


def expected_name(kind: type[object], name: str) -> str:
    """Return the sentence that says which name to use; empty if none is known."""
    if name.startswith("_"):
        return ""
    known = [_sentences(base.__name__.removeprefix("Async")) for base in kind.__mro__]
    for sentences in known:
        if name in sentences:
            return sentences[name]
    verb = _VERB.fullmatch(name)
    spellings = [_CAPITAL.sub(r"_\1", name).lower(), *(verb.groups() if verb else ())]
    for each in spellings:
        if each != name and inspect.getattr_static(kind, each, None) is not None:
            return f"Use .{each}{'()' if callable(getattr(kind, each, None)) else ''}."
    rest = (sentences[_ANY] for sentences in known if _ANY in sentences)
    return next(rest, "").replace("{name}", name)


def unknown_attribute(owner: object, name: str, hint: str = "") -> AttributeError:
    """Return the error for a missing attribute of an object."""
    message = f"{type(owner).__name__!r} object has no attribute {name!r}"
    return AttributeError(f"{message}. {hint}" if hint else message, name=name, obj=owner)


@cache
def _sentences(kind: str) -> Mapping[str, str]:
    """Return the sentences of a class, by name."""
    from runql._expected_names.table import EXPECTED

    rows = EXPECTED.get(kind, {})
    return {name: sentence for names, sentence in rows.items() for name in names.split()}
