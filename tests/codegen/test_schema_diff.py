"""A new schema: what changed, whom it touches, and how it is read."""

from __future__ import annotations

import http.server
import json
import threading
from typing import TYPE_CHECKING, ClassVar

import pytest
from graphql import build_schema, introspection_from_schema, parse

from codegen.schema.diff import compare, render
from codegen.schema.source import SchemaSourceError, read_schema, run, sorted_sdl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

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


def test_equal_schemas_differ_in_nothing() -> None:
    report = compare(build_schema(OLD), build_schema(OLD), parse(OPERATIONS))
    assert report.changes == ()
    assert not report.is_breaking_for_us


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
        ("/page", "no JSON.*proxy or a login page"),
        ("/locked", "wants an API key"),
    ],
)
def test_a_server_that_gives_none_is_a_clear_error(server: str, path: str, words: str) -> None:
    with pytest.raises(SchemaSourceError, match=words):
        read_schema(server + path)


def test_a_file_that_holds_none_is_a_clear_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.graphql"
    broken.write_text("type {")
    with pytest.raises(SchemaSourceError, match="holds no schema"):
        read_schema(str(broken))
    with pytest.raises(SchemaSourceError, match="cannot be read"):
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
