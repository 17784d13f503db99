"""Edits of many runs where a server cannot change many at once, or fails in the middle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

from runql import Api
from runql.errors import AuthenticationError, PartialUpdateError, PermissionDeniedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser

ErrorReply = tuple[int, str, str] | None


class Meddling(httpx.BaseTransport):
    """Answers some requests itself, and forwards the others to the sandbox."""

    def __init__(self, respond: Callable[[str, int], ErrorReply]) -> None:
        self.seen: list[str] = []
        self._respond = respond
        self._real = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        operation: str = json.loads(request.read())["operationName"]
        self.seen.append(operation)
        response = self._respond(operation, self.seen.count(operation))
        if response is None:
            return self._real.handle_request(request)
        status, message, code = response
        error = {"message": message, "extensions": {"code": code}}
        return httpx.Response(status, json={"data": None, "errors": [error]})

    def close(self) -> None:
        self._real.close()


@pytest.fixture
def project(sandbox: Sandbox, user: SandboxUser, request: pytest.FixtureRequest) -> str:
    path = f"{user.entity}/{request.node.name.replace('_', '-')[:40]}"
    with sandbox.api(user) as api:
        for index in range(5):
            api.create_run(path, run_id=f"run{index}", tags=["old"])
    return path


def open_api(sandbox: Sandbox, user: SandboxUser, transport: Meddling) -> Api:
    return Api(user.api_key, base_url=sandbox.base_url, transport=transport)


def test_a_server_that_cannot_change_many_changes_one_after_the_other(
    sandbox: Sandbox, user: SandboxUser, project: str
) -> None:
    def older(operation: str, _number: int) -> ErrorReply:
        if operation in ("ModifyRuns", "DeleteRuns"):
            field = operation[0].lower() + operation[1:]
            text = f'Cannot query field "{field}" on type "Mutation".'
            return 400, text, "GRAPHQL_VALIDATION_FAILED"
        return None

    transport = Meddling(older)
    with open_api(sandbox, user, transport) as api:
        runs = api.runs(project)
        assert len(runs.modify(add_tags="new", remove_tags="old")) == 5
        assert [run.tags for run in api.runs(project)] == [["new"]] * 5
        assert transport.seen.count("UpdateRun") == 5
        assert len(runs.delete(dry_run=False)) == 5
        assert len(api.runs(project)) == 0
        assert transport.seen.count("DeleteRun") == 5


def test_what_was_saved_when_a_key_expired_is_told(
    sandbox: Sandbox, user: SandboxUser, project: str
) -> None:
    def refusing(operation: str, number: int) -> ErrorReply:
        if operation == "UpsertRun" and number > 1:
            return 401, "the key has expired", "UNAUTHENTICATED"
        return None

    transport = Meddling(refusing)
    with open_api(sandbox, user, transport) as api:
        runs = api.runs(project)
        for run in runs:
            run.notes = "edited"
        with pytest.raises(PartialUpdateError, match="the key has expired") as raised:
            runs.update()
        error = raised.value
        assert error.finished == (f"{project}/run0",)
        assert {type(each) for each in error.failures.values()} == {AuthenticationError}
        assert len(error.finished) + len(error.failures) + len(error.remaining) == 5
        assert [run.notes for run in api.runs(project)].count("edited") == 1
        assert [run.notes for run in runs] == ["edited"] * 5  # kept, to be saved later


def test_a_refusal_of_all_is_that_refusal(
    sandbox: Sandbox, user: SandboxUser, project: str
) -> None:
    def refusing(operation: str, _number: int) -> ErrorReply:
        if operation == "ModifyRuns":
            return 200, "permission denied", "PERMISSION_ERROR"
        return None

    with (
        open_api(sandbox, user, Meddling(refusing)) as api,
        pytest.raises(PermissionDeniedError),
    ):
        api.runs(project).modify(add_tags="new")
