"""Data flow of `wandb.Api` objects through names, calls and loops of a module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import libcst as cst
from libcst.helpers import get_full_name_for_node

from runql._migrate.bindings import Bindings
from runql._migrate.modules import imported_kind
from runql._migrate.scopes import UNKNOWN, Facts, item_of, member_kind
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
    """Return the kind of each expression that is an object of the public API.

    Kinds are classes of wandb (`Run`), lists (`list:Run`), classes themselves (`class:Run`), bound methods
    (`method:Run.history`), modules and errors.
    """
    facts = Facts()
    flow = Flow(facts)
    for _ in range(_PASSES):
        flow = Flow(facts)
        module.visit(flow)
    return flow.kinds


class Flow(Bindings):
    """One pass over a module that determines the kinds of all expressions."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._lambdas: dict[cst.Lambda, str] = {}
        self._functions: list[str] = []

    # Expressions

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Determine the kind of an expression after its parts were visited."""
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

    def visit_Call(self, node: cst.Call) -> None:
        """Bind the parameter of a lambda that is a sort key for a list."""
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

    def visit_Lambda(self, node: cst.Lambda) -> None:
        """Enter a lambda."""
        self._scopes.push()
        kind = self._lambdas.get(node, UNKNOWN)
        for index, parameter in enumerate(node.params.params):
            self._scopes.bind(parameter.name.value, kind if index == 0 else UNKNOWN)

    def leave_Lambda(self, original_node: cst.Lambda) -> None:
        """Leave a lambda."""
        self._scopes.pop()

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        """Enter the body of a class."""
        self._scopes.push()

    def leave_ClassDef(self, original_node: cst.ClassDef) -> None:
        """Leave the body of a class. Its names are attributes of `self`."""
        for name, kind in self._scopes.pop().items():
            if kind:
                self._facts.note(self._facts.attributes, name, kind)
        self._scopes.bind(original_node.name.value, UNKNOWN)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        """Bind the parameters of a function from annotations and calls."""
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
        """Leave a function. Its name hides an import with the same name."""
        self._scopes.pop()
        self._functions.pop()
        name = original_node.name.value
        self._scopes.bind(name, UNKNOWN)
        kind = self._facts.returns.get(name, UNKNOWN)
        if kind and any(_is_property_decorator(each) for each in original_node.decorators):
            self._facts.note(self._facts.attributes, name, kind)

    def leave_Return(self, original_node: cst.Return) -> None:
        """Record the kind that the function returns."""
        if self._functions and original_node.value is not None:
            kind = self._of(original_node.value)
            if kind:
                self._facts.note(self._facts.returns, self._functions[-1], kind)


_OBJECTS: Final = frozenset(
    {*ITEMS, *ITEMS.values(), "Api", "HTTPSummary", "User", "Team", "Member", "Organization", "Agent",
     "ArtifactManifestEntry", "Draft", "HistoryScan", "Registry"}
)  # fmt: skip


def _is_property_decorator(node: cst.Decorator) -> bool:
    name = (get_full_name_for_node(node.decorator) or "").rpartition(".")[2]
    return name in {"property", "cached_property"}


def _is_property(kind: str, member: str) -> bool:
    from runql._migrate.entries import entry_of_wandb

    entry = entry_of_wandb(kind, member)
    return entry is None or not entry.is_method
