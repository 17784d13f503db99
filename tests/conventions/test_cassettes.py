"""Cassettes hold no secrets, belong to a test, and ask what the generated code asks."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
import yaml
from runql_graphql import ops
from runql_graphql.calls import Operation

TESTS = Path(__file__).parents[1]
CASSETTES = sorted((TESTS / "cassettes").rglob("*.yaml"))

SECRETS = re.compile(
    r"authorization|set-cookie|api[_-]?key:|[\w.]+@(?!sandbox\.invalid)[\w-]+\.\w+"
    r"|127\.0\.0\.1|signature=|/home/|/root/|/tmp/",
    re.IGNORECASE,
)


# libyaml's loader reads the same in a tenth of the time.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def generated_documents() -> dict[str, str]:
    """The texts that are sent, by operation."""
    found = walk_packages(ops.__path__, f"{ops.__name__}.")
    modules = [import_module(each.name) for each in found]
    values = [value for module in modules for value in vars(module).values()]
    return {each.name: each.document for each in values if isinstance(each, Operation)}


@cache
def functions_of(module: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.AsyncFunctionDef)
    }


def names(path: Path) -> str:
    return path.relative_to(TESTS / "cassettes").as_posix()


@pytest.mark.parametrize("path", CASSETTES, ids=names)
def test_a_cassette_holds_no_secret_and_no_address(path: Path) -> None:
    text = path.read_text()
    found = [match.group() for match in SECRETS.finditer(text)]
    assert not found


@pytest.mark.parametrize("path", CASSETTES, ids=names)
def test_a_cassette_belongs_to_a_test(path: Path) -> None:
    functions = functions_of(TESTS / "_async" / f"test_{path.parent.name}.py")
    assert f"test_{path.stem.partition('[')[0]}" in functions


@pytest.mark.parametrize("path", CASSETTES, ids=names)
def test_a_cassette_asks_what_the_generated_code_asks(path: Path) -> None:
    documents = generated_documents()
    for exchange in yaml.load(path.read_text(), Loader)["interactions"] or []:
        if exchange["request"]["uri"].endswith("/graphql"):
            body = json.loads(exchange["request"]["body"])
            assert body["query"] == documents[body["operationName"]], "stale: run make record"
