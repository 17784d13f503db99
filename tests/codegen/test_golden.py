"""The generated code of a small schema with every known difficulty."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from graphql import build_schema, parse, print_ast, validate
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from runql._codegen.queries.sources import read_sources

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

GOLDEN = Path(__file__).parent / "golden"

MODULES = [
    "get_first.py",
    "get_named.py",
    "get_named_fully.py",
    "get_person.py",
    "list_people.py",
    "search_everything.py",
    "upsert_person.py",
    "delete_person.py",
    "enums.py",
    "inputs.py",
    "client.py",
    "async_client.py",
    "documents/friends/circle.py",
    "documents/people.py",
    "fragments/friends/__init__.py",
    "fragments/friends/circle.py",
    "fragments/people.py",
    "fragments/search.py",
    "search_circles.py",
    "ops/friends/__init__.py",
    "ops/friends/circle.py",
    "ops/people.py",
    "ops/search.py",
    "client_methods/friends/circle.py",
    "client_methods/search.py",
    "async_client_methods/friends/circle.py",
    "async_client_methods/search.py",
]


class TextExtension(SingleFileSnapshotExtension):
    # Not `py`: pytest would collect the snapshots of modules named test_*.
    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def text(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextExtension)


@pytest.mark.parametrize("module", MODULES, ids=lambda name: name.replace("/", "-"))
def test_a_generated_module_is_as_before(
    golden_package: Path, module: str, text: SnapshotAssertion
) -> None:
    assert (golden_package / module).read_text(encoding="utf-8") == text


def test_no_other_module_appears(golden_package: Path, text: SnapshotAssertion) -> None:
    files = sorted(
        path.relative_to(golden_package).as_posix() for path in golden_package.rglob("*.*")
    )
    assert "\n".join(file for file in files if "__pycache__" not in file) == text


def test_every_file_names_its_source_and_its_command(golden_package: Path) -> None:
    for path in golden_package.rglob("*.py"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# Generated from "), path
        assert first.endswith(" by `make generate`. Do not edit."), path


def _operations(package: Path) -> list[Any]:
    found: list[Any] = []
    for stem in ("friends.circle", "people", "search"):
        module = importlib.import_module(f"{package.name}.ops.{stem}")
        found += [getattr(module, name) for name in module.__all__ if name.isupper()]
    return found


def test_every_document_is_sent_as_it_was_written(golden_package: Path) -> None:
    written = {each.name: print_ast(each.node) for each in read_sources(GOLDEN / "queries")}
    operations = _operations(golden_package)
    assert len(operations) == 12
    for operation in operations:
        for node in parse(operation.document).definitions:
            assert print_ast(node) == written[node.name.value]  # type: ignore[attr-defined]


def test_every_document_stands_alone(golden_package: Path) -> None:
    schema = build_schema((GOLDEN / "schema.graphql").read_text(encoding="utf-8"))
    for operation in _operations(golden_package):
        assert validate(schema, parse(operation.document)) == [], operation.name


def test_a_quoted_literal_survives(golden_package: Path) -> None:
    people = importlib.import_module(f"{golden_package.name}.ops.people")
    definition: Any = parse(people.GET_PERSON.document).definitions[0]
    (field,) = definition.selection_set.selections
    note = next(each for each in field.arguments if each.name.value == "note")
    assert note.value.value == 'it\'s a "note"\nof two lines \\ with a backslash'
