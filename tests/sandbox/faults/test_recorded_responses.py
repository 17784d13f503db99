"""Recorded responses with one fault each: public calls raise only runql's own errors.

The tests on cassettes are the public calls. Each runs again with one field of one answer set to null, dropped, or
changed to another type or an impossible value. What the test asserts then is of no interest, but which error it meets is.
"""

from __future__ import annotations

import copy
import inspect
import json
import random
import time
import traceback
import warnings
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import httpx
import pytest
import yaml

from runql import Api, RetryPolicy, Settings, Timeouts
from runql.errors import RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TESTS = Path(__file__).parents[2]
SOURCE = str(TESTS.parent / "src" / "runql")
SEED = 20261128
SECONDS = 15
FAULTS = 250

VALUES: tuple[object, ...] = (
    None, True, -1, 0, 10**30, 1.5, "", "x", "{", "\ud800", "9" * 30, [], [None], {}, {"a": None},
    [{"node": None}], "0001-01-01T00:00:00", "[" * 3000,
)  # fmt: skip
DROPPED = object()

Step = str | int
Fault = tuple[int, tuple[Step, ...], object]


class Recorded:
    """A test of a cassette that sends only GraphQL requests, and its responses."""

    def __init__(self, name: str, run: Callable[..., object], exchanges: list[Any]) -> None:
        self.name = name
        self.run = run
        self.operations = [
            json.loads(each["request"]["body"])["operationName"] for each in exchanges
        ]
        self.bodies: list[Any] = [
            json.loads(each["response"]["body"]["string"]) for each in exchanges
        ]

    def faults(self, chance: random.Random) -> Iterator[Fault]:
        """Draw faults without end."""
        places = [
            (index, path) for index, body in enumerate(self.bodies) for path in paths(body, ())
        ]
        while places:
            yield (*chance.choice(places), chance.choice((DROPPED, *VALUES)))

    def play(self, fault: Fault) -> None:
        """Run the test on its responses with one fault."""
        answers = defaultdict[str, list[Any]](list)
        for index, (operation, body) in enumerate(zip(self.operations, self.bodies, strict=True)):
            answers[operation].append(spoilt(body, fault) if index == fault[0] else body)

        def answer(request: httpx.Request) -> httpx.Response:
            left = answers[json.loads(request.content)["operationName"]]
            if not left:
                raise httpx.ConnectError("nothing was recorded for this")
            return httpx.Response(200, content=json.dumps(left.pop(0)).encode())

        settings = Settings(
            base_url="http://wandb.test",
            api_key="0" * 40,
            entity="entity",
            retry=RetryPolicy(max_attempts=1),
            timeouts=Timeouts(total=5),
        )
        with (
            warnings.catch_warnings(),
            Api(settings=settings, transport=httpx.MockTransport(answer)) as api,
        ):
            warnings.simplefilter("ignore")
            self.run(api)


def paths(value: object, above: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """Iterate over the places of a JSON value."""
    if isinstance(value, dict):
        inner: list[tuple[Step, object]] = list(cast("dict[Step, object]", value).items())
    else:
        inner = list(enumerate(cast("list[object]", value))) if isinstance(value, list) else []
    for key, each in inner:
        yield (*above, key)
        yield from paths(each, (*above, key))


def spoilt(body: Any, fault: Fault) -> Any:
    changed = copy.deepcopy(body)
    owner = changed
    *above, last = fault[1]
    for step in above:
        owner = owner[step]
    if fault[2] is DROPPED:
        del owner[last]
    else:
        owner[last] = fault[2]
    return changed


@cache
def recorded() -> tuple[Recorded, ...]:
    found = []
    for path in sorted((TESTS / "_sync").glob("test_sync_*.py")):
        module = import_module(f"tests._sync.{path.stem}")
        folder = TESTS / "cassettes" / path.stem.removeprefix("test_sync_")
        for name, function in vars(module).items():
            cassette = folder / f"{name.removeprefix('test_')}.yaml"
            if not name.startswith("test_") or set(inspect.signature(function).parameters) != {
                "api"
            }:
                continue
            if cassette.is_file():
                text = cassette.read_text(encoding="utf-8")
                exchanges = yaml.load(text, Loader=yaml.CSafeLoader)["interactions"]
                if all(each["request"]["uri"].endswith("/graphql") for each in exchanges):
                    found.append(Recorded(f"{path.stem}::{name}", function, exchanges))
    return tuple(found)


def raw_error(error: BaseException) -> bool:
    """Return whether an error came out of runql, and is not one that a call may raise."""
    if isinstance(error, RunQLError | AssertionError | pytest.fail.Exception):
        return False
    frames = [
        each
        for each in traceback.extract_tb(error.__traceback__)
        if each.filename.startswith(SOURCE)
    ]
    if not frames:
        return False
    # Errors of a mapping, a list and an object for a missing key, item or attribute.
    absent = isinstance(error, KeyError | IndexError | AttributeError)
    return not (absent and frames[-1].name in ("__getitem__", "__getattr__", "get"))


def played(case: Recorded, fault: Fault) -> str | None:
    """Return what went wrong."""
    try:
        case.play(fault)
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - which ones come is what is tested
        if raw_error(error):
            where = traceback.extract_tb(error.__traceback__)
            at = next(each for each in reversed(where) if each.filename.startswith(SOURCE))
            value = "dropped" if fault[2] is DROPPED else repr(fault[2])[:40]
            return (
                f"{case.name}: {'.'.join(map(str, fault[1]))} = {value}: {type(error).__name__}: "
                f"{str(error)[:80]} ({at.filename.removeprefix(SOURCE)}:{at.lineno})"
            )
    return None


def test_only_errors_of_runql_leave_a_call_whose_answer_has_a_fault() -> None:
    chance, began, tried = random.Random(SEED), time.monotonic(), 0
    sources = [(case, case.faults(chance)) for case in recorded()]
    assert len(sources) > 50
    wrong = set[str]()
    for _ in range(FAULTS):
        case, faults = chance.choice(sources)
        if (fault := next(faults, None)) is not None and (told := played(case, fault)):
            wrong.add(told)
        tried += 1
        if time.monotonic() - began > SECONDS:
            break
    assert not wrong, "\n".join(sorted(wrong))
    assert tried > 30
