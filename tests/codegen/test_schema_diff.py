"""A new schema: what changed, whom it touches, and how it is read."""

from __future__ import annotations

import http.server
import json
import shutil
import threading
from functools import cache
from typing import TYPE_CHECKING, ClassVar

import pytest
from graphql import build_schema, introspection_from_schema, parse, print_schema

from codegen.__main__ import main
from codegen.schema.source import (
    BREAKS,
    FINE,
    REFUSED,
    SchemaSourceError,
    read_schema,
    run,
    sorted_sdl,
)
from runql._codegen.schema.diff import compare, render
from runql_sandbox.schema.as_of import schema_as_of
from tests.codegen.test_schema_snapshots import OWN, at_hand, refuses
from tests.codegen.test_schema_snapshots import ours as own_schema
from tests.codegen.test_schema_snapshots import server as server_schema
from tests.own_schema import QUERIES, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graphql import GraphQLSchema
    from syrupy.assertion import SnapshotAssertion

    from runql.testing import Sandbox

OLD = """
type Query { project(name: String): Project  viewer: User }
type Project { id: ID! sweepCount: Int user: User old: Int }
type User { id: ID! name: String }
input StopInput { id: ID! }
type Mutation { stop(input: StopInput!): Boolean }
enum State { running finished }
"""
NEW = """
type Query { project(name: String): Project  viewer: User }
type Project { id: ID! user: User! old: Int @deprecated(reason: "Use id.") fresh: Int }
type User { id: ID! name: String }
input StopInput { id: ID! reason: String! }
type Mutation { stop(input: StopInput!): Boolean }
enum State { running finished queued }
type Added { id: ID! }
"""
OPERATIONS = """
query GetProject($name: String) { project(name: $name) { id sweepCount old ...Owner } }
fragment Owner on Project { user { name } }
query GetViewer { viewer { name } }
mutation Stop($input: StopInput!) { stop(input: $input) }
"""


def test_the_report_names_changes_and_the_operations_they_touch(
    snapshot: SnapshotAssertion,
) -> None:
    report = compare(build_schema(OLD), build_schema(NEW), parse(OPERATIONS))
    assert render(report) == snapshot
    touched = {each.where: each.touches for each in report.changes}
    assert touched["Project.sweepCount"] == ("GetProject",)
    assert touched["Project.user"] == ("GetProject",)
    assert touched["Added"] == ()
    assert set(report.invalid) == {"GetProject"}
    assert report.deprecated == {"GetProject": ("Project.old",)}
    assert report.is_breaking_for_us


def test_an_operation_is_refused_with_its_first_reason() -> None:
    wrong = parse("query GetProject { project { gone missing(a: 1) } }")
    report = compare(build_schema(OLD), build_schema(OLD), wrong)
    assert report.invalid == {"GetProject": "Cannot query field 'gone' on type 'Project'."}


def test_equal_schemas_differ_in_nothing() -> None:
    report = compare(build_schema(OLD), build_schema(OLD), parse(OPERATIONS))
    assert report.changes == ()
    assert not report.is_breaking_for_us


BASE = """
directive @hint(x: Int) on FIELD
type Query { find(by: By, how: How = FAST, limit: Int): Thing  face: Face  list: [Row]  at: Moment }
input By { name: String!  more: More  old: Int = 1 }
input More { tag: String }
enum How { FAST SLOW }
union Thing = Row | Cell
type Row implements Face { id: ID!  how: How  size: Int }
type Cell { id: ID! }
interface Face { id: ID! }
scalar Moment
"""
USERS = """
query Find($by: By) { find(by: $by, how: SLOW) { __typename ... on Row { id how } ... on Cell { id } } }
query Bare { find { __typename } }
query Faces { face { id ... on Row { size } } }
query Lists { list { id } }
query Times { at @hint(x: 1) }
"""


