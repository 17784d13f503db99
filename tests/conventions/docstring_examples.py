"""Examples of docstrings, as Python's doctest reads them, with those that await among them."""

from __future__ import annotations

import ast
import contextlib
import doctest
import importlib
import inspect
import io
import sys
from typing import TYPE_CHECKING, Any

from codegen.site import public_names
from runql._async.graphql import AsyncGraphQL
from runql._sync.graphql import GraphQL

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS = doctest.ELLIPSIS
PARSER = doctest.DocTestParser()
CHECKER = doctest.OutputChecker()


def documented() -> Iterator[tuple[str, object]]:
    """Return every public class and function, and the public members of classes, by the names that users write."""
    # Users import no name for the class of `api.graphql`.
    for name in [
        *sorted(public_names()),
        f"{GraphQL.__module__}.GraphQL",
        f"{AsyncGraphQL.__module__}.AsyncGraphQL",
    ]:
        module, _, last = name.rpartition(".")
        found = getattr(importlib.import_module(module), last)
        if not (inspect.isclass(found) or inspect.isfunction(found)):
            found = type(found)
        if not found.__module__.startswith("runql."):
            continue
        yield last, found
        if inspect.isclass(found):
            for key, member in inspect.getmembers_static(found):
                if not key.startswith("_"):
                    yield f"{last}.{key}", getattr(member, "fget", None) or member


def examples() -> tuple[dict[str, doctest.DocTest], set[str]]:
    """Return the examples of every docstring that has some, each once, and the names of all that have some."""
    found: dict[tuple[str, str], doctest.DocTest] = {}
    names: set[str] = set()
    for name, each in documented():
        own = getattr(each, "__doc__", None)
        if isinstance(own, str) and ">>> " in own:
            names.add(name)
            key = (getattr(each, "__module__", ""), getattr(each, "__qualname__", ""))
            if key not in found:
                found[key] = PARSER.get_doctest(inspect.cleandoc(own), {}, name, None, None)
    return {test.name: test for test in found.values()}, names


async def run(test: doctest.DocTest, names: dict[str, Any]) -> list[str]:
    """Run the examples of a docstring in order, and return what printed something else than it says."""
    wrong: list[str] = []
    for example in test.examples:
        printed = await execute(example.source, names)
        if not CHECKER.check_output(example.want, printed, OPTIONS):
            difference = CHECKER.output_difference(example, printed, OPTIONS)
            wrong.append(f">>> {example.source}{difference}")
    return wrong


async def execute(source: str, names: dict[str, Any]) -> str:
    """Return what a statement prints, typed at a prompt that knows `await`."""
    code = compile(source, "<docstring>", "single", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    display, sys.displayhook = sys.displayhook, show
    try:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            waiting = eval(code, names)
            if code.co_flags & inspect.CO_COROUTINE:
                await waiting
    finally:
        sys.displayhook = display
    return printed.getvalue()


def show(value: object) -> None:
    if value is not None:
        print(repr(value))
