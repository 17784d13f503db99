"""The catalogue of operations: text, variables, comment and file of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ariadne_codegen.utils import process_name, str_to_pascal_case
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse, print_ast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphql import GraphQLSchema, VariableDefinitionNode

    from runql._codegen.queries.sources import Definition

__all__ = ["Catalogue", "CatalogueError", "Operation", "Text", "join_digits", "python_name"]

_DIGITS: Final = re.compile(r"(?<=[a-z])_(\d+)")


class CatalogueError(Exception):
    """Two definitions that cannot be in the same package."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation in the form that the templates need.

    Attributes:
        name: Name in GraphQL.
        kind: `query` or `mutation`.
        text: Text of the operation without fragments.
        fragments: Names of its fragments, sorted.
        fragment_texts: Text of each of its fragments.
        variables: Variables of the operation.
        comment: Comment in queries/.
        file: File, such as `queries/runs/base.graphql`.
        stem: Path of the file below queries/ without its extension, such as `runs/base`.
    """

    name: str
    kind: Literal["query", "mutation"]
    text: str
    fragments: tuple[str, ...]
    fragment_texts: tuple[str, ...]
    variables: tuple[VariableDefinitionNode, ...]
    comment: str
    file: str
    stem: str

    @property
    def function(self) -> str:
        """Name of the function, of the module of its models, and of its method."""
        return python_name(self.name)

    @property
    def constant(self) -> str:
        """Name of the constant that holds the operation."""
        return self.function.upper()

    @property
    def model(self) -> str:
        """Name of the result model."""
        return str_to_pascal_case(self.name)


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a fragment or an operation, and its location.

    Attributes:
        package: Package that contains it; empty for the generated package.
        stem: Module below `documents`.
        constant: Name of the constant in that module.
        text: The text.
    """

    package: str
    stem: str
    constant: str
    text: str


def python_name(name: str) -> str:
    """Return the Python name of a GraphQL name, by the same rules as the plugin."""
    return join_digits(process_name(name, convert_to_snake_case=True))


def join_digits(name: str) -> str:
    """Keep digits with the preceding word: `md5`, not `md_5`."""
    return _DIGITS.sub(r"\1", name)


class Catalogue:
    """All operations, added while ariadne-codegen reads them."""

    def __init__(self, schema: GraphQLSchema, definitions: Sequence[Definition]) -> None:
        self.schema = schema
        self.operations: list[Operation] = []
        self.fragments: dict[str, str] = {}
        self.files: dict[str, str] = {}
        """File of each stem."""
        self._sources = {definition.name: definition for definition in definitions}
        for definition in definitions:
            if not definition.package:
                self.files.setdefault(definition.stem, definition.file)

    def comment(self, name: str) -> str:
        """Return the comment of a definition in queries/."""
        return self._sources[name].comment

    def add(self, document: str) -> None:
        """Add an operation and its fragments in the form in which they will be sent."""
        used: list[str] = []
        found: OperationDefinitionNode | None = None
        for node in parse(document).definitions:
            if isinstance(node, FragmentDefinitionNode):
                self._add_fragment(node.name.value, print_ast(node))
                used.append(node.name.value)
            elif isinstance(node, OperationDefinitionNode):
                found = node
        if found is None or found.name is None:
            raise CatalogueError("an operation has no name")
        source = self._sources[found.name.value]
        self.operations.append(
            Operation(
                name=found.name.value,
                kind="mutation" if found.operation.value == "mutation" else "query",
                text=print_ast(found),
                fragments=tuple(sorted(used)),
                fragment_texts=tuple(self.fragments[name] for name in sorted(used)),
                variables=tuple(found.variable_definitions),
                comment=source.comment,
                file=source.file,
                stem=source.stem,
            )
        )

    def _add_fragment(self, name: str, text: str) -> None:
        if self.fragments.setdefault(name, text) != text:
            raise CatalogueError(f"the fragment {name} would be sent in two versions")

    def by_stem(self) -> dict[str, list[Operation]]:
        """Return the operations of each stem. Stems are sorted; operations keep their order."""
        found: dict[str, list[Operation]] = {}
        for operation in sorted(self.operations, key=lambda operation: operation.stem):
            found.setdefault(operation.stem, []).append(operation)
        return found

    def parts(self, operation: Operation) -> list[Text]:
        """Return the text parts of an operation's document: the operation, then its fragments."""
        own = Text("", operation.stem, operation.constant, operation.text)
        return [own, *(self._fragment(name) for name in operation.fragments)]

    def fragment_stems(self) -> dict[str, tuple[str, str]]:
        """Return package and stem of each fragment. The package is empty for the generated one."""
        return {
            name: (self._sources[name].package, self._sources[name].stem) for name in self.fragments
        }

    def texts(self) -> dict[str, list[tuple[str, str]]]:
        """Return name and text of all definitions that are sent, by the stem of their file."""
        found: dict[str, dict[str, str]] = {}
        for operation in self.operations:
            for part in self.parts(operation):
                if part.package:
                    continue
                found.setdefault(part.stem, {})[part.constant] = part.text
        return {stem: sorted(texts.items()) for stem, texts in sorted(found.items())}

    def _fragment(self, name: str) -> Text:
        # Fragments keep their GraphQL names, so they cannot collide with constants of operations.
        return Text(
            self._sources[name].package, self._sources[name].stem, name, self.fragments[name]
        )
