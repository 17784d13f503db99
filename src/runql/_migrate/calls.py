"""Arguments of wandb calls, rewritten for runql."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import libcst as cst

from runql._migrate.entries import positional_names
from runql._wandb_names.entries import Kind
from runql._wandb_names.patterns import glob_of_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._wandb_names.entries import Entry, Parameter

__all__ = ["Arguments", "literal", "rewritten_arguments"]

_MISSING: Final = object()
_SEVERAL: Final = 2
_COLUMNS: Final = ("created_at", "createdAt", "heartbeat_at", "heartbeatAt", "name", "state")


@dataclass(slots=True)
class Arguments:
    """Rewritten arguments, and notes for manual review.

    Attributes:
        args: The rewritten arguments.
        method: Another method to call; empty for the same method.
        suffix: Code after the call.
        look: Suggested code and reason, if the call needs manual review.
        why: Reasons of the changes.
        changed: Whether any argument has changed.
        keys: Value of the argument that selects row keys.
        axes: Keys of chart axes.
    """

    args: list[cst.Arg] = field(default_factory=list)
    method: str = ""
    suffix: str = ""
    look: list[tuple[str, str]] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    changed: bool = False
    keys: cst.BaseExpression | None = None
    axes: list[str] = field(default_factory=list)


def literal(node: cst.BaseExpression) -> object:
    """Return the value of a constant; a sentinel for other expressions."""
    if isinstance(node, cst.Name) and node.value in {"True", "False", "None"}:
        return {"True": True, "False": False, "None": None}[node.value]
    if isinstance(node, cst.SimpleString):
        return node.evaluated_value
    if isinstance(node, cst.Integer):
        return node.evaluated_value
    return _MISSING


def rewritten_arguments(entry: Entry, args: Sequence[cst.Arg]) -> Arguments:
    """Return the arguments of a call in runql's form."""
    found = Arguments()
    if any(arg.star for arg in args):
        differ = any(each.kind is not Kind.SAME for each in entry.parameters.values())
        if differ and any(arg.star == "**" for arg in args):
            found.look.append(("", "Rename arguments that have other names in runql."))
        found.args = list(args)
        return found
    method = entry.method or entry.member
    allowed = positional_names(entry.here, method)
    names = list(entry.parameters)
    for index, arg in enumerate(args):
        name = arg.keyword.value if arg.keyword is not None else None
        if name is None and index < len(names):
            name = names[index]
        parameter = entry.parameters.get(name) if name is not None else None
        if name is None or parameter is None:
            found.args.append(arg)
            continue
        if parameter.rewrite == "all":
            found.keys = arg.value
        _rewrite(found, arg, name, parameter, allowed)
    _select_rows(found, entry)
    found.args = _with_commas(found.args, args)
    return found


def _rewrite(
    found: Arguments, arg: cst.Arg, name: str, parameter: Parameter, allowed: Sequence[str]
) -> None:
    value = literal(arg.value)
    if parameter.rewrite and _rewrite_value(found, name, parameter, value):
        return
    if parameter.kind is Kind.SAME or (parameter.kind is Kind.ACCEPTED and parameter.to):
        if parameter.to == "**":
            _spread(found, arg.value)
            found.why.append(parameter.why)
            return
        _place(found, arg, parameter.to or name, allowed)
        if parameter.to:
            found.why.append(parameter.why)
        return
    meaning: str | None = None
    if parameter.kind is Kind.ACCEPTED:
        meaning = "" if parameter.values is None else _meaning(parameter.values, value)
    if meaning is None:
        found.look.append((parameter.write, f"{name}: {parameter.why}"))
        _place(found, arg, name, (name,) if arg.keyword is None else ())
        return
    found.changed = True
    found.why.append(parameter.why)
    if meaning.startswith("."):
        found.method = meaning[1:]
    elif meaning:
        key, _, text = meaning.partition("=")
        found.args.append(_keyword(key, cst.parse_expression(text.replace("'", '"'))))


def _meaning(values: object, value: object) -> str | None:
    for known, meaning in dict(values).items():  # type: ignore[call-overload]
        if type(known) is type(value) and known == value:
            return str(meaning)
    return None


