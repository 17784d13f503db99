"""Pages of lists: their cursors name the last item, or count items if the server is configured to do so."""

from __future__ import annotations

import json
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, select

from runql_sandbox.request.signed_urls import Signer
from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.store.data_folder import Store
from runql_sandbox.store.files import File
from runql_sandbox.store.projects import Project
from runql_sandbox.store.runs.tables import Run
from runql_sandbox.web.graphql_endpoint import GraphQLEndpoint

if TYPE_CHECKING:
    from pathlib import Path

    from graphql import GraphQLSchema

QUERY = """query Q($after: String, $first: Int, $order: String) { project(name: "p") {
  runs(first: $first, after: $after, order: $order) { totalCount edges { cursor node { name } }
  pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } }"""
COUNT = 40
Read = Callable[..., dict[str, Any]]

VALUES = [None, 0.5, 2, "text", 10**30, True, -1.5, "NaN", [1], 2]
"""Values of a metric, which differ in kind, are missing, or are the same."""


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return executable_schema()


@pytest.fixture(scope="module", params=["items", "offsets"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Server:
    """A server without a network, with forty runs, of which several share every value that they are ordered by."""

    def __init__(self, folder: Path, schema: GraphQLSchema, kind: Any) -> None:
        self.store = Store(folder, cursors=kind)
        account = self.store.first_user()
        self.endpoint = GraphQLEndpoint(schema, self.store, Signer(b"secret", "http://h"))
        self.header = "Basic " + b64encode(f"api:{account.api_key}".encode()).decode()
        with self.store.session() as session:
            project = Project(entity=account.entity, name="p", description=None)
            session.add(project)
            session.commit()
            self.project = project.id
        self.add(COUNT)

    def add(self, count: int, prefix: str = "r", moment: str | None = None) -> None:
        with self.store.session() as session:
            session.execute(insert(Run), [self.row(i, prefix, moment) for i in range(count)])
            session.commit()

    def row(self, number: int, prefix: str, moment: str | None) -> dict[str, Any]:
        value = VALUES[number % len(VALUES)]
        summary = {} if value is None else {"loss": value}
        created = moment or f"2026-01-01T00:00:{number // 7:02d}.000000"
        return {
            "project_id": self.project,
            "user_id": 1,
            "name": f"{prefix}{number:05d}",
            "display_name": "same",
            "notes": None if number % 3 else "noted",
            "created_at": created,
            "duration": number % 4 / 3,
            "summary_json": json.dumps(summary),
        }

    def remove(self, name: str) -> None:
        with self.store.session() as session:
            session.execute(delete(Run).where(Run.name == name))
            session.commit()

    def send(self, query: str, **variables: Any) -> tuple[int, dict[str, Any]]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        return self.endpoint.execute(body, self.header)

    def page(self, **variables: Any) -> dict[str, Any]:
        status, body = self.send(QUERY, **variables)
        assert status == 200, body
        found: dict[str, Any] = body["data"]["project"]["runs"]
        return found

    def names(self, first: int, order: str | None, after: str | None = None) -> list[str]:
        found: list[str] = []
        while True:
            page = self.page(first=first, order=order, after=after)
            found += names_of(page)
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]


def names_of(page: dict[str, Any]) -> list[str]:
    return [each["node"]["name"] for each in page["edges"]]


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, schema: GraphQLSchema, kind: str
) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("pages"), schema, kind)
    yield made
    made.store.close()


@pytest.fixture
def naming(tmp_path: Path, schema: GraphQLSchema) -> Iterator[Server]:
    made = Server(tmp_path / "data", schema, "items")
    yield made
    made.store.close()


ORDERS = [
    None,
    "-created_at",
    "+name",
    "+duration",
    "-duration,+name",
    "+notes",
    "-notes,+created_at",
    "+summary_metrics.loss",
    "-summary_metrics.loss",
    "+display_name",
    "-username",
]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_of_any_size_give_the_same_list(server: Server, order: str | None) -> None:
    whole = server.page(first=1000, order=order)
    assert whole["totalCount"] == COUNT == len(set(names_of(whole)))
    for size in (1, 3, 20, 40):
        assert server.names(size, order) == names_of(whole)
    third = whole["edges"][2]["cursor"]
    rest = server.page(first=1000, order=order, after=third)
    assert names_of(rest) == names_of(whole)[3:]
    assert rest["pageInfo"]["hasPreviousPage"]


