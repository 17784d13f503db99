"""wandb's arguments in calls of runql: old arguments are translated, others raise with a hint."""

from __future__ import annotations

import functools
import inspect
import re
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from runql._caller import warn_caller
from runql._wandb_names.binding import is_from_within, unbound

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql._wandb_names.entries import Entry, Parameter

__all__ = ["accept_call", "accept_calls", "guard_calls"]

FunctionT = TypeVar("FunctionT", bound="Callable[..., Any]")

_guards: list[Callable[[Callable[..., Any], tuple[Any, ...], dict[str, Any]], None]] = []
_DEPTH: Final = "__runql_accepts_wandb__"
_TELLS: Final[dict[str, tuple[int, type[object]]]] = {
    "__init__": (0, dict),
    "artifacts": (0, int),
    "artifact_types": (0, int),
    "histories": (0, int),
    "history": (0, int),
    "invite": (1, bool),
    "load": (0, bool),
    "log_artifact": (1, list),
    "runs": (0, int),
    "sweeps": (0, int),
}
"""Position and type of the argument that identifies a wandb call before runql reads it."""


_SECRET_NAME: Final = re.compile(
    r"api_?key|header|password|proxy|proxies|secret|token", re.IGNORECASE
)
_KEY: Final = re.compile(r"[\w.-]{40,}")
"""A string that may be an API key. No wandb name that these calls accept is as long."""

# Reading the module of a built-in type takes Python microseconds.
_PLAIN: Final = frozenset({str, int, float, bool, bytes, list, tuple, dict, set, type(None), type})


def guard_calls(
    guard: Callable[[Callable[..., Any], tuple[Any, ...], dict[str, Any]], None],
) -> bool:
    """Make a function check the arguments of each call before the method runs.

    This package is below `errors`, so the function that raises them is passed in.
    """
    _guards.append(guard)
    return True


def accept_calls(kind: type[object]) -> None:
    """Make the public methods of a runql class accept wandb's arguments.

    Signatures do not change, and nothing is looked up unless Python cannot bind the arguments.
    """
    seen: set[str] = set()
    for base in kind.__mro__:
        if not base.__module__.startswith("runql."):
            continue
        for name, function in vars(base).items():
            if name.startswith("_") or name in seen:
                continue
            seen.add(name)
            if inspect.isfunction(function) and not hasattr(function, _DEPTH):
                setattr(kind, name, accept_call(function))


