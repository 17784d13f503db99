"""Errors of calls with wrong arguments name the valid arguments."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest

import runql
from runql import plots
from runql._plots.chart import Chart
from runql._wandb_names.binding import unbound

if TYPE_CHECKING:
    from collections.abc import Callable

SETTINGS: dict[str, Any] = {"api_key": "x" * 40, "base_url": "http://127.0.0.1:9"}


@pytest.fixture
def api() -> runql.Api:
    return runql.Api(**SETTINGS)


SAID: dict[str, tuple[Callable[[runql.Api], object], str]] = {
    "singular": (
        lambda api: api.runs("e/p", filter={}),  # type: ignore[call-arg]
        "Api.runs() got an unexpected keyword argument 'filter'. Use filters=.",
    ),
    "plural": (
        lambda api: api.artifact("e/p/a:v0", types="model"),  # type: ignore[call-arg]
        "Api.artifact() got an unexpected keyword argument 'types'. Use type=.",
    ),
    "another client's word": (
        lambda api: api.runs("e/p", sort="-created_at"),  # type: ignore[call-arg]
        "Api.runs() got an unexpected keyword argument 'sort'. Use order=.",
    ),
    "nothing like it": (
        lambda api: api.run("e/p/r", zebra=1),  # type: ignore[call-arg]
        "Api.run() got an unexpected keyword argument 'zebra'. "
        "It accepts: path=, fields=, config=, summary=.",
    ),
    "too many by position": (
        lambda api: api.run("e/p/r", 1, 2),  # type: ignore[call-arg, arg-type]
        "Api.run() takes at most 1 argument by position (path), got 3. "
        "Pass by name: fields=, config=, summary=.",
    ),
    "too few": (
        lambda api: api.run(),  # type: ignore[call-arg]
        "Api.run() missing 1 required positional argument: 'path'",
    ),
    "the client": (
        lambda _: runql.Api(entty="e", **SETTINGS),  # type: ignore[call-arg]
        "Api() got an unexpected keyword argument 'entty'. Use entity=.",
    ),
    "a function": (
        lambda _: plots.lineage(None, titel="x"),  # type: ignore[arg-type, call-arg]
        "lineage() got an unexpected keyword argument 'titel'. Use title=.",
    ),
    "a method of a chart": (
        lambda _: Chart({}, [], "a chart").save("x.svg", theme_="dark"),  # type: ignore[call-arg]
        "Chart.save() got an unexpected keyword argument 'theme_'.",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_an_unknown_argument_is_answered_with_the_one_that_is_meant(
    name: str, api: runql.Api
) -> None:
    call, said = SAID[name]
    with pytest.raises(TypeError) as caught:
        call(api)
    assert str(caught.value).startswith(said)


async def test_async_calls_say_the_same() -> None:
    async with runql.AsyncApi(**SETTINGS) as api:
        with pytest.raises(TypeError, match=r"AsyncApi\.run\(\) got .* 'pth'. Use path=\."):
            await api.run(pth="e/p/r")  # type: ignore[call-arg]


def _methods() -> list[tuple[str, Callable[..., Any]]]:
    found: list[tuple[str, Callable[..., Any]]] = []
    for exported in runql.__all__:
        kind = getattr(runql, exported)
        if not inspect.isclass(kind) or issubclass(kind, Exception):
            continue
        found += [
            (f"{exported}.{name}", inspect.unwrap(method))
            for name, method in inspect.getmembers(kind, inspect.isfunction)
            if hasattr(method, "__runql_accepts_wandb__")
        ]
    return found


def test_a_lost_last_letter_is_found_in_every_call() -> None:
    wrong: list[str] = []
    for called, method in _methods():
        kinds = inspect.signature(method).parameters
        if any(each.kind is inspect.Parameter.VAR_KEYWORD for each in kinds.values()):
            continue
        names = [
            name
            for name, each in kinds.items()
            if name != "self" and each.kind is not inspect.Parameter.VAR_POSITIONAL
        ]
        for name in names:
            typed = name[:-1]
            if len(name) > 4 and typed not in names:
                said = str(unbound(method, called, (), [typed], TypeError()))
                if not said.endswith(f"Use {name}=."):
                    wrong.append(f"{said} (meant: {name})")
    assert wrong == []
    assert len(_methods()) > 400
