"""Rules for the files in queries/. Each finding names the file, the line and the correction.

This module checks names, comments and files; `selection_rules` checks selections.
"""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Final

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    Visitor,
    visit,
)

from runql._codegen.modules import flat_name
from runql._codegen.queries.catalogue import python_name
from runql._codegen.queries.findings import Finding, Queries
from runql._codegen.queries.selection_rules import PAGING_RULES, SHAPE_RULES
from runql._codegen.queries.sources import location
from runql._graphql.validation import document_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphql import Node

    from runql._codegen.queries.findings import Rule
    from runql._codegen.queries.sources import Definition

__all__ = [
    "MUTATION_VERBS",
    "PACKAGE_RULES",
    "QUERY_VERBS",
    "RULES",
    "Finding",
    "check",
    "used_fragments",
]

QUERY_VERBS: Final = ("Get", "List", "Count", "Search")
MUTATION_VERBS: Final = (
    *("Create", "Upsert", "Update", "Delete", "Generate"),
    # W&B's words for actions that are none of these
    *(
        "Accept",
        "Add",
        "Commit",
        "Complete",
        "Invite",
        "Link",
        "Mark",
        "Modify",
        "Move",
        "Remove",
        "Resume",
    ),
    *("Rotate", "Set", "Start", "Stop", "Test", "Undelete", "Unlink", "Use"),
)

