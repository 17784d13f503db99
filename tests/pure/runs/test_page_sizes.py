"""How many runs a page of a list has, and for how many of them a document is requested."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from runql import Api
from runql._paging.pages import GROWN_PAGE
from tests.pure.runs.test_rows import RUN, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql_graphql.calls import Call

COUNT = 3000


class Server:
    """Gives runs without documents, and documents of the runs that a filter names."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.named: list[int] = []

    def send(self, call: Call[Any], **_options: object) -> object:
        first, after = cast("int", call.variables["first"]), call.variables.get("after")
        filters = json.loads(cast("str | None", call.variables["filters"]) or "{}")
        light = {key: value for key, value in RUN.items() if key != "config"}
        if filters:
            (ids,) = (each["$in"] for each in filters.values())
            self.named.append(len(ids))
            sent = [{**light, "id": name, "name": name, "config": "{}"} for name in ids]
            return call.operation.parse(content_of(sent, None)).data
        self.sizes.append(first)
        start = int(cast("str | None", after) or "0")
        stop = min(start + first, COUNT)
        sent = [{**light, "id": f"r{i}", "name": f"r{i}"} for i in range(start, stop)]
        return rows_of(content_of(sent, str(stop) if stop < COUNT else None))


def content_of(runs: list[dict[str, Any]], cursor: str | None) -> bytes:
    edges = [{"cursor": cursor or "", "node": run} for run in runs]
    info = {"endCursor": cursor, "hasNextPage": cursor is not None}
    project = {"runCount": COUNT, "runs": {"edges": edges, "pageInfo": info}}
    return json.dumps({"data": {"project": project}}).encode()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def api(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    with Api(base_url="http://127.0.0.1:9", api_key="k" * 40) as api:
        monkeypatch.setattr(type(api._session), "send", lambda _self, *a, **k: server.send(*a, **k))
        yield api


def test_pages_without_documents_grow_further(api: Api, server: Server) -> None:
    assert sum(1 for _ in api.runs("team/demo", fields=["name"], prefetch=0)) == COUNT
    assert server.sizes == [50, 100, 200, 400, 800, 1000, 1000]
    server.sizes.clear()
    assert sum(1 for _ in api.runs("team/demo", prefetch=0)) == COUNT
    assert server.sizes[:5] == [50, 100, 200, GROWN_PAGE, GROWN_PAGE]


def test_a_document_is_requested_of_some_of_a_long_page(api: Api, server: Server) -> None:
    runs = api.runs("team/demo", fields=[], per_page=1000, limit=1000).all()
    for run in runs:
        assert run.config == {}
    assert server.named == [400, 400, 200]
