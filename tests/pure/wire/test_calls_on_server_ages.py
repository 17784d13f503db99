"""Public calls that read, on servers of every age: they work, or name the feature that is missing."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any, Final

import httpx
import pytest

from runql.errors import NotFoundError, UnsupportedError
from tests.pure.wire.test_server_ages import client
from tests.schema_server import DATES, Filling, SchemaServer, server_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import Api

RUN, VERSION = "e/p/r", "e/p/name:v1"

CALLS: Final[dict[str, Callable[[Api], object]]] = {
    "run": lambda api: api.run(RUN).config,
    "runs": lambda api: [(each.id, each.config, each.summary) for each in api.runs("e/p")],
    "history": lambda api: api.run(RUN).history(),
    "history of keys": lambda api: list(api.run(RUN).scan_history(["loss"])),
    "sampled history": lambda api: api.run(RUN).history(samples=10),
    "system metrics": lambda api: api.run(RUN).history(stream="system"),
    "histories": lambda api: list(api.runs("e/p").histories()),
    "files": lambda api: list(api.run(RUN).files()),
    "file": lambda api: api.run(RUN).file("name"),
    "logged artifacts": lambda api: list(api.run(RUN).logged_artifacts()),
    "used artifacts": lambda api: list(api.run(RUN).used_artifacts()),
    "console lines": lambda api: list(api.run(RUN).console_logs()),
    "last console lines": lambda api: list(api.run(RUN).console_logs(last=3)),
    "project": lambda api: [api.project("p", "e").name, api.project("p", "e").tags],
    "internal ID": lambda api: api.project("p", "e").internal_id,
    "projects": lambda api: [each.name for each in api.projects("e")],
    "projects by pattern": lambda api: list(api.projects("e", pattern="a%")),
    "keys": lambda api: api.project("p", "e").keys(),
    "values": lambda api: api.project("p", "e").values("config.lr"),
    "tag counts": lambda api: api.project("p", "e").tag_counts(),
    "version": lambda api: [
        [each.tags, each.ttl, each.aliases] for each in [api.artifact(VERSION)]
    ],
    "version exists": lambda api: api.artifact_exists(VERSION),
    "version's files": lambda api: list(api.artifact(VERSION).files()),
    "version's run": lambda api: api.artifact(VERSION).logged_by(),
    "version's users": lambda api: list(api.artifact(VERSION).used_by()),
    "versions": lambda api: [each.name for each in api.artifacts("dataset", "e/p/name")],
    "lineage": lambda api: api.artifact(VERSION).lineage(),
    "artifact types": lambda api: list(api.artifact_types("e/p")),
    "artifact type": lambda api: api.artifact_type("dataset", "e/p"),
    "collections": lambda api: [each.tags for each in api.artifact_collections("e/p", "dataset")],
    "collections of all types": lambda api: list(api.artifact_collections("e/p")),
    "collections by filter": lambda api: list(
        api.artifact_collections("e/p", filters={"name": "a"})
    ),
    "collection": lambda api: api.artifact_collection("e/p/name", "dataset").tags,
    "collection exists": lambda api: api.artifact_collection_exists("e/p/name", "dataset"),
    "sweeps": lambda api: [each.id for each in api.sweeps("e/p")],
    "sweeps by filter": lambda api: list(api.sweeps("e/p", {"state": "RUNNING"})),
    "sweep": lambda api: [api.sweep("e/p/s").config, list(api.sweep("e/p/s").runs())],
    "agents": lambda api: list(api.sweep("e/p/s").agents()),
    "reports": lambda api: [each.title for each in api.reports("e/p")],
    "automations": lambda api: [each.name for each in api.automations("e")],
    "automations by name": lambda api: list(api.automations("e", name="a")),
    "integrations": lambda api: list(api.integrations("e")),
    "registries": lambda api: list(api.registries("o")),
    "registries by filter": lambda api: list(api.registries("o", {"name": "a"})),
    "registry": lambda api: api.registry("name", "o"),
    "registry of the viewer": lambda api: api.registry("name"),
    "viewer": lambda api: api.viewer,
    "user": lambda api: api.user("u"),
    "users": lambda api: list(api.users("u")),
    "team": lambda api: list(api.team("t").members),
    "organizations": lambda api: [each.entity for each in api.organizations()],
    "organization": lambda api: api.organization("o").members(),
    "seats": lambda api: api.organization("o").seats(),
    "server": lambda api: api.server_info().limits,
}

SEARCH, SWEEPS = "ARTIFACT_REGISTRY_SEARCH", "SWEEPS_QUERY_FILTERING"
COLLECTIONS = "ARTIFACT_COLLECTIONS_FILTERING_SORTING"
REGISTRIES = dict.fromkeys(
    ["registries", "registries by filter", "registry", "registry of the viewer"], SEARCH
)
OF_2024_10 = {
    "sweeps by filter": SWEEPS,
    "collections by filter": COLLECTIONS,
    "registries by filter": SEARCH,
}
OF_2024_01 = {**OF_2024_10, **REGISTRIES, "internal ID": "Project.internalId"}
REFUSED: Final = {
    "2026-06": dict[str, str](),
    "2024-10": OF_2024_10,
    "2024-01": OF_2024_01,
    "2022-12": {
        **OF_2024_01,
        "projects by pattern": "A pattern of project names",
        "seats": "The number of seats",
    },
}
"""The calls that servers of a date cannot answer, and how the error names what is missing."""


@pytest.mark.parametrize(
    ("date", "filling"),
    [
        *((date, "set") for date in DATES),
        *((date, filling) for date in (DATES[0], DATES[-1]) for filling in ("null", "empty")),
    ],
)
def test_calls_work_or_name_what_is_missing(date: str, filling: Filling) -> None:
    schema, refused = server_schema(date), dict[str, str]()
    for name, call in CALLS.items():
        api = client(SchemaServer(schema, filling))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                call(api)
        except UnsupportedError as error:
            refused[name] = error.message
        except NotFoundError:
            # Nothing is found where every nullable field is null.
            if filling == "set":
                raise
    # Where a list is empty, nothing of it is asked for.
    expected = {
        name: part for name, part in REFUSED[date].items() if name in refused or filling == "set"
    }
    assert sorted(refused) == sorted(expected)
    assert [name for name, part in expected.items() if part not in refused[name]] == []


@pytest.mark.parametrize("date", DATES)
def test_what_a_user_gave_is_never_left_out(date: str) -> None:
    """A filter, a pattern or an order is sent, or the call is refused."""
    sent = list[str]()
    server = SchemaServer(server_schema(date))

    def note(request: httpx.Request) -> httpx.Response:
        response = server(request)
        if response.status_code == 200 and request.method == "POST":
            sent.append(json.dumps(json.loads(request.content)["variables"]))
        return response

    calls: list[tuple[str, Callable[[Any], object]]] = [
        ("marked%", lambda api: list(api.projects("e", pattern="marked%"))),
        ("RUNNING", lambda api: list(api.sweeps("e/p", {"state": "RUNNING"}))),
        ("marked", lambda api: list(api.runs("e/p", {"display_name": "marked"}))),
        ("marked", lambda api: list(api.artifact_collections("e/p", filters={"name": "marked"}))),
        ("marked", lambda api: list(api.registries("o", {"name": "marked"}))),
        ("name", lambda api: list(api.artifact_collections("e/p", order="-name"))),
    ]
    from runql import Api, RetryPolicy, Settings

    settings = Settings.resolve(
        api_key="k" * 40, base_url="http://x.test", retry=RetryPolicy(max_attempts=1)
    )
    for mark, call in calls:
        sent.clear()
        try:
            call(Api(settings=settings, transport=httpx.MockTransport(note)))
        except UnsupportedError:
            continue
        assert any(mark in each for each in sent), (date, mark)