def _rewrite_value(found: Arguments, name: str, parameter: Parameter, value: object) -> bool:
    if parameter.rewrite == "glob" and isinstance(value, str) and "%" in value:
        pattern = glob_of_like(value)
        found.changed = True
        found.why.append(parameter.why)
        found.args.append(_keyword(name, cst.SimpleString(_quoted(pattern))))
        return True
    if parameter.rewrite == "drop" or (
        parameter.rewrite == "method" and value in ("pandas", "polars")
    ):
        found.suffix = f".to_{value}()" if parameter.rewrite == "method" else found.suffix
        found.changed = True
        found.why.append(parameter.why)
        return True
    if parameter.rewrite == "glob" and not isinstance(value, str | type(None)):
        found.look.append((parameter.write, f"{name}: {parameter.why}"))
        return False
    if parameter.rewrite == "metric" and isinstance(value, str) and not _is_column(value):
        found.look.append((parameter.write, f"{name}: {parameter.why}"))
        return False
    if parameter.rewrite == "keys" and isinstance(value, str) and value != "_step":
        found.axes.append(value)
        found.why.append(parameter.why)
        found.changed = True
        return True
    return False


def _is_column(order: str) -> bool:
    """Return whether runql can order by a key in a script."""
    key = order.strip().lstrip("+-")
    return key.startswith(("summary_metrics.", "config.")) or key in _COLUMNS


def _select_rows(found: Arguments, entry: Entry) -> None:
    """Select the same rows as wandb: those with all keys and the chart axis."""
    keys = found.keys
    if keys is None or literal(keys) is None:
        return
    elements = list(keys.elements) if isinstance(keys, cst.List | cst.Tuple) else None
    axes = [axis for axis in found.axes if axis not in map(_text, elements or ())]
    new: cst.BaseExpression = keys
    if axes:
        added = [cst.Element(cst.SimpleString(_quoted(axis))) for axis in axes]
        whole = [*elements, *added] if elements is not None else [cst.StarredElement(keys), *added]
        new = cst.List(whole)
        found.args = [
            arg.with_changes(value=new) if arg.value is keys else arg for arg in found.args
        ]
        elements = whole
    # All rows have W&B's own keys.
    counted = [each for each in elements or () if not _text(each).startswith("_")]
    given = any(arg.keyword is not None and arg.keyword.value == "how" for arg in found.args)
    if given or (elements is not None and len(counted) < _SEVERAL):
        return
    found.args.append(_keyword("how", cst.SimpleString('"all"')))
    found.why.append(entry.parameters["keys"].why)
    found.changed = True


def _text(element: cst.BaseElement) -> str:
    value = literal(element.value)
    return value if isinstance(value, str) else ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _spread(found: Arguments, value: cst.BaseExpression) -> None:
    found.changed = True
    if literal(value) is None:
        return
    if isinstance(value, cst.Dict):
        keys = [
            literal(each.key) if isinstance(each, cst.DictElement) else _MISSING
            for each in value.elements
        ]
        if all(isinstance(key, str) and key.isidentifier() for key in keys):
            for key, each in zip(keys, value.elements, strict=True):
                found.args.append(_keyword(str(key), each.value))
            return
    found.args.append(cst.Arg(value, star="**"))


def _place(found: Arguments, arg: cst.Arg, name: str, allowed: Sequence[str]) -> None:
    index = len(found.args)
    if arg.keyword is not None:
        if arg.keyword.value != name:
            found.changed = True
            arg = arg.with_changes(keyword=cst.Name(name))
        found.args.append(arg)
        return
    by_position = all(each.keyword is None for each in found.args)
    if by_position and index < len(allowed) and allowed[index] == name:
        found.args.append(arg)
        return
    found.changed = True
    found.args.append(_keyword(name, arg.value))


def _keyword(name: str, value: cst.BaseExpression) -> cst.Arg:
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return cst.Arg(value, keyword=cst.Name(name), equal=equal)


def _with_commas(args: list[cst.Arg], written: Sequence[cst.Arg]) -> list[cst.Arg]:
    """Separate the arguments with commas, and keep the whitespace after the last one."""
    comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    positional = [arg for arg in args if arg.keyword is None and not arg.star]
    named = [arg for arg in args if arg.keyword is not None or arg.star]
    found = [*positional, *named]
    placed = [
        arg.with_changes(comma=comma) if isinstance(arg.comma, cst.MaybeSentinel) else arg
        for arg in found
    ]
    if placed and written:
        last = written[-1]
        end = {"comma": last.comma, "whitespace_after_arg": last.whitespace_after_arg}
        placed[-1] = placed[-1].with_changes(**end)
    return placed