def accept_call(function: FunctionT) -> FunctionT:
    """Make a method accept wandb's arguments."""
    tells = _TELLS.get(function.__name__)

    def call(self: object, /, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as the method
        for value in args:
            if type(value) not in _PLAIN and _is_of_wandb(value):
                raise _foreign(function, value)
        for value in options.values():
            if type(value) not in _PLAIN and _is_of_wandb(value):
                raise _foreign(function, value)
        if tells is not None and len(args) > tells[0] and type(args[tells[0]]) is tells[1]:
            method, args, options = _translated(self, function, args, options, None)
            return _run(self, method, args, options)
        for guard in _guards:
            guard(function, args, options)
        try:
            return function(self, *args, **options)
        except TypeError as error:
            if is_from_within(error):
                raise
            method, args, options = _translated(self, function, args, options, error)
        return _run(self, method, args, options)

    async def wait(self: object, /, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as the method
        """Await the method."""
        return await call(self, *args, **options)

    chosen = wait if inspect.iscoroutinefunction(function) else call
    wrapped = functools.wraps(function)(chosen)
    setattr(wrapped, _DEPTH, True)
    return cast("FunctionT", wrapped)


def _is_of_wandb(value: object) -> bool:
    return type(value).__module__.partition(".")[0] == "wandb"


def _run(
    owner: object, method: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any]
) -> Any:  # noqa: ANN401 - as the method
    try:
        return method(owner, *args, **options)
    except TypeError as error:
        if is_from_within(error):
            raise
        raise unbound(method, _name_of(owner, method), args, options, error) from None


def _name_of(owner: object, function: Callable[..., Any]) -> str:
    kind = type(owner).__name__
    return kind if function.__name__ == "__init__" else f"{kind}.{function.__name__}"


def _translated(
    owner: object,
    function: Callable[..., Any],
    args: tuple[Any, ...],
    options: dict[str, Any],
    error: TypeError | None,
) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
    """Return the runql method and arguments for a wandb call.

    Raises:
        TypeError: If the call fits neither runql nor wandb, or the table only has a hint for it.
    """
    entry = _entry(type(owner), function.__name__)
    called = _name_of(owner, function)
    if entry is None or len(args) > len(entry.parameters):
        if error is None:
            raise TypeError(f"{called}() does not accept {_shown(args)}.")
        raise unbound(function, called, args, options, error, _written(entry)) from None
    given = {**dict(zip(entry.parameters, args, strict=False)), **options}
    if error is not None and not any(_changes(entry, name, function) for name in given):
        raise unbound(function, called, args, options, error, _written(entry)) from None
    found: dict[str, Any] = {}
    axes: list[str] = []
    method = function
    for name, value in given.items():
        parameter = entry.parameters.get(name)
        if parameter is None:
            found[name] = value
            continue
        if parameter.rewrite == "keys" and _is_axis(value):
            axes.append(value)
            continue
        new = _argument(called, name, value, parameter)
        if new == "**":
            found.update(value or {})
        elif new.startswith("."):
            method = _plain(getattr(type(owner), new[1:]))
        elif "=" in new:
            key, _, literal = new.partition("=")
            found[key] = literal.strip("'")
        elif new:
            found[new] = value
    if axes and found.get("keys") is not None:
        # In wandb, rows have all keys and the axis.
        found["keys"] = list(dict.fromkeys([*found["keys"], *axes]))
        found.setdefault("how", "all")
    shown = ", ".join(f"{name}={_shown(value, name)}" for name, value in found.items())
    call = f"{_name_of(owner, method)}({shown})"
    message = f"{call} is the runql form of this wandb call. {_reasons(entry, given)}".rstrip()
    warn_caller(message, DeprecationWarning)
    return _plain(method), _positional(method, found), found


def _written(entry: Entry | None) -> dict[str, str]:
    """Return suggestions for wandb's parameters."""
    parameters = entry.parameters if entry is not None else {}
    return {name: each.write for name, each in parameters.items() if each.write}


def _shown(value: object, name: str = "") -> str:
    """Format a value for a message, which logs and notebooks store. API keys and secrets are omitted."""
    if _SECRET_NAME.search(name) or (isinstance(value, str) and _KEY.fullmatch(value)):
        return "..."
    if type(value) is dict:
        pairs = cast("dict[object, object]", value).items()
        return "{" + ", ".join(f"{k!r}: {_shown(v, str(k))}" for k, v in pairs) + "}"
    if type(value) is tuple or type(value) is list:
        items = ", ".join(_shown(each) for each in cast("list[object]", value))
        return f"[{items}]" if type(value) is list else f"({items})"
    return repr(value)


def _is_axis(value: object) -> bool:
    """Return whether a chart has an axis other than the step."""
    return isinstance(value, str) and value != "_step"


def _positional(method: Callable[..., Any], found: dict[str, Any]) -> tuple[Any, ...]:
    """Remove the arguments that a method accepts only by position."""
    kinds = inspect.signature(method).parameters.values()
    variable = [each.name for each in kinds if each.kind is inspect.Parameter.VAR_POSITIONAL]
    return tuple(found.pop(name) for name in variable if name in found)


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    return cast("Callable[..., Any]", inspect.unwrap(function))


def _changes(entry: Entry, name: str, function: Callable[..., Any]) -> bool:
    parameter = entry.parameters.get(name)
    if parameter is None:
        return False
    if parameter.kind != "same" or parameter.to:
        return True
    # Positional in wandb, keyword-only in runql.
    own = inspect.signature(function).parameters.get(name)
    return own is not None and own.kind is inspect.Parameter.KEYWORD_ONLY


def _argument(call: str, name: str, value: object, parameter: Parameter) -> str:
    """Return the runql argument: its name, `name='value'`, `.method`, or an empty string."""
    if parameter.kind == "same":
        return parameter.to or name
    if parameter.kind == "accepted":
        if parameter.values is None:
            return parameter.to
        for known, meaning in parameter.values.items():
            if type(known) is type(value) and known == value:
                return meaning
    use = f" Use {parameter.write}." if parameter.write else ""
    why = f" {parameter.why}" if parameter.why else ""
    raise TypeError(
        f"{call}() does not accept {name}={_shown(value, name)} as wandb does.{why}{use}"
    )


def _reasons(entry: Entry, given: dict[str, Any]) -> str:
    found = (entry.parameters[name].why for name in given if name in entry.parameters)
    return " ".join(dict.fromkeys(filter(None, found)))


def _entry(kind: type[object], method: str) -> Entry | None:
    from runql._wandb_names.table import ENTRIES, names_of

    for name in names_of(kind):
        for entry in ENTRIES:
            if entry.here == name and entry.parameters and entry.method == method:
                return entry
    return None


def _foreign(function: Callable[..., Any], value: object) -> TypeError:
    kind = type(value)
    name = f"{kind.__module__.partition('.')[0]}.{kind.__name__}"
    uses = {
        "Run": "Pass its path: '/'.join(run.path).",
        "Runs": "Pass its runs from runql's own client.",
        "Project": "Pass its path: '/'.join(project.path).",
        "Sweep": "Pass its path: '/'.join(sweep.path).",
        "Artifact": "Use runql.Artifact(name, type), or the name of a logged version.",
        "Table": "Log tables with wandb; read them with run.table(key).",
    }
    use = uses.get(kind.__name__, "Create it with runql.")
    return TypeError(f"{function.__qualname__}() does not accept an object of {name}. {use}")
