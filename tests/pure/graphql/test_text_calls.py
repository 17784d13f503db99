"""Calls of GraphQL text: what is refused before anything is sent, and how data is read."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NotRequired, Optional, TypedDict

import pytest
from pydantic import BaseModel

from runql._graphql.text_calls import call_of_text
from runql._wire.protocol import ServerResponse, decode
from runql.errors import DataValidationError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from runql_graphql.calls import Call

VIEWER = "query Who { viewer { username } }"


class Viewer(TypedDict):
    username: str


class AsDict(TypedDict):
    viewer: Viewer


class Team(TypedDict, total=False):
    name: str
    admins: list[Viewer] | None


class Nested(TypedDict):
    teams: list[Team | None]
    first: NotRequired[Optional[Team]]  # noqa: UP045 - the older spelling is to work too


@dataclass
class ViewerData:
    username: str


@dataclass
class AsDataclass:
    viewer: ViewerData


class ViewerModel(BaseModel):
    username: str


class AsModel(BaseModel):
    viewer: ViewerModel


def made(text: str, variables: Any = None, kind: Any = None, **options: Any) -> Call[Any]:
    given: dict[str, Any] = {"operation": None, "mutation": False, "validate": True, **options}
    return call_of_text(text, variables, kind, **given)


def read(call: Call[Any], body: bytes) -> Any:
    return decode(call, ServerResponse(200, {}, body))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (None, {"viewer": {"username": "ann"}}),
        (AsDict, {"viewer": {"username": "ann"}}),
        (AsDataclass, AsDataclass(ViewerData("ann"))),
        (AsModel, AsModel(viewer=ViewerModel(username="ann"))),
    ],
)
def test_data_is_read_as_the_type(kind: Any, expected: object) -> None:
    body = b'{"data": {"viewer": {"username": "ann"}}}'
    assert read(made(VIEWER, kind=kind), body) == expected


def test_typed_dicts_nest() -> None:
    text = "query Who { teams: viewer { name admins: teams { username: id } } first: viewer { name: id admins: teams { username: id } } }"
    call = made(text, kind=Nested, validate=False)
    data = {"teams": [{"name": "a", "admins": [{"username": "b"}]}, {"admins": None}, None]}
    assert read(call, json.dumps({"data": data}).encode()) == data
    with pytest.raises(DataValidationError, match=r"teams\.0\.admins\.0\.username"):
        read(call, b'{"data": {"teams": [{"admins": [{}]}]}}')


@dataclass
class Person:
    usrname: str = ""


class Edge(BaseModel):
    node: Person | None = None


@dataclass
class Page:
    edges: list[Edge]


class Teams(BaseModel):
    teams: Page | None


class Misspelt(BaseModel):
    viewer: Teams | None


def test_a_field_of_the_type_that_is_not_selected_is_refused() -> None:
    text = "query Who { viewer { teams { edges { node { ...Bit } } } } } fragment Bit on Entity { username: name }"
    with pytest.raises(
        UsageError, match=r"'viewer\.teams\.edges\.node\.usrname', which Who does not"
    ) as caught:
        made(text, kind=Misspelt)
    assert "Did you mean 'username'?" in str(caught.value)
    assert made(text.replace("username", "usrname"), kind=Misspelt).operation.name == "Who"


def test_plain_data_is_what_the_server_sent() -> None:
    body = b'{"data": {"viewer": {"n": 12345678901234567890, "x": NaN, "y": [null, 1.5]}}}'
    data = read(made(VIEWER), body)["viewer"]
    assert data["n"] == 12345678901234567890
    assert data["x"] != data["x"]
    assert data["y"] == [None, 1.5]


def test_data_that_does_not_fit_the_type_says_where() -> None:
    with pytest.raises(
        DataValidationError, match=r"to Who does not match AsModel: viewer\.username"
    ):
        read(made(VIEWER, kind=AsModel), b'{"data": {"viewer": {"username": 1}}}')


@pytest.mark.parametrize("kind", [int, "text", list[int], dict])
def test_other_types_are_refused(kind: Any) -> None:
    with pytest.raises(UsageError, match="pydantic model, a dataclass or a TypedDict"):
        made(VIEWER, kind=kind)


def test_a_type_that_is_not_complete_is_refused() -> None:
    class Broken(BaseModel):
        viewer: Nowhere  # type: ignore[name-defined]  # noqa: F821

    with pytest.raises(UsageError, match="type=Broken does not support JSON"):
        made(VIEWER, kind=Broken)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{ viewer { usrname } }",
            r"line 1, column 12: Cannot query field 'usrname' on type 'User'\.",
        ),
        ("{ viewer { usrname } }", "Did you mean 'username'"),
        ("{ viewer { usrname } }", "Fields of User: "),
        ('{ project(nme: "a") { id } }', "Did you mean 'name'"),
        (
            '{ project(nme: "a") { id } }',
            r"Arguments of Query\.project: entityName, internalId, name\.",
        ),
        ("{ viewer { ...Missing } }", "Unknown fragment 'Missing'"),
        ("{ viewer { ... on Usr { id } } }", "Did you mean 'User'"),
        ("query A($x: String) { viewer { id } }", "never used"),
        ("{ viewer }", "must have a selection"),
        ("{ a: viewer { x } b: viewer { y } c: viewer { z } }", "2 more problems follow"),
    ],
)
def test_text_that_the_schema_refuses_is_not_sent(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        made(text)


def test_unvalidated_text_is_sent_as_it_is() -> None:
    text = "query A {\n  viewer { usrname } # odd\n}"
    assert made(text, validate=False).operation.document == text


def test_another_schema_judges_when_it_is_given(tmp_path: Path) -> None:
    schema = tmp_path / "mine.graphql"
    schema.write_text("type Query { own: Int }")
    assert made("{ own }", validate=schema).operation.kind == "query"
    with pytest.raises(UsageError, match="Cannot query field 'viewer'"):
        made(VIEWER, validate=schema)
    schema.write_text("type Query { own: Int, viewer: Int }")
    assert made("query Who { viewer }", validate=str(schema)).operation.name == "Who"


def test_a_file_that_is_no_schema_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "mine.graphql").write_text("type Query {\n  own Int }")
    with pytest.raises(UsageError, match=r"mine\.graphql:2:7"):
        made(VIEWER, validate=tmp_path / "mine.graphql")
    with pytest.raises(OSError, match="Cannot read the schema"):
        made(VIEWER, validate=tmp_path / "none.graphql")


STOP = "mutation Stop($id: ID!) { stopRun(input: {id: $id}) { success } }"


@pytest.mark.parametrize("validate", [True, False])
def test_mutations_have_to_be_meant(validate: bool) -> None:
    with pytest.raises(UsageError, match="Stop is a mutation"):
        made(STOP, {"id": "x"}, validate=validate)
    assert made(STOP, {"id": "x"}, mutation=True, validate=validate).operation.kind == "mutation"
    with pytest.raises(UsageError, match="is a query"):
        made(VIEWER, mutation=True, validate=validate)
    with pytest.raises(UsageError, match="subscription"):
        made("subscription A { viewer { id } }", mutation=True, validate=validate)


@pytest.mark.parametrize("validate", [True, False])
def test_names_of_variables_are_checked(validate: bool) -> None:
    text = "query A($name: String!, $owner: String) { project(name: $name, entityName: $owner) { id } }"
    with pytest.raises(UsageError, match="Did you mean 'owner'"):
        made(text, {"name": "a", "ownr": "b"}, validate=validate)
    with pytest.raises(UsageError, match="requires a value for the variable 'name'"):
        made(text, {"owner": "b"}, validate=validate)


def test_values_of_variables_are_checked() -> None:
    text = "query A($first: Int) { viewer { teams(first: $first) { edges { node { id } } } } }"
    with pytest.raises(UsageError, match=r"Invalid variables of A: .*Int cannot represent"):
        made(text, {"first": "many"})
    with pytest.raises(UsageError, match="must be JSON values"):
        made(text, {"first": object()})


def test_the_chosen_operation_is_sent_with_its_fragments_alone() -> None:
    text = (
        "fragment Name on User { username } fragment Other on User { id }"
        " query One { viewer { ...Name } } query Two { viewer { ...Other } }"
    )
    call = made(text, operation="One")
    assert call.operation.document == (
        "query One {\n  viewer {\n    ...Name\n  }\n}\n\nfragment Name on User {\n  username\n}"
    )


def test_a_text_without_a_name_has_one_when_it_is_sent() -> None:
    call = made("{ viewer { username } }")
    assert call.operation.name == "Unnamed"
    assert call.operation.document.startswith("query Unnamed {")


def test_validation_names_the_extra_that_it_requires() -> None:
    code = (
        "import sys; sys.modules['graphql'] = None\n"
        "from importlib import util; find = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'graphql' else find(name, *rest)\n"
        "from runql import Api\n"
        "api = Api('x' * 40)\n"
        f"print(api.graphql.call({VIEWER!r}, validate=False))\n"
        f"api.graphql.call({VIEWER!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "<Call Who>\n"
    assert "MissingDependencyError" in done.stderr
    assert "pip install 'runql[codegen]'" in done.stderr


def test_nothing_of_graphql_core_is_loaded_without_validation() -> None:
    code = (
        "import sys; from runql import Api\n"
        f"Api('x' * 40).graphql.call({VIEWER!r}, validate=False); print('graphql' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
