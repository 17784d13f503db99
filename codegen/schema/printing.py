"""The text of `schema.graphql`, in a canonical form."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from graphql import (
    DirectiveDefinitionNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    SchemaDefinitionNode,
    StringValueNode,
    TypeDefinitionNode,
    UnionTypeDefinitionNode,
    print_ast,
)
from graphql.language.block_string import print_block_string

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphql import DefinitionNode, DocumentNode, Node

__all__ = ["print_document"]

WIDTH: Final = 100
KEYWORDS: Final[dict[type[TypeDefinitionNode], str]] = {
    ObjectTypeDefinitionNode: "type",
    InterfaceTypeDefinitionNode: "interface",
    InputObjectTypeDefinitionNode: "input",
    EnumTypeDefinitionNode: "enum",
    UnionTypeDefinitionNode: "union",
    ScalarTypeDefinitionNode: "scalar",
}


def print_document(document: DocumentNode) -> str:
    """Return the definitions as text: first directives and the schema, then types by name.

    Returns:
        Lines of at most 100 characters where GraphQL permits a break.
    """
    types = [each for each in document.definitions if isinstance(each, TypeDefinitionNode)]
    others = [each for each in document.definitions if not isinstance(each, TypeDefinitionNode)]
    ordered = [*others, *sorted(types, key=lambda each: each.name.value)]
    return "\n\n".join(_definition(each) for each in ordered) + "\n"


def _definition(node: DefinitionNode) -> str:
    if isinstance(node, DirectiveDefinitionNode):
        return _described(node.description, _directive_definition(node), "")
    if isinstance(node, SchemaDefinitionNode) or not isinstance(node, TypeDefinitionNode):
        return print_ast(node)
    head = f"{KEYWORDS[type(node)]} {node.name.value}"
    if isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode) and node.interfaces:
        head += " implements " + " & ".join(each.name.value for each in node.interfaces)
    head += _directives(node, len(head), "")
    if isinstance(node, UnionTypeDefinitionNode):
        members = [each.name.value for each in node.types]
        line = f"{head} = {' | '.join(members)}"
        if len(line) > WIDTH:
            line = f"{head} =\n  | " + "\n  | ".join(members)
        return _described(node.description, line, "")
    if isinstance(node, EnumTypeDefinitionNode):
        members = [
            _described(each.description, each.name.value + _directives(each, 2, "  "), "  ")
            for each in node.values
        ]
        return _described(node.description, _block(head, members), "")
    fields = getattr(node, "fields", ())
    body = [_described(each.description, _member(each), "  ") for each in fields]
    return _described(node.description, _block(head, body) if body else head, "")


def _block(head: str, members: Sequence[str]) -> str:
    lines: list[str] = []
    for position, member in enumerate(members):
        if position and member.lstrip().startswith('"""'):
            lines.append("")
        lines.append(member)
    return "\n".join([f"{head} {{", *lines, "}"])


def _member(node: FieldDefinitionNode | InputValueDefinitionNode) -> str:
    if isinstance(node, InputValueDefinitionNode):
        return _input_value(node, "  ")
    kind = print_ast(node.type)
    if not node.arguments:
        head = f"{node.name.value}: {kind}"
        return head + _directives(node, len(head) + 2, "  ")
    inline = ", ".join(_input_value(each, "") for each in node.arguments)
    line = f"{node.name.value}({inline}): {kind}"
    described = any(each.description for each in node.arguments)
    if len(line) + 2 <= WIDTH and not described and "\n" not in line:
        return line + _directives(node, len(line) + 2, "  ")
    arguments = [
        _described(each.description, _input_value(each, "    "), "    ") for each in node.arguments
    ]
    tail = f"  ): {kind}"
    return "\n".join([f"{node.name.value}(", *arguments, tail + _directives(node, len(tail), "  ")])


def _input_value(node: InputValueDefinitionNode, indent: str) -> str:
    head = f"{node.name.value}: {print_ast(node.type)}"
    if node.default_value is not None:
        head += f" = {print_ast(node.default_value)}"
    return head + _directives(node, len(indent) + len(head), indent)


def _directives(node: Node, used: int, indent: str) -> str:
    texts = [print_ast(each) for each in getattr(node, "directives", None) or ()]
    if not texts:
        return ""
    line = " " + " ".join(texts)
    if used + len(line) <= WIDTH or len(texts) == 1:
        return line
    return "".join(f"\n{indent}  {text}" for text in texts)


def _directive_definition(node: DirectiveDefinitionNode) -> str:
    arguments = [
        _described(each.description, _input_value(each, "  "), "  ") for each in node.arguments
    ]
    repeatable = " repeatable" if node.repeatable else ""
    places = textwrap.fill(
        " | ".join(each.value for each in node.locations),
        WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
    )
    if not arguments:
        return f"directive @{node.name.value}{repeatable} on\n{places}"
    block = _block("(", arguments)[:-1].replace("( {", "(", 1)
    return f"directive @{node.name.value}{block}){repeatable} on\n{places}"


def _described(description: StringValueNode | None, text: str, indent: str) -> str:
    if description is None:
        return f"{indent}{text}"
    lines = print_block_string(description.value).split("\n")
    return "\n".join([*(f"{indent}{line}".rstrip() for line in lines), f"{indent}{text}"])
