"""Checks of the arguments of public methods against their annotations.

Methods check arguments with types of runql themselves, because they know more about them.
"""

from __future__ import annotations

import inspect
import operator
import os
import re
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_origin

from runql._wandb_names.calls import guard_calls
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["GUARDED", "check_arguments"]

_SHOWN: Final = 200


def _is_whole(value: object) -> bool:
    try:
        operator.index(value)  # type: ignore[arg-type]  # tests whether the value is an integer
    except TypeError:
        return False
    return True


def _is_number(value: object) -> bool:
    try:
        return isinstance(value, Real) and float(value) == float(value)
    except OverflowError:
        return False


def _is_truth(value: object) -> bool:
    # NumPy booleans are accepted, and 0 and 1, which old scripts use.
    is_numpy = type(value).__module__ == "numpy" and type(value).__name__ in ("bool", "bool_")
    return isinstance(value, bool) or is_numpy or (isinstance(value, int) and value in (0, 1))


def _is_many(value: object) -> bool:
    # Arrays have no truth value, and their items are not Python objects.
    return isinstance(value, Iterable) and not (
        isinstance(value, bytes | bytearray | Mapping) or hasattr(value, "__array__")
    )


def _is_class(value: object) -> bool:
    return isinstance(value, type) or get_origin(value) is not None


_KINDS: Final[Mapping[str, tuple[str, Callable[[object], bool]]]] = {
    "str": ("a string", lambda value: isinstance(value, str)),
    "int": ("an integer", _is_whole),
    "float": ("a finite or infinite number", _is_number),
    "bool": ("True or False", _is_truth),
    "None": ("None", lambda value: value is None),
    "Path": ("a path", lambda value: isinstance(value, os.PathLike)),
    "PathLike": ("a path", lambda value: isinstance(value, os.PathLike)),
    "bytes": ("bytes", lambda value: isinstance(value, bytes | bytearray | memoryview)),
    "Sequence": ("a list", _is_many),
    "Iterable": ("a list", _is_many),
    "Collection": ("a list", _is_many),
    "list": ("a list", _is_many),
    "type": ("a class", _is_class),
    "Mapping": ("a dict", lambda value: isinstance(value, Mapping)),
    "dict": ("a dict", lambda value: isinstance(value, Mapping)),
    "Pattern": ("a compiled pattern", lambda value: isinstance(value, re.Pattern)),
}
_PATHS: Final = frozenset({"Path", "PathLike"})

_Parameter: TypeAlias = tuple[str, tuple[str, ...] | None, bool]
"""Name, allowed kinds of values (None if unknown), and whether the parameter is a path."""
_Plan: TypeAlias = tuple[tuple[_Parameter, ...], int, frozenset[str], "_Parameter | None"]
"""Parameters, number of positional ones, names of keyword ones, and the variable positional one."""
_plans: dict[object, _Plan] = {}


def check_arguments(
    function: Callable[..., Any], args: tuple[Any, ...], options: Mapping[str, Any]
) -> None:
    """Check the arguments of a call against simple annotations.

    Args:
        function: The method.
        args: Positional arguments, without `self`.
        options: Keyword arguments.

    Raises:
        UsageError: If an argument has the wrong type, or is a string that cannot be encoded.
    """
    plan = _plans.get(function)
    if plan is None:
        plan = _plans[function] = _plan(function)
    parameters, positions, names, rest = plan
    if (len(args) > positions and rest is None) or not names.issuperset(options):
        return  # Python rejects the call
    by_place = list(zip(parameters[:positions], args, strict=False))
    given = [
        *by_place,
        *((each, options[each[0]]) for each in parameters[len(by_place) :] if each[0] in options),
    ]
    given += [(rest, value) for value in args[positions:] if rest is not None]
    for (name, kinds, is_path), value in given:
        if kinds is not None and not any(_KINDS[kind][1](value) for kind in kinds):
            wanted = " or ".join(dict.fromkeys(_KINDS[kind][0] for kind in kinds))
            is_list = rest is not None and name == rest[0] and isinstance(value, list | tuple)
            raise UsageError(
                f"{name} must be {wanted}, got {_shown(value)}.",
                hint=f"Pass the values one by one: *{_shown(value)}." if is_list else None,
            )
        _check_text(name, value, is_path=is_path)


def _plan(function: Callable[..., Any]) -> _Plan:
    found: list[_Parameter] = []
    positions, names, rest = 0, set[str](), None
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        atoms = _atoms(parameter.annotation)
        kinds = atoms if atoms and all(each in _KINDS for each in atoms) else None
        entry = (parameter.name, kinds, bool(_PATHS & set(atoms)))
        if parameter.kind is parameter.VAR_POSITIONAL:
            rest = entry
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            return (), 0, frozenset(), None
        if parameter.kind is not parameter.KEYWORD_ONLY:
            positions += 1
        if parameter.kind is not parameter.POSITIONAL_ONLY:
            names.add(parameter.name)
        found.append(entry)
    return tuple(found), positions, frozenset(names), rest


def _atoms(annotation: object) -> tuple[str, ...]:
    """Return the names of the types in a union, without their parameters."""
    if not isinstance(annotation, str):
        return ()
    depth, parts, part = 0, list[str](), ""
    for letter in annotation:
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and not depth:
            parts.append(part)
            part = ""
        elif not depth and letter != "]":
            part += letter
    parts.append(part)
    return tuple(each.strip().rpartition(".")[2] for each in parts)


def _check_text(name: str, value: object, *, is_path: bool) -> None:
    if isinstance(value, str) and not value.isascii():
        try:
            # Names of local files may contain bytes that are invalid in the file system encoding.
            # Python represents them as surrogates.
            os.fsencode(value) if is_path else value.encode()
        except UnicodeEncodeError:
            raise UsageError(
                f"{name} contains half of a surrogate pair: {_shown(value)}.",
                hint="Decode the string with its original encoding.",
            ) from None
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            if isinstance(each, str):
                _check_text(name, each, is_path=is_path)


def _shown(value: object) -> str:
    try:
        shown = repr(value)
    except Exception as error:  # noqa: BLE001 - repr() of a caller's value may raise any exception
        shown = f"a {type(value).__name__} ({type(error).__name__})"
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


GUARDED: Final = guard_calls(check_arguments)
"""Set if the public methods check their arguments."""