@pytest.mark.parametrize(
    ("before", "after", "severity", "where", "touches", "refuses"),
    [
        ("tag: String }", "tag: String must: Int! }", "breaking", "More.must", ["Find"], False),
        ("tag: String }", "tag: String may: Int }", "added", "More.may", ["Find"], False),
        ("name: String!", "name: String! must: Int!", "breaking", "By.must", ["Find"], False),
        ("name: String!", "name: String", "dangerous", "By.name", ["Find"], False),
        ("tag: String", "tag: String!", "breaking", "More.tag", ["Find"], False),
        ("old: Int = 1", "old: Int = 2", "dangerous", "By.old", ["Find"], False),
        ("old: Int = 1", "", "breaking", "By.old", ["Find"], False),
        ("SLOW }", "SLOW OFF }", "dangerous", "How.OFF", ["Find"], False),
        ("enum How { FAST SLOW }", "enum How { FAST }", "breaking", "How.SLOW", ["Find"], False),
        ("limit: Int", "limit: Int, new: Int", "added", "Query.find(new)", ["Bare", "Find"], False),
        ("limit: Int", "limit: Int!", "breaking", "Query.find(limit)", ["Bare", "Find"], False),
        ("limit: Int", "a: Int!", "breaking", "Query.find(a)", ["Bare", "Find"], True),
        ("limit: Int", "", "breaking", "Query.find(limit)", [], True),
        ("by: By, ", "", "breaking", "Query.find(by)", ["Find"], True),
        (
            "how: How = FAST",
            "how: How = SLOW",
            "dangerous",
            "Query.find(how)",
            ["Bare", "Find"],
            False,
        ),
        ("Row | Cell", "Row", "breaking", "Thing.Cell", ["Find"], True),
        ("Row | Cell", "Row | Cell | New", "dangerous", "Thing.New", ["Bare", "Find"], False),
        ("Row implements Face", "Row", "breaking", "Face.Row", ["Faces"], True),
        ("type Cell {", "type Cell implements Face {", "dangerous", "Face.Cell", ["Faces"], False),
        ("size: Int", "size: Float", "breaking", "Row.size", ["Faces"], False),
        ("size: Int", "size: Int!", "dangerous", "Row.size", ["Faces"], False),
        ("list: [Row]", "list: [Row!]", "dangerous", "Query.list", ["Lists"], False),
        ("scalar Moment", "enum Moment { NOW }", "breaking", "Moment", ["Times"], False),
        ("directive @hint(x: Int) on FIELD", "", "breaking", "@hint", ["Times"], True),
        ("size: Int", "size: Int @deprecated", "deprecated", "Row.size", ["Faces"], False),
        ("SLOW }", "SLOW @deprecated }", "deprecated", "How.SLOW", ["Find"], False),
        ("tag: String", "tag: String @deprecated", "deprecated", "More.tag", ["Find"], False),
        ("limit: Int", "limit: Int @deprecated", "deprecated", "Query.find(limit)", [], False),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_every_kind_of_change_names_its_place_and_whom_it_touches(
    before: str, after: str, severity: str, where: str, touches: list[str], refuses: bool
) -> None:
    assert BASE.count(before) == 1
    text = BASE.replace(before, after) + ("type New { id: ID! }" if "New" in after else "")
    report = compare(build_schema(BASE), build_schema(text), parse(USERS))
    [found] = [each for each in report.changes if each.where == where]
    assert (found.severity, list(found.touches), found.refuses) == (severity, touches, refuses)
    named = {name for each in report.changes if each.refuses for name in each.touches}
    assert named <= set(report.invalid)


PAIRS = [
    pair
    for ends in (("2024-10", "2026-06"), ("2022-12", "2026-06"), ("2026-06", "9999-12"))
    for pair in (ends, ends[::-1])
]


def pair_id(pair: tuple[str, str]) -> str:
    return " to ".join(pair)


@pytest.mark.parametrize("pair", PAIRS, ids=pair_id)
def test_the_report_names_exactly_the_operations_that_fail(pair: tuple[str, str]) -> None:
    """Between the dates of schema.graphql, both ways."""
    check_report(own_schema, *pair)


@at_hand
@pytest.mark.parametrize("pair", [each for each in PAIRS if "9999-12" not in each], ids=pair_id)
def test_the_report_on_servers_names_exactly_the_operations_that_fail(
    pair: tuple[str, str],
) -> None:
    check_report(server_schema, *pair)


@cache
def refused(schema: Callable[[str], GraphQLSchema], date: str) -> frozenset[str]:
    """Return the operations that the schema of a date refuses."""
    return frozenset(name for name, own in OWN.items() if refuses(schema(date), own))


def check_report(schema: Callable[[str], GraphQLSchema], old: str, new: str) -> None:
    report = compare(schema(old), schema(new), QUERIES)
    failing, before = refused(schema, new), refused(schema, old)
    named = {name for each in report.changes if each.refuses for name in each.touches}
    assert set(report.invalid) == failing
    assert named - before == failing - before


def test_a_scalar_without_a_type_is_refused_with_the_line_to_add(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "all.graphql").write_text("query GetTime { at }")
    (tmp_path / "schema.graphql").write_text("type Query { at: String }")
    (tmp_path / "pyproject.toml").write_text("[tool.runql-operations]\n")
    new = tmp_path / "new.graphql"
    new.write_text("scalar Moment type Query { at: Moment }")
    assert run(str(new), tmp_path) == REFUSED
    assert 'Moment = "str"' in capsys.readouterr().err
    assert (tmp_path / "schema.graphql").read_text() == "type Query { at: String }"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the schema commands read and write."""
    for name in ("schema.graphql", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "queries", tmp_path / "queries")
    (tmp_path / "codegen" / "schema").mkdir(parents=True)
    shutil.copy(ROOT / "codegen/schema/left_out.toml", tmp_path / "codegen/schema/left_out.toml")
    (tmp_path / "changelog.d").mkdir()
    return tmp_path


def test_a_newer_snapshot_is_taken_in_with_its_date(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = print_schema(own_schema("9999-12"))
    text = text.replace("  Free text.", "").replace(
        "  stepsBehind: Int64!\n", "  stepsAhead: Int64\n"
    )
    assert "stepsAhead" in text
    (project / "2027-01.graphql").write_text(text)
    before = (project / "schema.graphql").read_text()
    assert main(["schema", "--check", str(project / "2027-01.graphql")], project) == FINE
    assert (project / "schema.graphql").read_text() == before
    assert "| `Run.stepsBehind` | Run.stepsBehind was removed. |" in capsys.readouterr().out
    assert main(["schema", str(project / "2027-01.graphql")], project) == FINE
    after = (project / "schema.graphql").read_text()
    assert 'stepsBehind: Int64! @seen(first: "2026-06", last: "2026-06")' in after
    assert 'stepsAhead: Int64 @seen(first: "2027-01")' in after
    assert '"2026-06", "2027-01"])' in after
    assert 'input MarkRunFilesUploadedInput @seen(first: "2027-01")' in after
    assert after.startswith("# The W&B GraphQL API as runql knows it")
    assert print_schema(schema_as_of(after, "2024-10")) == print_schema(own_schema("2024-10"))
    assert (
        main(["schema", str(project / "2027-01.graphql"), "--date", "2026-01"], project) == REFUSED
    )
    assert "newest snapshot is of 2027-01" in capsys.readouterr().err


def test_a_snapshot_that_breaks_operations_ends_with_1(project: Path) -> None:
    text = print_schema(own_schema("9999-12"))
    (project / "new.graphql").write_text(
        text.replace("  heartbeatAt: DateTime\n", "  beat: DateTime\n")
    )
    assert main(["schema", "--check", str(project / "new.graphql")], project) == BREAKS
    assert main(["schema"], project) == REFUSED
    assert main(["schema", "--check", str(project / "missing.graphql")], project) == REFUSED


def test_the_drift_of_a_running_server_is_told(sandbox: Sandbox, project: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WANDB_API_KEY", sandbox.api_key)
        assert main(["schema", "--check", sandbox.base_url], project) == FINE


class SchemaHandler(http.server.BaseHTTPRequestHandler):
    replies: ClassVar[dict[str, tuple[int, bytes]]] = {
        "/ok/graphql": (
            200,
            json.dumps({"data": introspection_from_schema(build_schema(OLD))}).encode(),
        ),
        "/off/graphql": (400, b'{"errors": [{"message": "introspection is disabled"}]}'),
        "/page/graphql": (200, b"<html>sign in</html>"),
        "/locked/graphql": (401, b"{}"),
    }

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        status, body = self.replies[self.path]
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), SchemaHandler) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def test_a_schema_is_read_from_a_server(server: str) -> None:
    assert sorted_sdl(read_schema(f"{server}/ok")) == sorted_sdl(build_schema(OLD))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/off", "introspection is disabled.*make schema FROM"),
        ("/page", "not JSON.*proxy or a login page"),
        ("/locked", "requires an API key"),
    ],
)
def test_a_server_that_gives_none_is_a_clear_error(server: str, path: str, words: str) -> None:
    with pytest.raises(SchemaSourceError, match=words):
        read_schema(server + path)


def test_a_file_that_holds_none_is_a_clear_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.graphql"
    broken.write_text("type {")
    with pytest.raises(SchemaSourceError, match="contains no valid schema"):
        read_schema(str(broken))
    with pytest.raises(SchemaSourceError, match="Cannot read"):
        read_schema(str(tmp_path / "missing.graphql"))


def test_the_schema_is_kept_with_its_notes_and_a_fragment_tells_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "changelog.d").mkdir()
    (tmp_path / "queries" / "all.graphql").write_text(OPERATIONS)
    (tmp_path / "schema.graphql").write_text("# A note.\n" + OLD)
    new = tmp_path / "new.graphql"
    new.write_text(NEW)
    assert run(str(new), tmp_path) == 1
    written = (tmp_path / "schema.graphql").read_text()
    assert written.startswith("# A note.\n# Read from a file")
    assert "sweepCount" not in written
    assert "GetProject" in capsys.readouterr().out
    assert list((tmp_path / "changelog.d").iterdir())
    assert run(str(new), tmp_path) == 1, "the operations are still invalid"
    assert (tmp_path / "schema.graphql").read_text() == written
