"""Types of the arguments of public methods: what an annotation does not allow is refused in one place.

Annotations that name a type of runql are left to the method, which knows more of them.
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
        operator.index(value)  # type: ignore[arg-type]  # that is what is asked
    except TypeError:
        return False
    return True


def _is_number(value: object) -> bool:
    try:
        return isinstance(value, Real) and float(value) == float(value)
    except OverflowError:
        return False


def _is_truth(value: object) -> bool:
    # NumPy's own; 0 and 1 are truth values in old scripts.
    is_numpy = type(value).__module__ == "numpy" and type(value).__name__ in ("bool", "bool_")
    return isinstance(value, bool) or is_numpy or (isinstance(value, int) and value in (0, 1))


def _is_many(value: object) -> bool:
    # An array is neither true nor false, and its items are not Python's.
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
"""Name, kinds of values if all of them are known, and whether it is a path."""
_Plan: TypeAlias = tuple[tuple[_Parameter, ...], int, frozenset[str], "_Parameter | None"]
"""Parameters, how many of them may come by position, those that may come by name, and the variable one."""
_plans: dict[object, _Plan] = {}


def check_arguments(
    function: Callable[..., Any], args: tuple[Any, ...], options: Mapping[str, Any]
) -> None:
    """Make sure that the arguments of a call are what the annotations say, as far as these are plain.

    Args:
        function: The method.
        args: Its arguments by position, without `self`.
        options: Its arguments by name.

    Raises:
        UsageError: If one is not, or is a string that no encoding has.
    """
    plan = _plans.get(function)
    if plan is None:
        plan = _plans[function] = _plan(function)
    parameters, positions, names, rest = plan
    if (len(args) > positions and rest is None) or not names.issuperset(options):
        return  # Python refuses the call
    by_place = list(zip(parameters[:positions], args, strict=False))
    given = [
        *by_place,
        *((each, options[each[0]]) for each in parameters[len(by_place) :] if each[0] in options),
    ]
    given += [(rest, value) for value in args[positions:] if rest is not None]
    for (name, kinds, is_path), value in given:
        if kinds is not None and not any(_KINDS[kind][1](value) for kind in kinds):
            wanted = " or ".join(dict.fromkeys(_KINDS[kind][0] for kind in kinds))
            raise UsageError(f"{name} must be {wanted}, got {_shown(value)}.")
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
    """Return the names of the types of a union, without their parameters."""
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
            # Names of local files may have bytes that no encoding has; Python keeps them as
            # surrogates.
            os.fsencode(value) if is_path else value.encode()
        except UnicodeEncodeError:
            raise UsageError(
                f"{name} contains half of a surrogate pair: {_shown(value)}.",
                hint="Decode the string with the encoding that it was written in.",
            ) from None
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            if isinstance(each, str):
                _check_text(name, each, is_path=is_path)


def _shown(value: object) -> str:
    try:
        shown = repr(value)
    except Exception as error:  # noqa: BLE001 - whatever a value of the caller does when it is shown
        shown = f"a {type(value).__name__} ({type(error).__name__})"
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


GUARDED: Final = guard_calls(check_arguments)
"""Set when the public methods check their arguments."""
