"""Values of wrong types in every argument of every public method: an error of runql, and no request."""

from __future__ import annotations

import inspect
import math
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pytest

import runql
from runql._async._client.requester import AsyncRequester
from runql._sync._client.requester import Requester
from runql._transfer._engine.connections import Connections
from runql.errors import RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from runql.testing import Sandbox

VALUES: Final[dict[str, object]] = {
    "integer": 7,
    "none": None,
    "bytes": b"x",
    "huge": 10**400,
    "nan": math.nan,
    "empty": "",
    "surrogate": "a\ud800b",
    "null_character": "a\0b",
    "numpy_float": np.float64(1.5),
    "numpy_integer": np.int64(-3),
    "object": object(),
    "dict": {"a": object()},
    "list": [1, None],
    "negative": -1,
    "surrogates": ["\ud800"],
    "array": np.arange(3),
}
NEVER_TEXT: Final = {"bytes", "nan", "object", "dict", "list", "array", "integer", "surrogate"}
"""Values that no argument takes that is a string."""

LIST_PROTOCOL: Final = {"count", "index"}
"""Methods of every sequence, which raise what those of a list raise."""

NAMES: Final = [
    "Api",
    "Run",
    "Runs",
    "Artifact",
    "LoggedArtifact",
    "Entry",
    "Sweep",
    "Project",
    "Report",
    "Collection",
    "Team",
    "Registry",
]


class Sent(BaseException):
    """A request would have been sent."""


def refuse(*_arguments: object, **_named: object) -> None:
    raise Sent


@pytest.fixture(scope="module")
def objects(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """One object of each kind."""
    user = sandbox.create_user("wrong-arguments")
    folder, path = tmp_path_factory.mktemp("wrong"), f"{user.entity}/wrong"
    (folder / "f.txt").write_text("x")
    with sandbox.api(user) as api:
        run = api.create_run(path, run_id="r", config={"a": 1})
        draft = runql.Artifact("art", "dataset")
        draft.add_file(folder / "f.txt")
        run.log_artifact(draft)
        version = api.artifact(f"{path}/art:v0")
        plan = {"method": "random", "parameters": {"x": {"values": [1]}}}
        yield {
            "Api": api,
            "Run": run,
            "Runs": api.runs(path),
            "Artifact": runql.Artifact("b", "dataset"),
            "LoggedArtifact": version,
            "Entry": version.get_entry("f.txt"),
            "Sweep": api.create_sweep(plan, path),
            "Project": api.project(path),
            "Report": api.create_report(path, "T"),
            "Collection": api.artifact_collection("dataset", f"{path}/art"),
            "Team": api.create_team("wrong-arguments-team"),
            "Registry": api.create_registry("wrong-arguments", visibility="organization"),
        }


def methods(owner: object) -> Iterator[tuple[str, Callable[..., object]]]:
    for name in dir(type(owner)):
        static = inspect.getattr_static(type(owner), name)
        if not name.startswith("_") and inspect.isfunction(static) and name not in LIST_PROTOCOL:
            yield name, getattr(owner, name)


def plausible(parameter: inspect.Parameter, folder: Path) -> object:
    """Return a value that a parameter may have, so that others can be wrong."""
    kind = str(parameter.annotation)
    if parameter.name == "path":
        return "entity/project"
    if any(f"{each}[str]" in kind for each in ("Sequence", "Iterable", "list")):
        return ["a"]
    if "Mapping" in kind or "dict" in kind:
        return {"a": 1}
    if parameter.name in ("to", "root"):
        return str(folder / "to")
    return 1 if kind.startswith(("int", "float")) else "a"


def call(method: Callable[..., object], chosen: str, value: object, folder: Path) -> None:
    """Call a method with one wrong value, and begin to read what it returns."""
    args, named = list[object](), dict[str, object]()
    for each in inspect.signature(method).parameters.values():
        if each.kind is each.VAR_KEYWORD:
            continue
        if each.kind is each.VAR_POSITIONAL:
            args += [value] if each.name == chosen else []
        elif each.name == chosen or each.default is each.empty:
            given = value if each.name == chosen else plausible(each, folder)
            if each.kind is each.POSITIONAL_ONLY:
                args.append(given)
            else:
                named[each.name] = given
    found: Any = method(*args, **named)
    if hasattr(found, "__next__"):
        next(found, None)
    elif callable(getattr(found, "first", None)):
        found.first()


@pytest.mark.parametrize("name", NAMES)
def test_wrong_values_are_refused(
    objects: dict[str, Any], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, function in (
        (Requester, "request"),
        (AsyncRequester, "request"),
        (Connections, "open"),
    ):
        monkeypatch.setattr(kind, function, refuse)
    monkeypatch.chdir(tmp_path)
    raw: list[str] = []
    sent: list[str] = []
    tried = 0
    for method_name, method in methods(objects[name]):
        for parameter in inspect.signature(method).parameters.values():
            is_text = str(parameter.annotation).split(" | ")[0] == "str"
            for label, value in VALUES.items():
                tried += 1
                where = f"{name}.{method_name}({parameter.name}={label})"
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    try:
                        with suppress(RunQLError):
                            call(method, parameter.name, value, tmp_path)
                    except Sent:
                        if label == "surrogate" or (is_text and label in NEVER_TEXT):
                            sent.append(where)
                    except Exception as error:  # noqa: BLE001 - what must not leave a call
                        raw.append(f"{where}: {type(error).__name__}: {error}"[:200])
    assert raw == []
    assert sent == []
    assert tried > 0
