"""Public names are listed, sorted, the same for sync and async, and drawn if they are errors."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import runql
from runql import Settings, errors
from runql._public_names import EXPORTS

MODULES = [
    "runql",
    "runql.automations",
    "runql.errors",
    "runql.filters",
    "runql.media",
    "runql.ray",
    "runql.reports",
    "runql.settings",
    "runql.testing",
]
VARIANT_PAIRS = [
    name
    for name in runql.__all__
    if name.startswith("Async") and inspect.isclass(getattr(runql, name))
]


@pytest.mark.parametrize("name", MODULES)
def test_exports_are_sorted_and_exist(name: str) -> None:
    module = importlib.import_module(name)
    assert list(module.__all__) == sorted(set(module.__all__))
    assert all(hasattr(module, each) for each in module.__all__)


def test_every_name_has_a_home_and_no_other_is_there() -> None:
    assert set(runql.__all__) == set(EXPORTS)
    assert set(dir(runql)) >= {*runql.__all__, "errors", "filters", "settings"}
    with pytest.raises(AttributeError, match="Typo"):
        runql.Typo  # type: ignore[attr-defined]  # noqa: B018


def test_sync_and_async_load_nothing_of_each_other() -> None:
    for name, other in (("Api", "_async"), ("AsyncApi", "_sync")):
        code = f"import sys, runql; runql.{name}; print([m for m in sys.modules if '{other}' in m])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("name", VARIANT_PAIRS)
def test_sync_and_async_have_the_same_attributes(name: str) -> None:
    asynchronous = public(getattr(runql, name))
    source = getattr(runql, name).__module__.replace("._async.", "._sync.")
    synchronous = public(getattr(importlib.import_module(source), name.removeprefix("Async")))
    renamed = {each.replace("aclose", "close") for each in asynchronous}
    # A list's length and items are a sequence's own protocol in sync code.
    assert renamed - synchronous <= {"get", "slice"}
    assert synchronous - renamed <= {"count", "index"}


def test_every_error_is_drawn_in_the_tree() -> None:
    drawing = errors.__doc__ or ""
    drawn = dict.fromkeys(re.findall(r"^[│├└─ ]*(\w+Error)", drawing, flags=re.MULTILINE))
    assert sorted(drawn) == [name for name in errors.__all__ if name.endswith("Error")]


def test_the_page_on_errors_has_the_same_tree() -> None:
    page = (Path(__file__).parents[2] / "docs" / "errors.md").read_text()
    assert (errors.__doc__ or "").partition("\n\n")[2].rstrip() in page


def test_the_page_on_errors_says_of_every_class_what_to_do() -> None:
    page = (Path(__file__).parents[2] / "docs" / "errors.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", page, flags=re.MULTILINE)
    assert sorted(rows) == [name for name in errors.__all__ if name.endswith(("Error", "Warning"))]


def test_the_page_on_settings_has_every_setting_with_its_default() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    shown = re.findall(r"^\| `([\w.]+)` \| ([^|]+?) \|", page, flags=re.MULTILINE)
    settings = Settings()
    # The source of a key is found, and the others are tables of their own.
    expected = [
        (f"{prefix}{each.name}", f"`{getattr(values, each.name)!r}`")
        for prefix, values in (
            ("", settings),
            ("timeouts.", settings.timeouts),
            ("retry.", settings.retry),
        )
        for each in fields(values)
        if each.name not in ("api_key_source", "timeouts", "retry")
    ]
    assert shown == expected


def test_the_drawing_shows_who_derives_from_whom() -> None:
    stack: list[tuple[int, type[Exception]]] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.search(r"\w+Error", line)
        if found is None or not re.match(r"^[│├└─ ]*\w+Error", line):
            continue
        kind: type[Exception] = getattr(errors, found.group())
        while stack and stack[-1][0] >= found.start():
            stack.pop()
        if stack:
            assert issubclass(kind, stack[-1][1]), line
        stack.append((found.start(), kind))


def public(kind: type) -> set[str]:
    return {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}
