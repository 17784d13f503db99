"""Which expressions of a module are objects of `wandb.Api`: flow through names, calls and loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import libcst as cst
from libcst.helpers import get_full_name_for_node

from runql._migrate.modules import imported_kind
from runql._migrate.scopes import UNKNOWN, Facts, Scopes, item_of, member_kind
from runql._wandb_names.results import ITEMS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Flow", "kinds_of"]

_PASSES: Final = 3
_SAME_ITEMS: Final = frozenset(
    {"list", "tuple", "sorted", "reversed", "iter", "set", "tqdm", "track", "islice", "filter"}
)
_ONE_ITEM: Final = frozenset({"next", "min", "max"})


def kinds_of(module: cst.Module) -> dict[cst.CSTNode, str]:
    """Return the kind of every expression that is an object of the public API.

    Kinds are classes of wandb (`Run`), lists (`list:Run`), classes themselves (`class:Run`), bound methods
    (`method:Run.history`), modules and errors.
    """
    facts = Facts()
    flow = Flow(facts)
    for _ in range(_PASSES):
        flow = Flow(facts)
        module.visit(flow)
    return flow.kinds


class Flow(cst.CSTVisitor):
    """One pass over a module, in the order of its code."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.kinds: dict[cst.CSTNode, str] = {}
        self._facts = facts
        self._scopes = Scopes(facts)
        self._functions: list[str] = []

    # Expressions

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Note the kind of an expression when its parts have been visited."""
        if isinstance(original_node, cst.BaseExpression):
            kind = self._kind(original_node)
            if kind:
                self.kinds[original_node] = kind
        super().on_leave(original_node)

    def _kind(self, node: cst.BaseExpression) -> str:
        match node:
            case cst.Name():
                return self._scopes.kind(node.value)
            case cst.Attribute():
                return self._attribute(node)
            case cst.Call():
                return self._call(node)
            case cst.Subscript():
                return self._subscript(node)
            case cst.Await() | cst.NamedExpr():
                return self._of(node.expression if isinstance(node, cst.Await) else node.value)
            case cst.IfExp():
                return self._of(node.body) or self._of(node.orelse)
            case cst.BooleanOperation():
                return self._of(node.left) or self._of(node.right)
            case cst.ListComp() | cst.SetComp() | cst.GeneratorExp():
                kind = self._of(node.elt)
                return f"list:{kind}" if kind in _OBJECTS else UNKNOWN
            case cst.List() | cst.Tuple() | cst.Set():
                kinds = {self._of(each.value) for each in node.elements}
                kind = kinds.pop() if len(kinds) == 1 else UNKNOWN
                return f"list:{kind}" if kind in _OBJECTS else UNKNOWN
            case cst.BinaryOperation():
                return self._of(node.left) if self._of(node.left).startswith("list:") else UNKNOWN
            case _:
                return UNKNOWN

    def _of(self, node: cst.CSTNode) -> str:
        if isinstance(node, cst.Name):
            return self._scopes.kind(node.value)
        return self.kinds.get(node, UNKNOWN)

    def _attribute(self, node: cst.Attribute) -> str:
        owner, member = self._of(node.value), node.attr.value
        if owner.startswith("module:"):
            return imported_kind(owner.removeprefix("module:"), member)
        if isinstance(node.value, cst.Name) and node.value.value in {"self", "cls"} and not owner:
            return self._facts.attributes.get(member, UNKNOWN)
        if owner in _OBJECTS:
            return (
                member_kind(owner, member)
                if _is_property(owner, member)
                else f"method:{owner}.{member}"
            )
        return UNKNOWN

    def _call(self, node: cst.Call) -> str:
        function = self._of(node.func)
        if function == "class:Artifact":
            return "Draft"
        if function.startswith("class:"):
            return function.removeprefix("class:")
        if function.startswith("method:"):
            return member_kind(*function.removeprefix("method:").rsplit(".", 1))
        if function in ITEMS:
            return function  # sweep.runs(…) of runql
        name = get_full_name_for_node(node.func) or ""
        last = name.rpartition(".")[2]
        first = self._of(node.args[0].value) if node.args else UNKNOWN
        if last in _SAME_ITEMS:
            kind = item_of(self._of(node.args[-1].value) if last == "filter" else first)
            return f"list:{kind}" if kind else UNKNOWN
        if last in _ONE_ITEM:
            return item_of(first)
        self._pass_arguments(last, node.args)
        return self._facts.returns.get(last, UNKNOWN)

    def _pass_arguments(self, function: str, args: Sequence[cst.Arg]) -> None:
        table = self._facts.parameters.setdefault(function, {})
        for index, arg in enumerate(args):
            kind = self._of(arg.value)
            if kind in _OBJECTS or kind.startswith("list:"):
                name = arg.keyword.value if arg.keyword is not None else str(index)
                self._facts.note(table, name, kind)
        if (
            function in {"map", "submit", "apply_async", "imap", "imap_unordered", "Process"}
            and args
        ):
            called = get_full_name_for_node(args[0].value) or ""
            for index, arg in enumerate(args[1:]):
                kind = self._of(arg.value)
                kind = item_of(kind) if function in {"map", "imap", "imap_unordered"} else kind
                if kind in _OBJECTS:
                    parameters = self._facts.parameters.setdefault(called.rpartition(".")[2], {})
                    self._facts.note(parameters, str(index), kind)

    def _subscript(self, node: cst.Subscript) -> str:
        kind = self._of(node.value)
        if len(node.slice) == 1 and isinstance(node.slice[0].slice, cst.Slice):
            return f"list:{item_of(kind)}" if item_of(kind) else UNKNOWN
        return item_of(kind)

    # Bindings

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
        parts: list[str] = []
        if isinstance(value, cst.Tuple | cst.List):
            parts = [self._of(each.value) for each in value.elements]
        for target in original_node.targets:
            self._bind(target.target, self._of(value), parts)

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
        nested = target.elements[1].value if _is_pair(target) and _is_nested(target) else None
        self._bind(target, item_of(self._of(iterable)), parts)
        if nested is not None and isinstance(inner, cst.Call) and inner.args:
            self._bind_items(nested, inner.args[0].value)

    def visit_With(self, node: cst.With) -> None:
        """Names of `with` hold what they are given."""

    def leave_WithItem(self, original_node: cst.WithItem) -> None:
        """Bind the name of a context."""
        if original_node.asname is not None:
            name = original_node.asname.name
            if isinstance(name, cst.BaseExpression):
                self._bind(name, self._of(original_node.item))

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

    def visit_Call(self, node: cst.Call) -> None:
        """Bind the parameter of a lambda that is the key of a list's items."""
        name = (get_full_name_for_node(node.func) or "").rpartition(".")[2]
        if name == "append" and isinstance(node.func, cst.Attribute) and node.args:
            self._append(node.func.value, node.args[0].value)
        if name not in {"sorted", "min", "max", "filter", "map", "sort"}:
            return
        lists = [arg.value for arg in node.args]
        if name == "sort" and isinstance(node.func, cst.Attribute):
            lists = [node.func.value]
        for arg in node.args:
            if isinstance(arg.value, cst.Lambda):
                for listed in lists:
                    if not isinstance(listed, cst.Lambda):
                        listed.visit(self)
                        self._lambdas[arg.value] = item_of(self._of(listed)) or self._lambdas.get(
                            arg.value, UNKNOWN
                        )

    def _append(self, target: cst.BaseExpression, value: cst.BaseExpression) -> None:
        value.visit(self)
        kind = self._of(value)
        if kind in _OBJECTS and isinstance(target, cst.Name):
            self._scopes.bind(target.value, f"list:{kind}")

    @property
    def _lambdas(self) -> dict[cst.Lambda, str]:
        return self.__dict__.setdefault("_of_lambdas", {})  # type: ignore[no-any-return]

    def visit_Lambda(self, node: cst.Lambda) -> None:
        """Enter a lambda."""
        self._scopes.push()
        kind = self._lambdas.get(node, UNKNOWN)
        for index, parameter in enumerate(node.params.params):
            self._scopes.bind(parameter.name.value, kind if index == 0 else UNKNOWN)

    def leave_Lambda(self, original_node: cst.Lambda) -> None:
        """Leave a lambda."""
        self._scopes.pop()

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        """Bind the parameters of a function, by annotations and by calls."""
        given = self._facts.parameters.get(node.name.value, {})
        parameters = [*node.params.posonly_params, *node.params.params]
        offset = int(bool(parameters) and parameters[0].name.value in {"self", "cls"})
        self._scopes.push()
        for index, parameter in enumerate([*parameters, *node.params.kwonly_params]):
            name = parameter.name.value
            kind = given.get(name) or given.get(str(index - offset), UNKNOWN)
            if parameter.annotation is not None:
                kind = self._annotation(parameter.annotation.annotation) or kind
            self._scopes.bind(name, kind)
        self._functions.append(node.name.value)
        if node.returns is not None:
            kind = self._annotation(node.returns.annotation)
            if kind:
                self._facts.note(self._facts.returns, node.name.value, kind)

    def leave_FunctionDef(self, original_node: cst.FunctionDef) -> None:
        """Leave a function; its name hides an import of the same name."""
        self._scopes.pop()
        self._functions.pop()
        self._scopes.bind(original_node.name.value, UNKNOWN)

    def leave_Return(self, original_node: cst.Return) -> None:
        """Note what the function returns."""
        if self._functions and original_node.value is not None:
            kind = self._of(original_node.value)
            if kind:
                self._facts.note(self._facts.returns, self._functions[-1], kind)

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

    # Imports

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
_OBJECTS: Final = frozenset(
    {*ITEMS, *ITEMS.values(), "Api", "HTTPSummary", "User", "Team", "Member", "Organization", "Agent",
     "ArtifactManifestEntry", "Draft", "HistoryScan", "Registry"}
)  # fmt: skip


def _is_property(kind: str, member: str) -> bool:
    from runql._migrate.entries import entry_of_wandb

    entry = entry_of_wandb(kind, member)
    return entry is None or not entry.is_method


def _is_pair(target: cst.BaseExpression) -> bool:
    return isinstance(target, cst.Tuple) and len(target.elements) == 2


def _is_nested(target: cst.BaseExpression) -> bool:
    return isinstance(target, cst.Tuple) and isinstance(target.elements[1].value, cst.Tuple)
