"""runql's own fragments, which users can spread in their queries by name."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Final

import runql_graphql.documents as documents
from graphql import FragmentDefinitionNode, Source, parse

from runql._codegen.queries.findings import Finding
from runql._codegen.queries.sources import Definition, location

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["own_fragments", "with_own_fragments"]

_PACKAGE: Final = "runql_graphql"
_SPREAD: Final = re.compile(r"\.\.\.\s*(?!on\b)([_A-Za-z]\w*)")


@cache
def own_fragments() -> Mapping[str, tuple[str, str]]:
    """Return module and text of each runql fragment. The module is a path below `documents`."""
    prefix = f"{documents.__name__}."
    found: dict[str, tuple[str, str]] = {}
    for each in walk_packages(documents.__path__, prefix):
        for name, value in vars(import_module(each.name)).items():
            if isinstance(value, str) and value.startswith(f"fragment {name} on "):
                found[name] = (each.name.removeprefix(prefix).replace(".", "/"), value)
    return dict(sorted(found.items()))


def with_own_fragments(definitions: Sequence[Definition]) -> tuple[list[Definition], list[Finding]]:
    """Return definitions with the runql fragments that they spread, and names that collide.

    A user's fragment hides a runql fragment with the same name, unless another runql fragment needs that one.
    """
    own = own_fragments()
    defined = {
        each.name: each for each in definitions if isinstance(each.node, FragmentDefinitionNode)
    }
    added: dict[str, Definition] = {}
    findings: list[Finding] = []
    waiting = [name for each in definitions for name in _spreads(each) if name not in defined]
    while waiting:
        name = waiting.pop()
        if name in added or name not in own:
            continue
        stem, text = own[name]
        added[name] = _definition(stem, text)
        for needed in _SPREAD.findall(text):
            waiting.append(needed)
            if needed in defined:
                where = location(defined[needed].node, defined[needed].file)
                what = f"the fragment {needed} has the name of a fragment that runql's {name} needs"
                findings.append(Finding.at(where, "L2", what, "rename it"))
    return [*definitions, *(added[name] for name in sorted(added))], findings


def _definition(stem: str, text: str) -> Definition:
    file = f"{_PACKAGE}/documents/{stem}.py"
    node = parse(Source(text, file)).definitions[0]
    assert isinstance(node, FragmentDefinitionNode)
    return Definition(node, file, "", stem, _PACKAGE)


def _spreads(definition: Definition) -> list[str]:
    location_ = definition.node.loc
    if location_ is None:
        return []
    return _SPREAD.findall(location_.source.body[location_.start : location_.end])
