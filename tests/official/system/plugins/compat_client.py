"""A pytest plugin that runs inside the official tests: `wandb.Api` is that of runql.compat.

Tests that stub answers of the server name the official client's operations. Here such a stub is found by the operation of
runql that does the same, and its answer is filled up to what that operation selects.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import fastapi  # type: ignore[import-not-found]
import wandb
import wandb.apis.public as official
from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    build_schema,
    execute_sync,
    parse,
)
from tests.fixtures.wandb_backend_spy import spy  # type: ignore[import-not-found]

import runql.compat as compat
import runql.compat.apis.public as public

_SCHEMA = build_schema(Path(json.loads(os.environ["OFFICIAL_TESTS"])["schema"]).read_text("utf-8"))
_NAME = re.compile(r"\b(query|mutation)\s+(\w+)")

_OFFICIAL = {
    "CountRuns": "Runs",
    "CreateTeam": "CreateTeam",
    "DeleteApiKey": "DeleteApiKey",
    "DeleteFiles": "deleteFiles",
    "DeleteRun": "DeleteRun",
    "GenerateApiKey": "GenerateApiKey",
    "GetProject": "GetProject",
    "GetRun": "Run",
    "GetRunEvents": "RunFullHistory",
    "GetRunHistoryExtent": "RunHistoryKeys",
    "GetRunHistoryPage": "RunFullHistory",
    "GetRunHistoryPlan": "RunParquetHistory",
    "GetRunSampledHistory": "RunSampledHistory",
    "GetServerInfo": "ServerFeaturesQuery",
    "GetSweep": "GetSweep",
    "GetUser": "SearchUsers",
    "ListApiKeys": "SearchUsers",
    "ListProjects": "GetProjects",
    "ListRunFiles": "RunFiles",
    "ListRuns": "Runs",
    "ListSweeps": "GetSweeps",
    "MarkRunFilesUploaded": "MarkRunFilesUploaded",
    "SearchUsers": "SearchUsers",
    "UpdateRun": "UpsertBucket",
    "UpdateRunState": "UpdateRunState",
    "UpsertRun": "UpsertBucket",
}
"""Operations of runql, and the official one that a test stubs."""

_SCALARS: dict[str, object] = {
    "Boolean": False,
    "DateTime": "2024-01-01T00:00:00Z",
    "Float": 0.0,
    "ID": "filled",
    "JSON": {},
    "JSONString": "{}",
    "String": "filled",
}
_SPELLED = {"projects": "models", "sweepName": "sweep_name"}
_UPSERT = "UpsertBucket"

wandb.Api = compat.Api
for _name in public.__all__:
    # The logging half has its own client under this name, and one class of versions, which tests of artifacts make.
    if (
        hasattr(official, _name)
        and _name not in ("Api", "Artifact")
        and not _name.endswith("Error")
    ):
        setattr(official, _name, getattr(public, _name))


def _filled(kind: Any) -> object:
    """Return what stands for a value that a stub lacks: null, where the schema allows it."""
    if not isinstance(kind, GraphQLNonNull):
        return None
    inner = kind.of_type
    if isinstance(inner, GraphQLList):
        return []
    if isinstance(inner, GraphQLEnumType):
        return next(iter(inner.values))
    return _SCALARS.get(inner.name, 0) if isinstance(inner, GraphQLScalarType) else {}


def _value(source: Any, info: Any, **_arguments: object) -> object:
    name = info.field_name
    if not isinstance(source, dict):
        return _filled(info.return_type)
    snake = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()
    for key in (info.path.key, name, _SPELLED.get(name), snake):
        if key is not None and source.get(key) is not None:
            found = source[key]
            strings = name == "tags" and isinstance(found, list)
            return [{"name": x} if isinstance(x, str) else x for x in found] if strings else found
    if name == "entity":
        if info.parent_type.name == "CreateTeamPayload" and "team" in source:
            return source["team"]
        for key in ("entityName", "entity_name"):
            if key in source:
                return {"name": source[key]}
    return _filled(info.return_type)


def _type(value: Any, info: Any, abstract: Any) -> str:
    named = (value or {}).get("__typename")
    return str(named or info.schema.get_possible_types(abstract)[0].name)


def _adapted(name: str, request: dict[str, Any], body: bytes) -> bytes:
    """Return a stub's response in the selection of runql's operation."""
    answer = json.loads(body)
    root = answer.get("data")
    if not isinstance(root, dict):
        return body
    if name in ("GetUser", "ListApiKeys"):
        edges = (root.get("users") or {}).get("edges") or []
        user = edges[0]["node"] if edges else None
        root = {"user" if name == "GetUser" else "viewer": user}
    done = execute_sync(
        _SCHEMA,
        parse(request["query"]),
        root_value=root,
        variable_values=request.get("variables"),
        field_resolver=_value,
        type_resolver=_type,
    )
    return json.dumps({"data": done.data}).encode()


def _as_official(raw: bytes) -> tuple[str, dict[str, Any], bytes] | None:
    """Return runql's operation, its request, and the request as the official client would name it."""
    request: dict[str, Any] = json.loads(raw)
    found = _NAME.search(request.get("query", ""))
    if found is None or found[2] not in _OFFICIAL:
        return None
    theirs, variables = _OFFICIAL[found[2]], dict(request.get("variables") or {})
    if theirs == _UPSERT:
        given = variables.get("input") or {}
        variables = {key: value for key, value in given.items() if value is not None}
        variables |= {"entity": given.get("entityName"), "project": given.get("modelName")}
    elif theirs == "UpdateRunState":
        variables = {"input": variables}
    sent = {"query": f"{found[1]} {theirs}(", "variables": variables}
    return found[2], request, json.dumps(sent).encode()


_intercept = spy.WandbBackendSpy.intercept_graphql
_post = spy.WandbBackendSpy.post_graphql


def _intercept_graphql(self: Any, raw: bytes) -> Any:
    known = _as_official(raw)
    if known is None:
        return _intercept(self, raw)
    name, request, sent = known
    answer = _intercept(self, sent)
    if answer is None or answer.status_code != 200:
        return answer
    adapted = _adapted(name, request, bytes(answer.body))
    return fastapi.Response(adapted, media_type="application/json")


def _post_graphql(self: Any, request_raw: bytes, response_raw: bytes, response_code: int) -> Any:
    known = _as_official(request_raw)
    if known is not None and _OFFICIAL[known[0]] == _UPSERT:
        request_raw = known[2]
    return _post(self, request_raw, response_raw, response_code)


spy.WandbBackendSpy.intercept_graphql = _intercept_graphql
spy.WandbBackendSpy.post_graphql = _post_graphql
