"""Which error an answer becomes."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.count_runs import CountRuns
from runql_graphql.ops.runs import base as ops

from runql import errors
from runql._wire.failures import CODE_ERRORS, STATUS_ERRORS, retry_after, shown
from runql._wire.protocol import ServerResponse, decode
from runql.errors import ApiError, ProtocolError, RateLimitError, RunQLError, ServerError

CALL = ops.count_runs(project="p", filters='{"secret": "value"}')
GOOD = {"data": {"project": {"runCount": 3}}}


def _response(status: int, body: object, **headers: str) -> ServerResponse:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return ServerResponse(
        status, {name.replace("_", "-"): v for name, v in headers.items()}, content
    )


def failure(status: int, body: object, **headers: str) -> RunQLError:
    with pytest.raises(RunQLError) as caught:
        decode(CALL, _response(status, body, **headers))
    return caught.value


def test_data_is_given_back() -> None:
    found = decode(CALL, _response(200, GOOD)).project
    assert found is not None
    assert found.run_count == 3


@pytest.mark.parametrize(("status", "kind"), [*STATUS_ERRORS.items(), (500, ServerError)])
def test_every_status_has_its_error(status: int, kind: type[ApiError]) -> None:
    error = failure(status, {"error": "words"})
    assert type(error) is kind
    assert error.message == "words"
    assert isinstance(error, ApiError)
    assert error.status == status


@pytest.mark.parametrize(("code", "kind"), CODE_ERRORS.items())
def test_every_code_has_its_error(code: str, kind: type[ApiError]) -> None:
    body = {"errors": [{"message": "m", "path": ["project", 0], "extensions": {"code": code}}]}
    error = failure(200, body)
    assert type(error) is kind
    assert isinstance(error, ApiError)
    assert error.path == ("project", 0)
    assert error.errors[0].code == code


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ('Cannot query field "parquetHistory" on type "Run".', errors.UnsupportedError),
        ("permission denied", errors.PermissionDeniedError),
        ("run not found", errors.NotFoundError),
        ("rate limit exceeded", errors.RateLimitError),
        ("invalid filter", errors.InvalidInputError),
        ("name already exists", errors.ConflictError),
        ("relogin required", errors.AuthenticationError),
        ("something else", ApiError),
    ],
)
def test_texts_without_a_code_are_told_apart(message: str, kind: type[ApiError]) -> None:
    assert type(failure(200, {"data": None, "errors": [{"message": message}]})) is kind


def test_the_body_is_read_before_the_status() -> None:
    error = failure(400, {"errors": [{"message": "unknown operator $near"}]})
    assert error.message == "unknown operator $near"


def test_bare_texts_in_the_error_list_are_read() -> None:
    assert failure(400, {"errors": ["first", {"message": "second"}]}).message == "first; second"


def test_partial_data_with_errors_is_an_error() -> None:
    error = failure(200, {**GOOD, "errors": [{"message": "half", "path": ["project"]}]})
    assert isinstance(error, ApiError)
    assert error.message == "half"
    assert error.path == ("project",)
    for each in (error, pickle.loads(pickle.dumps(error))):
        assert isinstance(each.data, CountRuns)
        assert each.data.project is not None
        assert each.data.project.run_count == 3


@pytest.mark.parametrize("body", [b"<html>sign in</html>", b"", b"[1]", {"data": None}, {}])
def test_what_is_no_graphql_says_so(body: object) -> None:
    assert isinstance(failure(200, body), ProtocolError)


def test_a_login_page_is_shown_in_part() -> None:
    assert "sign in" in failure(200, b"<html>sign in</html>").message


def test_variables_are_in_no_message() -> None:
    assert "secret" not in str(failure(500, {"error": "boom"}))
    assert "secret" not in repr(CALL)


def test_facts_stand_on_the_error() -> None:
    error = failure(429, {"error": "slow down"}, retry_after="7", x_request_id="abc")
    assert isinstance(error, RateLimitError)
    assert (error.retry_after, error.request_id, error.operation) == (7.0, "abc", "CountRuns")
    assert "CountRuns" in str(error)


NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        ("0.5", 0.5),
        ("Thu, 01 Jan 2026 00:00:10 GMT", 10.0),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


@given(st.binary(max_size=2000))
def test_any_body_is_shown_in_one_short_line(content: bytes) -> None:
    text = shown(content)
    assert "\n" not in text
    assert len(text) < 2000


ALL = [getattr(errors, name) for name in errors.__all__ if name.endswith("Error")]


@pytest.mark.parametrize("kind", ALL)
def test_every_error_survives_a_pickle(kind: type[RunQLError]) -> None:
    error: Any = kind("message", hint="hint")
    error.extra = 1
    again: Any = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert str(again) == str(error)
    assert vars(again)["extra"] == 1


@pytest.mark.parametrize("kind", ALL)
def test_every_error_says_what_and_what_to_do(kind: type[RunQLError]) -> None:
    assert str(kind("It broke.", hint="Mend it.")) == "It broke.\nMend it."
