"""Rewriting of code that uses `wandb.Api` in a module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from runql._migrate.calls import literal, rewritten_arguments
from runql._migrate.comments import Commenter, code_of
from runql._migrate.entries import entry_of_wandb
from runql._migrate.findings import Finding, Treatment
from runql._migrate.flow import kinds_of
from runql._migrate.imports import ImportRewriter, Names
from runql._wandb_names.entries import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from libcst.metadata import CodeRange

    from runql._wandb_names.entries import Entry

__all__ = ["rewritten"]

_PARTS: Final = ("{0}", "{args}", "{rest}", "{call}")


def rewritten(module: cst.Module) -> tuple[cst.Module, list[Finding]]:
    """Return a module for runql, and its findings."""
    wrapper = MetadataWrapper(module)
    kinds = kinds_of(wrapper.module)
    names = Names(kinds)
    wrapper.module.visit(names)
    if not names.is_used:
        return module, []
    positions = cast("dict[cst.CSTNode, CodeRange]", wrapper.resolve(PositionProvider))
    rewriter = Rewriter(kinds, names, positions)
    found = wrapper.module.visit(rewriter)
    imports = ImportRewriter(names)
    return found.visit(imports), sorted({*rewriter.findings, *names.findings(positions)})


class Rewriter(Commenter):
    """Rewrites expressions, and adds the comments of expressions to their statements."""

    def __init__(
        self,
        kinds: dict[cst.CSTNode, str],
        names: Names,
        positions: dict[cst.CSTNode, CodeRange],
    ) -> None:
        super().__init__(positions)
        self._kinds = kinds
        self._names = names
        self._called: set[cst.CSTNode] = set()
        self._targets: set[cst.CSTNode] = set()
        self._unused: set[cst.CSTNode] = set()
        self._dropped: set[cst.CSTNode] = set()
        self._quotes: list[str] = []

    def _kind(self, node: cst.CSTNode) -> str:
        kind = self._kinds.get(node, "")
        # In a module that logs runs, a draft is a wandb object.
        return "" if self._names.logs and kind in {"Draft", "class:Artifact"} else kind

    # Statements

    def visit_Call(self, node: cst.Call) -> None:
        """Skip methods that are called. They are rewritten with their arguments."""
        self._called.add(node.func)

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        """Rename assignment targets instead of replacing them."""
        self._targets.add(node.target)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        """Rename assignment targets instead of replacing them."""
        self._targets.add(node.target)

    def visit_Del(self, node: cst.Del) -> None:
        """Rename assignment targets instead of replacing them."""
        self._targets.add(node.target)

    def visit_Expr(self, node: cst.Expr) -> None:
        """Record that the value of an expression statement is not used."""
        self._unused.add(node.value)

    def visit_Import(self, node: cst.Import) -> bool:
        """Skip imports, which are rewritten as a whole."""
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        """Skip imports, which are rewritten as a whole. Names without a counterpart stay."""
        for left, wrote, write, why in self._names.left:
            if left is node:
                self._look_at(node, wrote, write, why)
        return False

    # Expressions

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        """Rewrite an attribute of an object, or a name of a module."""
        named = self._names.replacement(original_node)
        if named is not None:
            self._found(original_node, named, "", Treatment.REWRITE)
            return cst.parse_expression(named)
        kind = self._kind(original_node.value)
        entry = entry_of_wandb(kind, original_node.attr.value)
        if entry is None or original_node in self._called:
            return updated_node
        return self._attribute(original_node, updated_node, entry)

    def _attribute(
        self, original: cst.Attribute, updated: cst.Attribute, entry: Entry
    ) -> cst.BaseExpression:
        is_target = original in self._targets
        if entry.gives.startswith("_"):
            self._look(original, entry.write, entry.why)
            return updated
        if entry.kind in {Kind.HINT, Kind.ABSENT}:
            if entry.rewrite and not is_target and not any(p in entry.rewrite for p in _PARTS):
                return self._template(original, updated, entry, ())
            self._look(original, entry.write, entry.why)
            return updated
        if (
            entry.kind is Kind.ACCEPTED
            and entry.rewrite
            and (not is_target or "(" not in entry.rewrite)
        ):
            return self._template(original, updated, entry, ())
        if entry.kind is Kind.SAME and entry.rewrite and not is_target and not entry.is_method:
            return self._template(original, updated, entry, ())
        if entry.why and not entry.is_method:
            self._found(original, code_of(original), entry.why, Treatment.NOTE)
        return updated

    def leave_Subscript(
        self, original_node: cst.Subscript, updated_node: cst.Subscript
    ) -> cst.BaseExpression:
        """Rewrite access to artifact values, which wandb reads by index."""
        inner = updated_node.slice[0].slice if len(updated_node.slice) == 1 else None
        kind = self._kind(original_node.value)
        if kind.startswith("dict:") and isinstance(inner, cst.Index):
            return self._item(original_node, updated_node, literal(inner.value), kind)
        if (
            kind == "Artifact"
            and isinstance(inner, cst.Index)
            and original_node not in self._targets
        ):
            get = cst.Attribute(updated_node.value, cst.Name("get"))
            new = cst.Call(get, [cst.Arg(inner.value)])
            self._found(original_node, code_of(new), "", Treatment.REWRITE)
            return new
        return updated_node

    def visit_Subscript(self, node: cst.Subscript) -> None:
        """Rewrite index access to dicts of wandb whose keys are attributes in runql."""
        if self._kind(node.value) == "dict:Run":
            self._called.add(node.value)

    def _item(
        self, original: cst.Subscript, updated: cst.Subscript, key: object, kind: str
    ) -> cst.BaseExpression:
        if not isinstance(key, str) or not key.isidentifier():
            self._look(original, "the attribute", "All fields are attributes.")
            return updated
        owner = updated.value
        entry = entry_of_wandb(kind.removeprefix("dict:"), key)
        if kind == "dict:Run" and isinstance(owner, cst.Attribute):
            owner = owner.value
        name = entry.gives if entry is not None and entry.gives.isidentifier() else key
        if kind == "dict:Run":
            name = {"name": "id", "displayName": "name", "id": "storage_id"}.get(key, name)
        new = cst.Attribute(owner, cst.Name(name))
        self._found(original, code_of(new), "All fields are attributes.", Treatment.REWRITE)
        return new

    def leave_Annotation(
        self, original_node: cst.Annotation, updated_node: cst.Annotation
    ) -> cst.Annotation:
        """Rewrite an annotation that is a string."""
        new = self._names.annotations.get(original_node)
        if new is None:
            return updated_node
        self._found(original_node.annotation, new, "", Treatment.REWRITE)
        return updated_node.with_changes(annotation=cst.SimpleString(new))

    def visit_FormattedString(self, node: cst.FormattedString) -> None:
        """Enter a string. Before Python 3.12, its expressions cannot contain its quotes."""
        self._quotes.append(node.quote)

    def leave_FormattedString(
        self, original_node: cst.FormattedString, updated_node: cst.FormattedString
    ) -> cst.BaseExpression:
        """Leave the string."""
        self._quotes.pop()
        return updated_node

    def leave_FormattedStringExpression(
        self,
        original_node: cst.FormattedStringExpression,
        updated_node: cst.FormattedStringExpression,
    ) -> cst.BaseFormattedStringContent:
        """Use other quotes than the string, or leave the expression unchanged."""
        code, quote = code_of(updated_node.expression), self._quotes[-1]
        if quote not in code or quote in code_of(original_node.expression):
            return updated_node
        other = "'" if quote[0] == '"' else '"'
        if other in code:
            self._look(original_node.expression, code, "The string uses the same quotes.")
            return original_node
        swapped = cst.parse_expression(code.replace(quote[0], other))
        return updated_node.with_changes(expression=swapped)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        """Rewrite a call of a method, or of a class."""
        func = self._kind(original_node.func)
        if func.startswith("class:"):
            owner, member = func.removeprefix("class:"), "__init__"
            owner = "Draft" if owner == "Artifact" else owner
        elif isinstance(original_node.func, cst.Attribute):
            owner = self._kind(original_node.func.value)
            member = original_node.func.attr.value
        else:
            return self._next(original_node, updated_node)
        entry = entry_of_wandb(owner, member) if owner else None
        if entry is None:
            return updated_node
        if any(self._kinds.get(arg.value) == "Draft" for arg in original_node.args):
            self._check_draft(original_node)
        return self._call(original_node, updated_node, entry)

    def _check_draft(self, node: cst.Call) -> None:
        if self._names.logs:
            self._look(node, "runql.Artifact(name, type)", "runql does not log a wandb.Artifact.")

    def _next(self, original: cst.Call, updated: cst.Call) -> cst.BaseExpression:
        called = isinstance(original.func, cst.Name) and original.func.value == "next"
        if called and len(original.args) == 1:
            kind = self._kind(original.args[0].value)
            entry = entry_of_wandb(kind, "__next__") if kind else None
            if entry is not None and entry.here in {"Lister", "HistoryScan"}:
                self._look(original, entry.write, "A list is not an iterator.")
        return updated

    def _call(self, original: cst.Call, updated: cst.Call, entry: Entry) -> cst.BaseExpression:
        if entry.kind in {Kind.HINT, Kind.ABSENT}:
            if entry.rewrite and (original.args or "{0}" not in entry.rewrite):
                return self._template(original, updated, entry, updated.args)
            self._look(original, entry.write, entry.why)
            return updated
        if entry.gives in {"()", "self()"} and entry.kind is Kind.ACCEPTED:
            return self._nothing(original, updated, entry)
        arguments = rewritten_arguments(entry, updated.args)
        method = arguments.method or entry.method
        new = updated.with_changes(args=arguments.args)
        is_class = entry.member == "__init__"
        if method.startswith("_") and not is_class:
            self._look(original, entry.write, entry.why)
            return updated
        renamed = method and not is_class
        if isinstance(new.func, cst.Attribute) and renamed and method != new.func.attr.value:
            new = new.with_changes(func=new.func.with_changes(attr=cst.Name(method)))
            arguments.changed = True
        for write, reason in arguments.look:
            self._look(original, write, reason)
        why = " ".join(dict.fromkeys(filter(None, arguments.why))) or entry.why
        template = f"{{call}}{arguments.suffix}" if arguments.suffix else entry.rewrite
        needed = original not in self._unused or "{call}." in template
        if entry.kind is Kind.SAME and template and needed:
            result = cst.parse_expression(template.replace("{call}", code_of(new)))
            self._found(original, code_of(result), entry.why, Treatment.REWRITE)
            return result
        if arguments.changed:
            self._found(original, code_of(new), why, Treatment.REWRITE)
            return new
        if entry.why and not arguments.look:
            self._found(original, code_of(new), entry.why, Treatment.NOTE)
        return new

    def _nothing(self, original: cst.Call, updated: cst.Call, entry: Entry) -> cst.BaseExpression:
        func = updated.func
        used = original not in self._unused
        if used and entry.gives == "self()" and isinstance(func, cst.Attribute):
            self._found(original, code_of(func.value), entry.why, Treatment.REWRITE)
            return func.value
        self._found(original, "", entry.why, Treatment.REWRITE)
        self._dropped.add(original)
        return cst.Name("None")

    def leave_Expr(
        self, original_node: cst.Expr, updated_node: cst.Expr
    ) -> cst.Expr | cst.RemovalSentinel:
        """Remove a statement that has no effect in runql."""
        return cst.RemoveFromParent() if original_node.value in self._dropped else updated_node

    def _template(
        self,
        original: cst.BaseExpression,
        updated: cst.BaseExpression,
        entry: Entry,
        args: Sequence[cst.Arg],
    ) -> cst.BaseExpression:
        attribute = updated.func if isinstance(updated, cst.Call) else updated
        owner = attribute.value if isinstance(attribute, cst.Attribute) else attribute
        bare = [arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in args]
        codes = [cst.Module([]).code_for_node(arg) for arg in bare]
        text = entry.rewrite
        for part, code in {
            "{self}": code_of(owner),
            "{member}": entry.member,
            "{0}": codes[0] if codes else "",
            "{rest}": ", ".join(codes[1:]),
            "{args}": ", ".join(codes),
            "{call}": code_of(updated),
        }.items():
            text = text.replace(part, code)
        new = cst.parse_expression(text)
        self._found(original, text, entry.why, Treatment.REWRITE)
        return new