@pytest.mark.parametrize("order", ORDERS)
def test_items_that_come_or_go_between_pages_move_no_other(
    naming: Server, order: str | None
) -> None:
    whole = names_of(naming.page(first=1000, order=order))
    page = naming.page(first=10, order=order)
    for name in (whole[0], whole[9]):
        naming.remove(name)
    rest = naming.names(7, order, page["pageInfo"]["endCursor"])
    assert rest == whole[10:]
    naming.add(3, "new", "2020-01-01T00:00:00.000000")
    later = naming.names(7, order, page["pageInfo"]["endCursor"])
    assert [name for name in later if not name.startswith("new")] == whole[10:]


def test_cursors_that_count_skip_what_moved_up(tmp_path: Path, schema: GraphQLSchema) -> None:
    counting = Server(tmp_path / "data", schema, "offsets")
    whole = names_of(counting.page(first=1000))
    page = counting.page(first=10)
    counting.remove(whole[0])
    assert counting.names(50, None, page["pageInfo"]["endCursor"]) == whole[11:]
    counting.store.close()


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%%%",
        b64encode(b"Cursor:5").decode(),
        b64encode(b"Item:5").decode(),
        b64encode(b"Item:[1, 2]").decode(),
        b64encode(b"Item:[" * 300).decode(),
    ],
    ids=["letters", "signs", "counting", "number", "short", "deep"],
)
def test_a_cursor_of_something_else_is_refused(naming: Server, cursor: str) -> None:
    status, body = naming.send(QUERY, after=cursor)
    assert status == 400
    assert body["errors"][0]["path"] == ["project", "runs"]


def test_a_cursor_is_good_for_its_order_alone(naming: Server) -> None:
    cursor = naming.page(first=5, order="+summary_metrics.loss")["pageInfo"]["endCursor"]
    for order in ("-summary_metrics.loss", "+summary_metrics.acc", None):
        status, body = naming.send(QUERY, after=cursor, order=order)
        assert (status, body["data"]["project"]["runs"]) == (400, None)


def test_files_keep_their_place_too(server: Server, kind: str) -> None:
    with server.store.session() as session:
        run = session.scalars(select(Run).where(Run.name == "r00000")).one()
        files = [{"run_id": run.id, "name": f"f{i}", "key": f"k{i}", "size": 1} for i in range(9)]
        session.execute(insert(File), files)
        session.commit()
    query = """query Q($after: String) { project(name: "p") { run(name: "r00000") {
      files(first: 4, after: $after) { edges { node { name } } pageInfo { endCursor } } } } }"""

    def page(after: str | None) -> tuple[list[str], str]:
        _, body = server.send(query, after=after)
        found = body["data"]["project"]["run"]["files"]
        return names_of(found), found["pageInfo"]["endCursor"]

    first, cursor = page(None)
    with server.store.session() as session:
        session.execute(delete(File).where(File.name == "f1"))
        session.commit()
    second, _ = page(cursor)
    assert first == ["f0", "f1", "f2", "f3"]
    assert second == (["f4", "f5", "f6", "f7"] if kind == "items" else ["f5", "f6", "f7", "f8"])


def test_a_late_page_costs_about_as_much_as_the_first(naming: Server) -> None:
    for part in range(4):
        naming.add(5000, f"n{part}-", f"2026-02-0{part + 1}T00:00:00.000000")

    def seconds(after: str | None) -> float:
        begun = time.perf_counter()
        naming.page(first=20, after=after)
        return time.perf_counter() - begun

    late: str | None = None
    for _ in range(19):
        late = naming.page(first=1000, after=late)["pageInfo"]["endCursor"]
    assert min(map(seconds, [late] * 5)) < 4 * min(map(seconds, [None] * 5))
