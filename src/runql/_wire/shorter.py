"""Documents for servers that lack some of the types: without the fragments on these."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from runql_graphql.calls import Call

    from runql.errors import ApiError

__all__ = ["unknown_types", "without_types"]

R = TypeVar("R")

_UNKNOWN: Final = re.compile(r"Unknown type [\"'](\w+)[\"']")
_FRAGMENT: Final = re.compile(r"fragment (\w+) on (\w+) ")
_SPREAD: Final = re.compile(r"^ *\.\.\.(\w+)\n", re.MULTILINE)


def unknown_types(error: ApiError) -> frozenset[str]:
    """Return the types that a server does not know, by what it said."""
    return frozenset(name for each in error.errors for name in _UNKNOWN.findall(each.message))


def without_types(call: Call[R], types: AbstractSet[str]) -> Call[R]:
    """Return the call without the fragments on some types: objects of these do not come from such a server.

    What lies elsewhere than in a fragment stays, and the server will say so again.
    """
    operation, *fragments = call.operation.document.split("\n\n")
    texts = {found[1]: text for text in fragments if (found := _FRAGMENT.match(text)) is not None}
    gone = {name for name, text in texts.items() if text.split(maxsplit=4)[3] in types}
    if not gone or len(texts) < len(fragments):
        return call  # nothing to leave out, or no document of ours
    kept = {name: _cut(text, gone) for name, text in texts.items() if name not in gone}
    operation = _cut(operation, gone)
    document = "\n\n".join([operation, *(kept[name] for name in _used(operation, kept))])
    return replace(call, operation=replace(call.operation, document=document))


def _cut(text: str, gone: AbstractSet[str]) -> str:
    return _SPREAD.sub(lambda found: "" if found[1] in gone else found[0], text)


def _used(operation: str, texts: dict[str, str]) -> list[str]:
    """Return the names of the fragments that an operation leads to; servers refuse others."""
    used: dict[str, None] = {}
    waiting = _SPREAD.findall(operation)
    while waiting:
        name = waiting.pop(0)
        if name not in used:
            used[name] = None
            waiting.extend(_SPREAD.findall(texts[name]))
    return list(used)
