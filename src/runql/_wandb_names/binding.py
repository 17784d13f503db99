"""Errors for unknown arguments of a call, which name the accepted arguments."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["explain_arguments", "explain_methods", "is_from_within", "unbound"]

FunctionT = TypeVar("FunctionT", bound="Callable[..., Any]")
KindT = TypeVar("KindT", bound="type[object]")

_MEANINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "by": ("group", "group_by", "groupby", "key", "keys"),
    "after": ("cursor", "offset", "page", "start", "starting_after"),
    "destination": ("dest", "dir", "folder", "path", "root", "target", "to"),
    "fields": ("attributes", "columns", "select"),
    "filters": ("condition", "conditions", "query", "search", "where"),
    "keys": ("columns", "metric", "metrics", "names"),
    "last": ("n", "num", "tail"),
    "limit": ("count", "first", "max_items", "max_results", "n", "num", "top"),
    "order": ("order_by", "orderby", "sort", "sort_by", "sorting"),
    "path": ("entity_project", "project", "project_name", "project_path", "run_path"),
    "per_page": ("batch_size", "page_size", "pagesize", "perpage"),
    "replace": ("force", "overwrite"),
    "root": ("dest", "destination", "dir", "download_dir", "folder", "to"),
    "samples": ("n_samples", "num_samples", "sample"),
    "timeout": ("seconds", "timeout_seconds", "wait"),
    "workers": ("max_workers", "n_jobs", "num_workers", "threads"),
}
"""Argument names of other clients, and the arguments to use instead."""

_OF_RUNS: Final[Mapping[str, str]] = {
    **{each: each for each in ("group", "state", "sweep", "tags", "username")},
    "job_type": "jobType",
    "name": "display_name",
    "status": "state",
    "tag": "tags",
    "user": "username",
}
"""Attributes of runs, and their names in filters."""

_SHOWN: Final = 12
_POSITIONAL: Final = {
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
}


def explain_arguments(function: FunctionT) -> FunctionT:
    """Make a function report its arguments when it is called with others."""

    def call(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - as the function
        try:
            return function(*args, **options)
        except TypeError as error:
            if is_from_within(error):
                raise
            raise unbound(
                function, function.__qualname__, args[_selves(function) :], options, error
            ) from None

    async def wait(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - as the function
        """Await the function."""
        return await call(*args, **options)

    chosen = wait if inspect.iscoroutinefunction(function) else call
    return cast("FunctionT", functools.wraps(function)(chosen))


def explain_methods(kind: KindT) -> KindT:
    """Make the public methods of a class report their arguments when they are called with others."""
    for name, function in list(vars(kind).items()):
        if inspect.isfunction(function) and not name.startswith("_"):
            setattr(kind, name, explain_arguments(function))
    return kind


def is_from_within(error: TypeError) -> bool:
    """Return whether a function itself raised the error, and not Python while it bound the arguments."""
    return error.__traceback__ is None or error.__traceback__.tb_next is not None


def unbound(
    function: Callable[..., Any],
    called: str,
    args: Sequence[object],
    options: Iterable[str],
    error: TypeError,
    others: Mapping[str, str] | None = None,
) -> TypeError:
    """Return the error for unknown arguments of a call; Python's own error if it has another cause.

    Args:
        function: The called function.
        called: The call as the user writes it, without parentheses.
        args: Positional arguments, without `self`.
        options: Names of the keyword arguments.
        error: Python's error.
        others: Replacements for argument names of another client.
    """
    given = set(options)
    parameters = dict(inspect.signature(function).parameters)
    parameters.pop("self", None)
    kinds = {each.kind for each in parameters.values()}
    named = [
        name
        for name, each in parameters.items()
        if each.kind in {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY}
    ]
    unknown = sorted(given.difference(named))
    if unknown and inspect.Parameter.VAR_KEYWORD not in kinds:
        use = _advice(unknown[0], [name for name in named if name not in given], others or {})
        return TypeError(
            f"{called}() got an unexpected keyword argument {unknown[0]!r}. {use}".rstrip()
        )
    placed = [name for name, each in parameters.items() if each.kind in _POSITIONAL]
    if len(args) > len(placed) and inspect.Parameter.VAR_POSITIONAL not in kinds:
        count = "1 argument" if len(placed) == 1 else f"{len(placed)} arguments"
        taken = (
            f"at most {count} by position ({', '.join(placed)})"
            if placed
            else "no arguments by position"
        )
        rest = [name for name in named if name not in placed and name not in given]
        use = f"Pass by name: {_listed(rest)}." if rest else ""
        return TypeError(f"{called}() takes {taken}, got {len(args)}. {use}".rstrip())
    # Python names the class that declares the method, which users do not see.
    return TypeError(str(error).replace(f"{function.__qualname__}()", f"{called}()", 1))


def _selves(function: Callable[..., Any]) -> int:
    """Return the number of positional arguments that Python passes itself."""
    return int(next(iter(inspect.signature(function).parameters), "") == "self")


def _advice(name: str, known: Sequence[str], others: Mapping[str, str]) -> str:
    import difflib

    near = difflib.get_close_matches(name.lower(), [*known, *others], 1, 0.7)
    if near and near[0] not in known:
        return f"Use {others[near[0]]}."
    meant = [each for each in known if name.lower() in _MEANINGS.get(each, ())]
    found = [*near, *meant]
    if found:
        return f"Use {found[0]}=."
    if name in _OF_RUNS and "filters" in known and "summary" in known:
        return f'Use filters={{"{_OF_RUNS[name]}": …}}.'
    return f"It accepts: {_listed(known)}." if known else "It has no other arguments."


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"{each}=" for each in names[:_SHOWN])
    return f"{shown}, …" if len(names) > _SHOWN else shown
