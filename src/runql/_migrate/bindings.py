"""Names that statements, loops and imports of a module bind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import libcst as cst
from libcst.helpers import get_full_name_for_node

from runql._migrate.modules import imported_kind
from runql._migrate.scopes import UNKNOWN, Facts, Scopes, item_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Bindings"]


class Bindings(cst.CSTVisitor):
    """One pass over a module in source order, which binds names to kinds."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.kinds: dict[cst.CSTNode, str] = {}
        self._facts = facts
        self._scopes = Scopes(facts)

    def _of(self, node: cst.CSTNode) -> str:
        if isinstance(node, cst.Name):
            return self._scopes.kind(node.value)
        return self.kinds.get(node, UNKNOWN)

    def _bind(self, target: cst.BaseExpression, kind: str, parts: Sequence[str] = ()) -> None:
        match target:
            case cst.Name():
                self._scopes.bind(target.value, kind)
            case cst.Attribute(value=cst.Name(value="self")):
                self._facts.note(self._facts.attributes, target.attr.value, kind)
            case cst.Tuple() | cst.List():
                for index, element in enumerate(target.elements):
                    part = parts[index] if index < len(parts) else UNKNOWN
                    self._bind(element.value, part)
            case _:
                pass

    def leave_Assign(self, original_node: cst.Assign) -> None:
        """Bind the targets of an assignment."""
        value = original_node.value
        if (
            isinstance(value, cst.Name)
            and value.value == "None"
            and self._is_fallback(original_node)
        ):
            return
        parts: list[str] = []
        if isinstance(value, cst.Tuple | cst.List):
            parts = [self._of(each.value) for each in value.elements]
        for target in original_node.targets:
            self._bind(target.target, self._of(value), parts)

    def _is_fallback(self, node: cst.Assign) -> bool:
        """Whether a name of wandb becomes None, as in code for a missing package."""
        return all(self._of(each.target).startswith(("module:", "class:")) for each in node.targets)

    def leave_AnnAssign(self, original_node: cst.AnnAssign) -> None:
        """Bind an annotated name."""
        value = self._of(original_node.value) if original_node.value is not None else UNKNOWN
        self._bind(
            original_node.target, value or self._annotation(original_node.annotation.annotation)
        )

    def leave_NamedExpr(self, original_node: cst.NamedExpr) -> None:
        """Bind the name of an assignment expression."""
        self._bind(original_node.target, self._of(original_node.value))

    def visit_For(self, node: cst.For) -> bool:
        """Bind the target of a loop before its body."""
        node.iter.visit(self)
        self._bind_items(node.target, node.iter)
        node.target.visit(self)
        node.body.visit(self)
        if node.orelse is not None:
            node.orelse.visit(self)
        return False

    def _bind_items(self, target: cst.BaseExpression, iterable: cst.BaseExpression) -> None:
        parts: list[str] = []
        inner = iterable
        if isinstance(inner, cst.Call) and get_full_name_for_node(inner.func) in {
            "tqdm",
            "tqdm.tqdm",
        }:
            inner = inner.args[0].value if inner.args else inner
        if isinstance(inner, cst.Call):
            name = get_full_name_for_node(inner.func) or ""
            kinds = [item_of(self._of(arg.value)) for arg in inner.args]
            parts = [UNKNOWN, *kinds] if name == "enumerate" else kinds if name == "zip" else []
        nested = _nested_pair(target)
        self._bind(target, item_of(self._of(iterable)), parts)
        if nested is not None and isinstance(inner, cst.Call) and inner.args:
            self._bind_items(nested, inner.args[0].value)

    def leave_WithItem(self, original_node: cst.WithItem) -> None:
        """Bind the name of a `with` statement."""
        if original_node.asname is not None:
            self._bind(original_node.asname.name, self._of(original_node.item))

    # Comprehensions and functions

    def _visit_comprehension(self, node: cst.BaseComp) -> None:
        self._scopes.push()
        loop: cst.CompFor | None = node.for_in
        while loop is not None:
            loop.iter.visit(self)
            self._bind_items(loop.target, loop.iter)
            for condition in loop.ifs:
                condition.test.visit(self)
            loop = loop.inner_for_in
        if isinstance(node, cst.DictComp):
            node.key.visit(self)
            node.value.visit(self)
        elif isinstance(node, cst.BaseSimpleComp):
            node.elt.visit(self)

    def visit_ListComp(self, node: cst.ListComp) -> bool:
        """Visit the loops of a comprehension before its element."""
        self._visit_comprehension(node)
        return False

    def visit_SetComp(self, node: cst.SetComp) -> bool:
        """Visit the loops of a comprehension before its element."""
        self._visit_comprehension(node)
        return False

    def visit_GeneratorExp(self, node: cst.GeneratorExp) -> bool:
        """Visit the loops of a comprehension before its element."""
        self._visit_comprehension(node)
        return False

    def visit_DictComp(self, node: cst.DictComp) -> bool:
        """Visit the loops of a comprehension before its element."""
        self._visit_comprehension(node)
        return False

    def leave_ListComp(self, original_node: cst.ListComp) -> None:
        """Leave the scope of a comprehension."""
        self._scopes.pop()

    def leave_SetComp(self, original_node: cst.SetComp) -> None:
        """Leave the scope of a comprehension."""
        self._scopes.pop()

    def leave_GeneratorExp(self, original_node: cst.GeneratorExp) -> None:
        """Leave the scope of a comprehension."""
        self._scopes.pop()

    def leave_DictComp(self, original_node: cst.DictComp) -> None:
        """Leave the scope of a comprehension."""
        self._scopes.pop()

    def _annotation(self, node: cst.BaseExpression) -> str:
        if isinstance(node, cst.SimpleString):
            try:
                return self._annotation(cst.parse_expression(str(node.evaluated_value)))
            except cst.ParserSyntaxError:
                return UNKNOWN
        if isinstance(node, cst.BinaryOperation):
            return self._annotation(node.left) or self._annotation(node.right)
        if isinstance(node, cst.Subscript):
            outer = (get_full_name_for_node(node.value) or "").rpartition(".")[2]
            inner = node.slice[0].slice
            kind = self._annotation(inner.value) if isinstance(inner, cst.Index) else UNKNOWN
            if outer in {"Optional", "Union", "Annotated"} or not kind:
                return kind
            return f"list:{kind}" if outer.lower() in _CONTAINERS else UNKNOWN
        if isinstance(node, cst.Attribute):
            node.visit(self)
        kind = self._of(node)
        return kind.removeprefix("class:") if kind.startswith("class:") else UNKNOWN

    def visit_Import(self, node: cst.Import) -> None:
        """Bind modules of wandb."""
        for alias in node.names:
            module = get_full_name_for_node(alias.name) or ""
            if module.partition(".")[0] == "wandb":
                if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
                    self._scopes.bind(alias.asname.name.value, f"module:{module}")
                else:
                    self._scopes.bind("wandb", "module:wandb")

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        """Bind names of wandb."""
        module = get_full_name_for_node(node.module) if node.module is not None else ""
        if not module or module.partition(".")[0] != "wandb" or node.relative:
            return
        if isinstance(node.names, cst.ImportStar):
            return
        for alias in node.names:
            name = alias.evaluated_name
            self._scopes.bind(alias.evaluated_alias or name, imported_kind(module, name))


_CONTAINERS: Final = frozenset(
    {"list", "sequence", "iterable", "iterator", "tuple", "set", "collection"}
)


def _nested_pair(target: cst.BaseExpression) -> cst.BaseExpression | None:
    """Return the second of two targets if it contains targets itself, as in `i, (a, b)`."""
    if not isinstance(target, cst.Tuple) or len(target.elements) != 2:
        return None
    second = target.elements[1].value
    return second if isinstance(second, cst.Tuple) else None
