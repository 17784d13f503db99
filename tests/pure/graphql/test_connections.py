"""Finding the connection that a query pages through, and reading its pages."""

from __future__ import annotations

from typing import Any

import pytest
from runql_graphql.calls import Call, Operation
from runql_graphql.ops.projects import list_projects
from runql_graphql.ops.runs.base import list_runs

from runql._graphql.connections import NodeReader, find_connection
from runql.errors import NotFoundError, PaginationError, UsageError


def call(text: str, kind: str = "query") -> Call[Any]:
    return Call(Operation(name="Mine", kind=kind, model="", document=text))  # type: ignore[arg-type]


PAGE_INFO = "pageInfo { endCursor hasNextPage }"
RUNS = f"runs(first: $first, after: $after) {{ totalCount edges {{ node {{ id name }} }} {PAGE_INFO} }}"


def test_names_are_those_of_the_response() -> None:
    found = find_connection(
        call(
            "query Mine($n: Int, $c: String) { it: project { list: runs(first: $n, after: $c) {"
            " n: totalCount e: edges { x: node { key: id } } ...More } } }"
            " fragment More on RunConnection { pageInfo { ...Info } }"
            " fragment Info on PageInfo { end: endCursor more: hasNextPage }"
        )
    )
    assert found.path == ("it", "list")
    assert (found.first, found.after) == ("n", "c")
    assert (found.edges, found.node, found.id, found.total) == ("e", "x", "key", "n")
    assert (found.end_cursor, found.has_next_page) == ("end", "more")


def test_ours_are_found() -> None:
    assert find_connection(list_runs(project="p")).path == ("project", "runs")
    assert find_connection(list_projects(entity="e")).after == "after"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("query Mine { viewer { id } }", "selects no connection"),
        (
            f"query Mine {{ project {{ runs {{ edges {{ node {{ id }} }} {PAGE_INFO} }} }} }}",
            "project.runs lacks the argument `after: $after`.",
        ),
        (
            "query Mine($after: String) { project { runs(after: $after) { edges { cursor } } } }",
            "lacks `edges { node { … } }` and `pageInfo { endCursor hasNextPage }`",
        ),
        (
            f"query Mine($first: Int, $after: String!) {{ project {{ {RUNS} }} }}",
            "$after of Mine must be optional",
        ),
        (
            f"query Mine($first: Int, $after: String) {{ a: project {{ {RUNS} }} b: project {{ {RUNS} }} }}",
            "selects 2 connections with cursor variables: 'a.runs', 'b.runs'",
        ),
    ],
)
def test_a_query_that_cannot_be_paged_is_refused_with_what_to_add(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_connection(call(text))
    assert message in str(caught.value)


def test_one_of_several_is_chosen_by_its_path() -> None:
    both = call(
        f"query Mine($first: Int, $after: String) {{ a: project {{ {RUNS} }} b: project {{ {RUNS} }} }}"
    )
    assert find_connection(both, "b.runs").path == ("b", "runs")
    with pytest.raises(UsageError, match=r"Did you mean 'b\.runs'"):
        find_connection(both, "b.run")


def test_a_mutation_has_no_pages() -> None:
    with pytest.raises(UsageError, match="only queries support pagination"):
        find_connection(
            call(f"mutation Mine($first: Int, $after: String) {{ {RUNS} }}", "mutation")
        )


def reader() -> NodeReader[Any]:
    found = find_connection(
        call(f"query Mine($first: Int, $after: String) {{ project {{ {RUNS} }} }}")
    )
    return NodeReader(found, "Mine", None)


def response(**more: object) -> dict[str, Any]:
    runs = {
        "totalCount": 3,
        "edges": [{"node": {"id": "1", "name": "a"}}, {"node": None}, None],
        "pageInfo": {"endCursor": "c", "hasNextPage": True},
    }
    return {"project": {"runs": {**runs, **more}}}


def test_a_page_has_nodes_cursor_and_count() -> None:
    page = reader().read(response())
    assert page.items == ({"id": "1", "name": "a"},)
    assert (page.cursor, page.total, page.sent) == ("c", 3, 3)


def test_the_last_page_has_no_cursor() -> None:
    assert reader().read(response(pageInfo={"endCursor": "c", "hasNextPage": False})).cursor is None


def test_more_without_a_cursor_is_no_end() -> None:
    with pytest.raises(PaginationError, match="sent no cursor"):
        reader().read(response(pageInfo={"endCursor": None, "hasNextPage": True}))


def test_an_object_that_is_null_is_no_empty_list() -> None:
    with pytest.raises(NotFoundError, match="project is null in the response to Mine"):
        reader().read({"project": None})
    with pytest.raises(NotFoundError, match=r"project\.runs is null"):
        reader().read({"project": {"runs": None}})


def test_a_connection_inside_a_list_cannot_be_paged() -> None:
    with pytest.raises(UsageError, match="project is a list"):
        reader().read({"project": [{}]})


def test_nodes_are_told_apart_by_their_id_or_not_at_all() -> None:
    read = reader()
    assert read.key({"id": "1"}) == read.key({"id": "1"}) != read.key({"id": "2"})
    assert read.key({"id": None}) != read.key({"id": None})