_PASCAL: Final = re.compile(r"(?:[A-Z][a-z0-9]*)+")
_CAMEL: Final = re.compile(r"[a-z][a-zA-Z0-9]*")
_SNAKE: Final = re.compile(r"_?[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_WEIGHTS: Final = ("Light", "Full", "Fields")
# Parameter names that methods already have.
_VARIABLES: Final = frozenset({"self", "cls", "args", "kwargs"})
# Modules of the package that are not models.
_MODULES: Final = frozenset(
    {
        *("async_client", "async_client_methods", "base_model", "calls", "client"),
        *("client_methods", "documents", "enums", "envelope", "fragments", "inputs"),
        *("open_enum", "open_union", "ops", "scalars"),
    }
)
# Names that the modules of models import.
_CLASSES: Final = frozenset(
    {
        *("Annotated", "Any", "BaseModel", "BeforeValidator", "Field", "Literal", "Optional"),
        *("OpenUnion", "Union", "UnknownType", "DateTime", "Duration", "JSON", "JSONString"),
    }
)


def check(queries: Queries, rules: Sequence[Rule] | None = None) -> list[Finding]:
    """Return all findings, ordered by file and line.

    If the schema rejects queries, only those are reported, because the other rules cannot be checked.

    Args:
        queries: The queries to check.
        rules: The rules; None for all.
    """
    judged = RULES if rules is None else rules
    found = list(_valid(queries)) or [finding for rule in judged for finding in rule(queries)]
    return sorted(set(found))


def _valid(queries: Queries) -> Iterator[Finding]:
    """L0: all definitions are valid for the schema."""
    document = DocumentNode(definitions=tuple(each.node for each in queries.definitions))
    known = [*queries.fragment_nodes, *queries.offered]
    for problem in document_problems(queries.schema, document, known):
        file = problem.file or "queries"
        hint = problem.hint or "correct it to match the schema"
        yield Finding(file, problem.line, problem.column, "L0", problem.what.rstrip("."), hint)


def _operation_kinds(queries: Queries) -> Iterator[Finding]:
    """L1: operations are queries or mutations and have a name."""
    for definition in queries.operations:
        assert isinstance(definition.node, OperationDefinitionNode)
        kind = definition.node.operation.value
        if kind == "subscription":
            yield _finding(definition, "L1", "subscriptions are not supported", "use a query")
        elif not definition.name:
            what = f"the {kind} has no name, which is required for its function"
            yield _finding(definition, "L1", what, f"write {kind} Name {{ … }}")


def _operation_names(queries: Queries) -> Iterator[Finding]:
    """L1: operation names consist of a verb and a noun."""
    for definition in queries.operations:
        node, name = definition.node, definition.name
        assert isinstance(node, OperationDefinitionNode)
        kind = node.operation.value
        if kind == "subscription" or not name:
            continue
        verbs = QUERY_VERBS if kind == "query" else MUTATION_VERBS
        verb = next((verb for verb in verbs if re.match(rf"{verb}[A-Z]", name)), None)
        if verb is None or not _PASCAL.fullmatch(name):
            what = f"the name of the {kind} {name} is not a verb and a noun in PascalCase"
            hint = f"start with one of {', '.join(verbs)}; new verbs go to src/runql/_codegen/queries/rules.py"
            yield _finding(definition, "L1", what, hint)


def _unique_names(queries: Queries) -> Iterator[Finding]:
    """L2: names are distinct as Python modules, ignoring case."""
    modules: dict[str, Definition] = {}
    for definition in queries.operations:
        if not definition.name:
            continue
        module = python_name(definition.name)
        other = modules.setdefault(module, definition)
        if other is not definition:
            what = f"{definition.name} and {other.name} would both be the module {module}"
            yield _finding(definition, "L2", what, "rename one of them")
        if module in _MODULES:
            what = f"{definition.name} would be the module {module}, which already exists"
            yield _finding(definition, "L2", what, "rename it")
    fragments: dict[str, Definition] = {}
    for definition in queries.fragments:
        other = fragments.setdefault(definition.name.lower(), definition)
        if other is not definition:
            what = f"the fragments {definition.name} and {other.name} differ only in case"
            yield _finding(definition, "L2", what, "rename one of them")
    for definition in queries.operations:
        if definition.name in queries.fragment_nodes:
            what = f"{definition.name} is both a fragment and an operation"
            yield _finding(definition, "L2", what, "rename one of them")


def _variables(queries: Queries) -> Iterator[Finding]:
    """L3: variables are valid Python parameters."""
    for definition in queries.operations:
        assert isinstance(definition.node, OperationDefinitionNode)
        seen: set[str] = set()
        for node in definition.node.variable_definitions:
            name = node.variable.name.value
            where = location(node, definition.file)
            if name in _VARIABLES:
                what = f"${name} cannot be a parameter in Python"
                yield Finding.at(where, "L3", what, "rename it after its value")
            elif python_name(name) in seen:
                what = f"${name} has the same Python name as another variable"
                yield Finding.at(where, "L3", what, "rename one of them")
            seen.add(python_name(name))


def _variable_names(queries: Queries) -> Iterator[Finding]:
    """L3: variables are camelCase."""
    for definition in queries.operations:
        assert isinstance(definition.node, OperationDefinitionNode)
        for node in definition.node.variable_definitions:
            name = node.variable.name.value
            if not _CAMEL.fullmatch(name):
                where = location(node, definition.file)
                yield Finding.at(where, "L3", f"${name} is not camelCase", "write it in camelCase")


def _hidden_names(queries: Queries) -> Iterator[Finding]:
    """L8: no class has the name of a class that its module imports."""
    for definition in queries.own:
        if definition.name in _CLASSES:
            kind = (
                "fragment" if isinstance(definition.node, FragmentDefinitionNode) else "operation"
            )
            what = f"the {kind} {definition.name} would hide what generated modules import"
            yield _finding(definition, "L8", what, f"name it My{definition.name}")


def _fragment_names(queries: Queries) -> Iterator[Finding]:
    """L8: the name of a fragment contains its type and its size."""
    for definition in queries.fragments:
        assert isinstance(definition.node, FragmentDefinitionNode)
        name, type_ = definition.name, definition.node.type_condition.name.value
        if name in _CLASSES:
            continue
        if not _PASCAL.fullmatch(name) or not (name.startswith(type_) or name.endswith(_WEIGHTS)):
            what = f"the name of the fragment {name} does not contain its type {type_}"
            hint = f"name it {type_}Light, {type_}Full, {type_}Fields, or {type_} and its purpose"
            yield _finding(definition, "L8", what, hint)


def used_fragments(queries: Queries) -> set[str]:
    """Return the names of the fragments that operations use directly or indirectly."""
    reached: set[str] = set()
    waiting: list[Node] = [definition.node for definition in queries.operations]
    while waiting:
        for name in _spreads(waiting.pop()):
            if name not in reached:
                reached.add(name)
                waiting += [queries.fragment_nodes[name]] if name in queries.fragment_nodes else []
    return reached


def _unused_fragments(queries: Queries) -> Iterator[Finding]:
    """L9: all fragments are used, and no two are equal."""
    reached = used_fragments(queries)
    seen: dict[tuple[str, str], str] = {}
    for definition in queries.fragments:
        if definition.name not in reached:
            what = f"no operation uses the fragment {definition.name}"
            yield _finding(definition, "L9", what, "delete it, or use it")
    for definition in queries.own:
        other = seen.setdefault(definition.body_key(), definition.name)
        if other != definition.name:
            what = f"{definition.name} selects exactly the same as {other}"
            yield _finding(definition, "L9", what, "use one of them for both")


def _comments(queries: Queries) -> Iterator[Finding]:
    """L10: each operation has a comment."""
    for definition in queries.operations:
        if not definition.comment:
            what = f"{definition.name} has no comment, so its function would have no docstring"
            hint = "write a # sentence directly above it, without a blank line between"
            yield _finding(definition, "L10", what, hint)


def _file_names(queries: Queries) -> Iterator[Finding]:
    """L11: files and folders are valid Python modules and packages."""
    files = {definition.stem: definition.file for definition in queries.own}
    modules: dict[str, str] = {}
    for stem, file in files.items():
        for part in stem.split("/"):
            if not _SNAKE.fullmatch(part) or keyword.iskeyword(part):
                what = f"{part!r} is not a valid module name"
                yield Finding.at(f"{file}:1:1", "L11", what, "rename it in snake_case")
        other = modules.setdefault(flat_name(stem), file)
        if other != file:
            what = f"{file} and {other} would have the same name in Python, {flat_name(stem)}"
            yield Finding.at(f"{file}:1:1", "L11", what, "rename one of them")
        if any(each.startswith(f"{stem}/") for each in files):
            what = f"{stem} is both a file and a folder"
            yield Finding.at(f"{file}:1:1", "L11", what, f"move the file to {stem}/base.graphql")


def _fragment_circles(queries: Queries) -> Iterator[Finding]:
    """L12: files do not use fragments of each other, because their modules would import each other."""
    stems = {each.name: each.stem for each in queries.fragments}
    uses: dict[str, set[str]] = {}
    for definition in queries.fragments:
        needed = {stems[name] for name in _spreads(definition.node) & stems.keys()}
        uses.setdefault(definition.stem, set()).update(needed - {definition.stem})
    for definition in queries.fragments:
        for name in sorted(_spreads(definition.node) & stems.keys()):
            if stems[name] != definition.stem and definition.stem in _reached(uses, stems[name]):
                what = f"{definition.name} needs {name}, whose file needs fragments of this file"
                hint = "move the fragment that both need to a file that needs neither"
                yield _finding(definition, "L12", what, hint)


def _reached(uses: Mapping[str, set[str]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for stem in uses.get(waiting.pop(), ()):
            if stem not in reached:
                reached.add(stem)
                waiting.append(stem)
    return reached


PACKAGE_RULES: Final[tuple[Rule, ...]] = (
    _operation_kinds,
    _unique_names,
    _variables,
    _hidden_names,
    _file_names,
    _fragment_circles,
    *SHAPE_RULES,
)
"""Rules for the queries of all typed packages."""

RULES: Final[tuple[Rule, ...]] = (
    *PACKAGE_RULES,
    _operation_names,
    _variable_names,
    _fragment_names,
    _unused_fragments,
    _comments,
    *PAGING_RULES,
)
"""Additional rules for runql's own queries."""


def _finding(definition: Definition, rule: str, what: str, hint: str) -> Finding:
    return Finding.at(location(definition.node, definition.file), rule, what, hint)


def _spreads(node: Node) -> set[str]:
    found: set[str] = set()

    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: object) -> None:
            found.add(spread.name.value)

    visit(node, Spreads())
    return found
