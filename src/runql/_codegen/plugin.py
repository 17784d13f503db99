"""The ariadne-codegen plugin: adapts the generated models and collects the operations."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, cast

from ariadne_codegen.plugins.base import Plugin
from graphql import FragmentDefinitionNode

from runql._codegen.queries.catalogue import Catalogue, join_digits
from runql._codegen.render import write_package

if TYPE_CHECKING:
    from graphql import (
        ExecutableDefinitionNode,
        FieldNode,
        GraphQLEnumType,
        GraphQLInputField,
        GraphQLInputObjectType,
        GraphQLSchema,
        Node,
        SelectionSetNode,
    )

    from runql._codegen.task import PackageTask

__all__ = ["CataloguePlugin"]

# Attributes of all string enums. A member with the same name would hide them.
_ENUM_RESERVED: Final = frozenset(dir(str)) | {"is_known", "mro", "name", "value"}


class CataloguePlugin(Plugin):
    """Opens enums and unions, freezes results, and collects the catalogue of operations."""

    def __init__(self, schema: GraphQLSchema, config_dict: dict[str, Any]) -> None:
        super().__init__(schema, config_dict)
        self.task = cast("PackageTask", config_dict["task"])
        self.catalogue = Catalogue(schema, self.task.definitions)

    # names

    def process_name(self, name: str, node: Node | None = None) -> str:
        """Keep digits with the preceding word: `md5`, not `md_5`."""
        if node is None or name != name.lower():
            return name
        return join_digits(name)

    # enums

    def generate_enum(self, class_def: ast.ClassDef, enum_type: GraphQLEnumType) -> ast.ClassDef:
        """Open the enum, and rename members that would hide attributes of strings."""
        class_def.bases = [ast.Name("OpenEnum")]
        for statement in class_def.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                target = statement.targets[0]
                if target.id in _ENUM_RESERVED:
                    target.id += "_"
        _add_docstring(class_def, enum_type.description or "")
        return class_def

    def generate_enums_module(self, module: ast.Module) -> ast.Module:
        """Import the base class of open enums."""
        module.body = [_import("open_enum", "OpenEnum"), *_without_import(module.body, "enum")]
        return module

    # inputs

    def generate_input_class(
        self, class_def: ast.ClassDef, input_type: GraphQLInputObjectType
    ) -> ast.ClassDef:
        """Make inputs mutable, and results frozen."""
        class_def.bases = [ast.Name("InputModel")]
        _add_docstring(class_def, input_type.description or "")
        return class_def

    def generate_input_field(
        self, field_implementation: ast.AnnAssign, input_field: GraphQLInputField, field_name: str
    ) -> ast.AnnAssign:
        """Let type checkers see Python names, and accept JSON as strings."""
        _split_alias(field_implementation)
        field_implementation.annotation = _Accepted().visit(field_implementation.annotation)
        return field_implementation

    def generate_inputs_module(self, module: ast.Module) -> ast.Module:
        """Import the base class of inputs."""
        module.body = [
            ast.ImportFrom("collections.abc", [ast.alias("Sequence")], 0),
            _import("base_model", "InputModel"),
            *_without_import(module.body, "base_model"),
        ]
        return module

    # results

    def generate_result_field(
        self,
        field_implementation: ast.AnnAssign,
        operation_definition: ExecutableDefinitionNode,
        field: FieldNode,
    ) -> ast.AnnAssign:
        """Open unions, and let type checkers see Python names."""
        keywords = _field_keywords(field_implementation)
        if keywords is not None:
            discriminators = [word for word in keywords if word.arg == "discriminator"]
            for keyword in discriminators:
                keywords.remove(keyword)
                field_implementation.annotation = _open_union(field_implementation.annotation)
            if not keywords:
                field_implementation.value = None
        field_implementation.annotation = _OpenUnions().visit(field_implementation.annotation)
        _split_alias(field_implementation)
        return field_implementation

    def generate_result_class(
        self,
        class_def: ast.ClassDef,
        operation_definition: ExecutableDefinitionNode,
        selection_set: SelectionSetNode,
    ) -> ast.ClassDef:
        """Remove duplicate fields, and add a docstring to the class."""
        seen: set[str] = set()
        body: list[ast.stmt] = []
        for statement in class_def.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                if statement.target.id in seen:
                    continue
                seen.add(statement.target.id)
            body.append(statement)
        class_def.body = body
        name = operation_definition.name.value if operation_definition.name else ""
        if class_def.name == name:
            _add_docstring(class_def, self.catalogue.comment(name))
        return class_def

    def generate_result_types_module(
        self, module: ast.Module, operation_definition: ExecutableDefinitionNode
    ) -> ast.Module:
        """Import the names that open unions need."""
        return _finish_results(module)

    def generate_fragments_module(
        self, module: ast.Module, fragments_definitions: dict[str, FragmentDefinitionNode]
    ) -> ast.Module:
        """Import the names that open unions need."""
        module.body = [_alias_of_fragment(node, fragments_definitions) for node in module.body]
        return _finish_results(module)

    # the rest of the package

    def generate_operation_str(
        self, operation_str: str, operation_definition: ExecutableDefinitionNode
    ) -> str:
        """Record the document exactly as it will be sent."""
        if not isinstance(operation_definition, FragmentDefinitionNode):
            self.catalogue.add(operation_str)
        return operation_str

    def generate_init_module(self, module: ast.Module) -> ast.Module:
        """Leave the package's root empty, so that importing it is cheap."""
        module.body = [ast.Expr(ast.Constant(self.task.meaning))]
        return module

    def generate_files(self, generated_files: list[str]) -> list[str]:
        """Write calls and clients, and add a banner to all files."""
        return write_package(self.catalogue, self.task)


