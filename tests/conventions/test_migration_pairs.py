"""Replacements on the page for users of wandb exist: names are read, and arguments bound, on objects of the demo."""

from __future__ import annotations

import ast
import functools
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import runql
import runql.automations
import runql.errors
import runql.filters
import runql.media
import runql.reports
from runql import Api, Artifact, Settings
from tests.conventions.docs_demo import serve_demo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE = Path(__file__).parents[2] / "docs" / "coming-from-wandb.md"
# Words that stand for an object of a kind that differs from row to row, and calls that make objects without a request.
WORDS = {"item", "wandb", "to_pandas"}
LOCAL = {"new_draft"}
FUNCTIONS = {"enumerate", "isinstance", "len"}


def written() -> list[str]:
    """Return the code of the column "write" that begins with the name of an object."""
    rows = [line.split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    cells = [row[1] for row in rows if len(row) == 4 and row[0].startswith("| `")]
    codes = {code for cell in cells for code in re.findall(r"`([^`]+)`", cell)}
    return sorted(code for code in codes if re.match(r"[a-z_]+[.(]", code))


def parsed(code: str) -> list[ast.expr]:
    """Return the expressions of a cell, in which `…` and values that are left out are an ellipsis."""
    text = re.sub(r"=(?=[,)])", "=...", code).replace("…", "...")
    text = re.sub(r" (in a|or a|of|and) .*| or list.*", "", text)
    tree = ast.parse(text)
    found: list[ast.expr] = []
    for node in tree.body:
        if isinstance(node, ast.Assign):
            found += node.targets
        elif isinstance(node, ast.Expr):
            found += node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    return [each for each in found if not is_ellipsis(each)]


def is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


class Reader:
    """Reads expressions on objects of the demo; calls that could change something are bound and not made."""

    def __init__(self, objects: Mapping[str, object], draft: Artifact) -> None:
        self.objects, self.draft = objects, draft

    def read(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Name):
            return self.objects[node.id]
        if isinstance(node, ast.Attribute):
            owner = self.read(node.value)
            if owner is self.objects["artifact"] and not has(type(owner), node.attr):
                owner = self.draft  # the page calls a draft an artifact too
            if isinstance(owner, type):
                assert has(owner, node.attr), f"{owner.__name__} has no {node.attr}"
                found = getattr(owner, node.attr, None)
                return functools.partial(found, None) if inspect.isfunction(found) else found
            return getattr(owner, node.attr)
        if isinstance(node, ast.Call):
            return self.call(node)
        if isinstance(node, ast.Subscript):
            found = self.read(node.value)  # nothing where a call was not made
            return None if found is None else found[ast.literal_eval(node.slice)]
        if isinstance(node, ast.BinOp):
            return self.read(node.left)
        if isinstance(node, ast.BoolOp):
            return [self.read(each) for each in node.values]
        return ast.literal_eval(node)

    def call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            return self.read(node.args[0])
        function = self.read(node.func)
        assert callable(function), f"{ast.unparse(node.func)} is no method"
        left_out = any(map(is_ellipsis, node.args))
        given = [each for each in node.args if not is_ellipsis(each)]
        named = [each.arg for each in node.keywords if each.arg is not None]
        signature = inspect.signature(function)
        bind = signature.bind_partial if left_out or named else signature.bind
        bind(*given, **dict.fromkeys(named, ...))
        if isinstance(node.func, ast.Attribute) and node.func.attr in LOCAL:
            return function()
        # Inside the package a version of an artifact is called what users call LoggedArtifact.
        returned = str(signature.return_annotation).partition("[")[0]
        return getattr(runql, {"Artifact": "LoggedArtifact"}.get(returned, returned), None)


def has(kind: type, name: str) -> bool:
    return any(
        name in vars(base) or name in vars(base).get("__annotations__", {}) for base in kind.__mro__
    )


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """The objects that the page calls `run`, `artifact` and so on."""
    with serve_demo(tmp_path_factory.mktemp("demo")) as demo:
        environment = demo.environment
        settings = Settings(
            base_url=environment["WANDB_BASE_URL"], api_key=environment["WANDB_API_KEY"]
        )
        with Api(settings=settings) as api:
            artifact = api.artifact("sandbox/mnist/model:latest")
            sweep = api.sweeps("sandbox/mnist")[0]
            report = api.reports("sandbox/mnist")[0]
            run = api.run("sandbox/mnist/demo0021")
            team = api.team(next(name for name in api.viewer.teams if name != "sandbox"))
            collection = artifact.collection
            types = api.artifact_types("sandbox/mnist")
            agents = sweep.agents()
            yield {
                "runql": runql,
                "errors": runql.errors,
                "media": runql.media,
                "api": api,
                "run": run,
                "runs": api.runs("sandbox/mnist"),
                "artifact": artifact,
                "sweep": sweep,
                "report": report,
                "team": team,
                "member": team.members[0],
                "user": api.viewer,
                "project": api.project("sandbox/mnist"),
                "collection": collection,
                "artifact_type": types[0],
                "registries": api.registries("sandbox-org"),
                "registry": api.registries("sandbox-org")[0],
                "file": artifact.files()[0],
                "table": runql.media.Table,
                "versions": collection.artifacts(),
                "projects": api.projects("sandbox"),
                "line": next(iter(run.console_logs())),
                "automation": next(iter(api.automations("sandbox"))),
                "webhook": runql.WebhookIntegration,
                "organization": runql.Organization,
                "entry": runql.ArtifactEntry,
                "agent": agents[0] if agents else runql.Agent,
            }


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_what_the_page_says_to_write_is_there(objects: dict[str, object]) -> None:
    reader, read, unknown = Reader(objects, Artifact("weights", "model")), 0, set[str]()
    faults: list[str] = []
    for code in written():
        root = re.split(r"[.(]", code, maxsplit=1)[0]
        if root not in {*objects, *FUNCTIONS}:
            unknown.add(root)
            continue
        try:
            for each in parsed(code):
                reader.read(each)
                read += 1
        except (AssertionError, AttributeError, KeyError, SyntaxError, TypeError) as error:
            faults.append(f"{code}: {type(error).__name__}: {error}")
    assert "\n".join(faults) == ""
    assert unknown <= WORDS
    assert read > 150
