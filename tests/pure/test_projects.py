"""Keys of projects: as servers list them, and as users write them."""

from __future__ import annotations

import json

import httpx
import pytest
from runql_graphql.fragments.projects import ProjectFieldFields

from runql import Api
from runql._models.projects.base import project_order_to_wire
from runql._models.projects.changes import checked_name, project_input
from runql._models.projects.keys import KeyValue, ProjectKey, joined_values, key_paths, server_keys
from runql._paths.projects import ProjectPath
from runql.errors import OrderError, UnsupportedError, UsageError


def fields(*pairs: tuple[str, str]) -> list[ProjectFieldFields]:
    return [ProjectFieldFields.model_validate({"path": path, "type": kind}) for path, kind in pairs]


def test_paths_of_the_wire_become_keys_as_users_write_them() -> None:
    found = server_keys(
        fields(
            ("config.lr.value", "number"),
            ("config.lr.value", "string"),
            ("config.optimizer.value.name", "string"),
            ("config._wandb.value.t", "object"),
            ("config._name_or_path.value", "string"),
            ("config.model.value._target_", "string"),
            ("summary_metrics.eval.loss", "number"),
            ("summary_metrics._step", "number"),
            ("summary_metrics._best", "number"),
            ("keys_info.keys._step", "number"),
            ("keys_info.keys._norm", "number"),
            ("keys_info.keys.loss", "number"),
            ("keys_info.lastStep", "number"),
            ("else.where", "number"),
        )
    )
    assert found == [
        ProjectKey("config", "_name_or_path", ("string",)),
        ProjectKey("config", "lr", ("number", "string")),
        ProjectKey("config", "model._target_", ("string",)),
        ProjectKey("config", "optimizer.name", ("string",)),
        ProjectKey("history", "_norm", ()),
        ProjectKey("history", "loss", ()),
        ProjectKey("summary", "_best", ("number",)),
        ProjectKey("summary", "eval.loss", ("number",)),
    ]
    assert str(found[3]) == "config.optimizer.name"


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("config.lr", "config.lr.value"),
        ("config.optimizer.name", "config.optimizer.value.name"),
        ("summary.eval.loss", "summary_metrics.eval.loss"),
        (ProjectKey("config", "lr", ()), "config.lr.value"),
    ],
)
def test_keys_become_paths_of_the_wire(key: str | ProjectKey, path: str) -> None:
    assert key_paths(key)[0] == path


@pytest.mark.parametrize("key", ["lr", "history.loss", "config.", ""])
def test_what_has_no_values_is_refused(key: str) -> None:
    with pytest.raises(UsageError):
        key_paths(key)


@pytest.mark.parametrize("name", ["", "a/b", "a#b", "x" * 129])
def test_names_that_no_project_can_have_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        checked_name(name)


def test_visibilities_are_spelled_as_on_the_wire() -> None:
    path = ProjectPath("e", "p")
    assert project_input(path, visibility="public", description=None).access == "USER_READ"
    assert project_input(path, visibility="USER_READ", description=None).access == "USER_READ"
    for wrong in ("hidden", "PUBLIC", "Public"):
        with pytest.raises(UsageError, match=f"'team', 'public'.*{wrong}"):
            project_input(path, visibility=wrong, description=None)


def respond(request: httpx.Request) -> httpx.Response:
    """A server without `Project.fields`, and with one run."""
    body = json.loads(request.content)
    if body["operationName"] == "ListProjectFields":
        why = "Cannot query field 'fields' on type 'Project'."
        code = {"code": "GRAPHQL_VALIDATION_FAILED"}
        return httpx.Response(400, json={"errors": [{"message": why, "extensions": code}]})
    if body["operationName"] == "GetProject":
        data = {
            "id": "i",
            "internalId": "n",
            "name": "p",
            "entityName": "e",
            "createdAt": "2026-01-01T00:00:00",
            "tags": [],
        }
        nothing = dict.fromkeys(("access", "description", "lastActive", "readOnly"))
        return httpx.Response(200, json={"data": {"project": {**data, **nothing}}})
    page = {"edges": [], "pageInfo": {"endCursor": None, "hasNextPage": False}}
    return httpx.Response(200, json={"data": {"project": {"runCount": 0, "runs": page}}})


def test_a_server_that_lists_no_keys_has_its_runs_read() -> None:
    requested: list[str] = []

    def note(request: httpx.Request) -> httpx.Response:
        requested.append(json.loads(request.content)["operationName"])
        return respond(request)

    with Api("0" * 40, base_url="http://old.test", transport=httpx.MockTransport(note)) as api:
        project = api.project("e/p")
        assert project.keys() == []
        assert requested == ["GetProject", "ListProjectFields", "ListRuns"]
        with pytest.raises(UnsupportedError):
            project.keys(scan=False)


def test_orders_of_projects() -> None:
    assert project_order_to_wire("-createdAt") == "-created_at"
    with pytest.raises(OrderError):
        project_order_to_wire("size")


def test_keys_with_dots_are_named_as_their_users_wrote_them() -> None:
    paths = [
        "config.opt.lr.value",
        "config.opt.value.lr",
        "config.value.value",
        "config.a.value.value",
        "config.a.b.value.c.d",
        "keys_info.keys.train/acc.top1",
        "summary_metrics.x.y",
    ]
    found = server_keys(fields(*((path, "number") for path in paths)))
    assert [str(key) for key in found] == [
        "config.a.b.c.d",
        "config.a.value",
        "config.opt.lr",
        "config.value",
        "history.train/acc.top1",
        "summary.x.y",
    ]
    both = found[2]
    assert key_paths(both) == ["config.opt.lr.value", "config.opt.value.lr"]
    assert key_paths("config.opt.lr") == ["config.opt.value.lr", "config.opt.lr.value"]
    assert key_paths('config."opt.lr"') == ["config.opt.lr.value"]
    assert key_paths('config."opt.lr".x') == ["config.opt.lr.value.x"]
    assert key_paths('summary."a.b"') == ["summary_metrics.a.b"]


def test_values_of_several_paths_are_counted_together() -> None:
    one, two = [KeyValue(0.1, 1), KeyValue("a", 1)], [KeyValue(0.1, 2)]
    assert joined_values([one, two]) == [KeyValue(0.1, 3), KeyValue("a", 1)]