class _OpenUnions(ast.NodeTransformer):
    """Replaces `Annotated[Union[...], Field(discriminator=...)]`."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if (
            isinstance(node.value, ast.Name)
            and node.value.id == "Annotated"
            and isinstance(node.slice, ast.Tuple)
            and isinstance(node.slice.elts[1], ast.Call)
            and isinstance(node.slice.elts[1].func, ast.Name)
            and node.slice.elts[1].func.id == "Field"
        ):
            return _open_union(node.slice.elts[0])
        self.generic_visit(node)
        return node


class _Accepted(ast.NodeTransformer):
    """Replaces response types by the types that callers may pass: plain strings, any sequence."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name({"JSONString": "str", "list": "Sequence"}.get(node.id, node.id))


def _open_union(union: ast.expr) -> ast.expr:
    if isinstance(union, ast.Subscript) and isinstance(union.slice, ast.Tuple):
        members: list[ast.expr] = [*union.slice.elts, ast.Constant("UnknownType")]
    elif isinstance(union, ast.Subscript):
        members = [union.slice, ast.Constant("UnknownType")]
    else:
        members = [union, ast.Constant("UnknownType")]
    opened = ast.Subscript(ast.Name("Union"), ast.Tuple(members))
    return ast.Subscript(
        ast.Name("Annotated"), ast.Tuple([opened, ast.Call(ast.Name("OpenUnion"), [], [])])
    )


def _finish_results(module: ast.Module) -> ast.Module:
    members = {
        node.value if isinstance(node, ast.Constant) else ast.unparse(node)
        for subscript in ast.walk(module)
        if isinstance(subscript, ast.Subscript)
        and isinstance(subscript.value, ast.Name)
        and subscript.value.id == "Union"
        and isinstance(subscript.slice, ast.Tuple)
        for node in subscript.slice.elts
    }
    members = {str(member).strip("'\"") for member in members}
    for statement in module.body:
        if isinstance(statement, ast.ClassDef) and statement.name not in members:
            _widen_typename(statement)
    if any(isinstance(node, ast.Name) and node.id == "OpenUnion" for node in ast.walk(module)):
        module.body.insert(0, _import("open_union", "OpenUnion", "UnknownType"))
    return module


def _alias_of_fragment(node: ast.stmt, fragments: dict[str, FragmentDefinitionNode]) -> ast.stmt:
    """Turn `class Path(Fragment): pass` into `Path = Fragment`, the form that operations already have."""
    if isinstance(node, ast.ClassDef) and node.name not in fragments and len(node.bases) == 1:
        base = node.bases[0]
        if (
            isinstance(base, ast.Name)
            and base.id in fragments
            and isinstance(node.body[0], ast.Pass)
        ):
            return ast.Assign([ast.Name(node.name)], base, lineno=1)
    return node


def _widen_typename(class_def: ast.ClassDef) -> None:
    """Outside unions, `__typename` selects no class, so new types must not fail validation."""
    for statement in class_def.body:
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and statement.target.id == "typename__"
        ):
            statement.annotation = ast.Name("str")


def _field_keywords(field: ast.AnnAssign) -> list[ast.keyword] | None:
    if isinstance(field.value, ast.Call) and ast.unparse(field.value.func) == "Field":
        return field.value.keywords
    return None


def _split_alias(field: ast.AnnAssign) -> None:
    # For type checkers, `alias` would name the constructor's parameter; this pair does not.
    for index, keyword in enumerate(_field_keywords(field) or []):
        if keyword.arg == "alias" and isinstance(field.value, ast.Call):
            pair = [
                ast.keyword("validation_alias", keyword.value),
                ast.keyword("serialization_alias", keyword.value),
            ]
            field.value.keywords[index : index + 1] = pair
            return


def _add_docstring(class_def: ast.ClassDef, text: str) -> None:
    if not text or ast.get_docstring(class_def) is not None:
        return
    body = [statement for statement in class_def.body if not isinstance(statement, ast.Pass)]
    class_def.body = [ast.Expr(ast.Constant(text.strip())), *body]


def _import(module: str, *names: str) -> ast.ImportFrom:
    return ast.ImportFrom(module, [ast.alias(name) for name in names], 1)


def _without_import(body: list[ast.stmt], module: str) -> list[ast.stmt]:
    return [
        statement
        for statement in body
        if not (isinstance(statement, ast.ImportFrom) and statement.module == module)
    ]
