"""schema.graphql takes every operation that the installed official client can send."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
import wandb
from graphql import (
    GraphQLInputObjectType,
    GraphQLSchema,
    NoUnusedVariablesRule,
    build_schema,
    parse,
    specified_rules,
    validate,
)
from pydantic import BaseModel

from tests.conformance.official_operations import Collected, collect

ROOT = Path(__file__).parents[2]
OPERATIONS = collect()

# Rules of GraphQL that the official documents break themselves.
BROKEN_RULES = {NoUnusedVariablesRule: "some documents declare variables that they do not use"}
RULES = [rule for rule in specified_rules if rule not in BROKEN_RULES]

# Operations left out, and why. An entry that validates after all is an error too.
LEFT_OUT: dict[str, str] = {}


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema.graphql").read_text())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_an_official_operation_is_valid(schema: GraphQLSchema, operation: Collected) -> None:
    errors = [error.message for error in validate(schema, parse(operation.text), RULES)]
    if operation.name in LEFT_OUT:
        assert errors, "it validates: take it out of LEFT_OUT"
    else:
        assert errors == []


@pytest.mark.parametrize(
    ("source", "least"),
    [("_generated/operations.py", 70), (".py", 110), ("wandb-core", 40)],
)
def test_every_source_is_found(source: str, least: int) -> None:
    assert sum(each.source.endswith(source) for each in OPERATIONS) >= least


def official_inputs() -> list[tuple[str, type[BaseModel]]]:
    """The input objects that the official client can fill."""
    packages = ("wandb.apis", "wandb.sdk.artifacts", "wandb.automations", "wandb.sdk.internal")
    generated = [importlib.import_module(f"{package}._generated") for package in packages]
    modules = [
        importlib.import_module(f"{package.__name__}.{info.name}")
        for package in generated
        for info in pkgutil.iter_modules(package.__path__)
    ]
    found = {
        name: kind
        for module in modules
        for name, kind in vars(module).items()
        if name.endswith("Input") and inspect.isclass(kind) and issubclass(kind, BaseModel)
    }
    return sorted((name, kind) for name, kind in found.items() if kind.model_fields)


INPUTS = official_inputs()


@pytest.mark.parametrize(("name", "kind"), INPUTS, ids=[name for name, _ in INPUTS])
def test_an_official_input_fits(schema: GraphQLSchema, name: str, kind: type[BaseModel]) -> None:
    ours = schema.type_map.get(name)
    if not isinstance(ours, GraphQLInputObjectType):
        pytest.fail(f"schema.graphql has no input {name}")
    sent = {field.alias or key for key, field in kind.model_fields.items()}
    assert sent - set(ours.fields) == set()


def test_the_official_client_is_the_one_we_compare_with() -> None:
    assert wandb.__version__ == "0.31.0"
