"""Errors by response."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import time
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.count_runs import CountRuns
from runql_graphql.ops.runs import base as ops

from runql import errors
from runql._wire.protocol import ServerResponse, decode
from runql._wire.responses.failures import CODE_ERRORS, STATUS_ERRORS, redirected, retry_after
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
        ("-1", None),
        ("inf", None),
        ("1e3", None),
        ("9" * 400, None),
        ("Wed, 21 Oct 99999999999999999999 07:28:00 GMT", None),
        ("Wed, 21 Oct 2026 07:28:00 +9999999", None),
        ("\ud800", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


@given(st.text(max_size=60))
def test_any_retry_after_is_a_time_or_nothing(value: str) -> None:
    seconds = retry_after({"retry-after": value}, NOW)
    assert seconds is None or 0 <= seconds < 1e13


NOT_LOGGED_IN = {"message": "user is not logged in", "extensions": {"code": "PERMISSION_ERROR"}}
DENIED = {"message": "permission denied", "extensions": {"code": "PERMISSION_ERROR"}}


@pytest.mark.parametrize(
    ("status", "entry", "kind"),
    [
        (401, NOT_LOGGED_IN, errors.AuthenticationError),
        (401, DENIED, errors.AuthenticationError),
        (401, {"message": "who are you"}, errors.AuthenticationError),
        (403, DENIED, errors.PermissionDeniedError),
        (403, NOT_LOGGED_IN, errors.AuthenticationError),
        (200, {**NOT_LOGGED_IN, "message": "relogin required"}, errors.AuthenticationError),
        (200, DENIED, errors.PermissionDeniedError),
        (404, {"message": "entity X not found during upsertBucket"}, errors.NotFoundError),
        (409, {"message": "run a/b/c was previously created and deleted"}, errors.ConflictError),
        (429, {"message": "m", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}, RateLimitError),
        (500, {"message": "An internal error occurred. Please contact support."}, ServerError),
        (500, {"message": "unsupported type []interface {}"}, errors.InvalidInputError),
        (500, {"message": "m", "extensions": {"code": "BAD_USER_INPUT"}}, errors.InvalidInputError),
        (400, {"message": 'Cannot query field "f" on type "T".'}, errors.UnsupportedError),
        (400, {"message": "invalid parameters: 64 limit exceeded"}, errors.InvalidInputError),
    ],
)
def test_the_status_decides_before_the_code_of_w_and_b(
    status: int, entry: object, kind: type[ApiError]
) -> None:
    for body in ({"errors": [entry]}, {"data": {"project": None}, "errors": [entry]}):
        assert type(failure(status, body)) is kind


def many_errors(count: int) -> bytes:
    return json.dumps({"errors": [{"message": f"m{n}"} for n in range(count)]}).encode()


SECRET = "s3cr3t" * 8
BODIES: dict[str, bytes] = {
    "empty": b"",
    "json": json.dumps({"data": {"viewer": {"apiKey": SECRET}}}).encode(),
    "cut": json.dumps({"data": {"viewer": {"apiKey": SECRET}}}).encode()[:-2],
    "null": b"null",
    "list": b"[1]",
    "deep": b"[" * 100_000,
    "deep-data": b'{"data": ' + b"[" * 100_000,
    "deep-errors": b'{"errors": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "text": b"upstream is being restarted, back at 18:00",
    "html": b"<html><head><title>Sign in</title></head></html>",
    "bom": b"\xef\xbb\xbf<html><title>Sign in</title>",
    "binary": bytes(range(256)) * 20,
    "surrogate": b'{"errors": [{"message": "\\ud800"}]}',
    "words": json.dumps({"errors": [{"message": "field does not exist in " * 8_000}]}).encode(),
    "many": many_errors(2_000),
    "odd-errors": b'{"errors": {"a": 1}}',
    "error": b'{"error": {"message": "m"}}',
    "problem": b'{"title": "t", "detail": "d"}',
}
HEADERS: list[dict[str, str]] = [
    {},
    {"retry-after": "Wed, 21 Oct 99999999999999999999 07:28:00 GMT", "x-request-id": "id"},
    {"retry-after": "1", "location": "http://[bad/x", "ratelimit-reset": "nan"},
]
STATUSES = (200, 202, 204, 300, 304, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 411, 412, 413, 418,
            422, 425, 429, 431, 451, 499, 500, 501, 502, 503, 504, 520, 599)  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
def test_whatever_is_answered_becomes_one_short_typed_error_without_a_secret(status: int) -> None:
    began = time.process_time()
    for body in BODIES.values():
        for headers in HEADERS:
            with pytest.raises(RunQLError) as caught:
                decode(CALL, ServerResponse(status, headers, body))
            error = caught.value
            text = "".join(traceback.format_exception(error))
            assert len(str(error)) < 6_000
            assert SECRET not in text
            assert "pydantic" not in text
            assert not isinstance(error, ServerError) or error.retryable
    assert time.process_time() - began < 5


@pytest.mark.parametrize("status", [200, 400, 429, 500])
def test_a_response_of_many_errors_becomes_one_in_time(status: int) -> None:
    body, began = many_errors(20_000), time.process_time()
    with pytest.raises(RunQLError) as caught:
        decode(CALL, ServerResponse(status, {}, body))
    assert len(str(caught.value)) < 6_000
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (503, BODIES["text"], "back at 18:00"),
        (502, b"<html><h1>502 Bad Gateway</h1></html>", "502 Bad Gateway"),
        (403, b"<html><title>Blocked &amp; logged</title></html>", "Blocked & logged"),
        (413, {"message": "too large"}, "too large"),
        (500, {"fault": {"faultstring": "out of memory"}}, "out of memory"),
        (429, {"detail": [{"msg": "slow down"}]}, "slow down"),
        (
            403,
            b"<Error><Code>X</Code><Message>Request has expired</Message></Error>",
            "has expired",
        ),
        (200, BODIES["html"], "Sign in"),
    ],
)
def test_the_words_of_a_proxy_are_shown(status: int, body: object, words: str) -> None:
    assert words in failure(status, body).message


def test_what_does_not_match_the_schema_is_named_and_not_requested_again() -> None:
    runs = {"edges": [{"node": {"name": SECRET}}]}
    error = failure(200, {"data": {"project": {"name": "p", "runCount": None, "runs": runs}}})
    assert isinstance(error, ProtocolError)
    assert not error.retryable
    assert "CountRuns" in error.message
    assert "project.runCount" in error.message
    assert "project 'p'" in error.message


@pytest.mark.parametrize("body", ["empty", "cut"])
def test_what_was_cut_off_may_be_requested_again(body: str) -> None:
    assert failure(200, BODIES[body]).retryable
    assert not failure(200, BODIES["html"]).retryable


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("https://new.test/graphql?token=s3cr3t", "base_url='https://new.test'"),
        ("/login?next=s3cr3t", "http://old.test/login"),
        ("http://[bad/x", "invalid URL"),
        ("", "without a Location header"),
    ],
)
def test_a_redirect_names_status_and_target(status: int, location: str, shown: str) -> None:
    error = redirected("GetRun", status, {"location": location}, "http://old.test/graphql")
    assert str(status) in error.message
    assert shown in str(error)
    assert "s3cr3t" not in str(error)
    assert not error.retryable


def test_control_characters_of_headers_do_not_reach_a_terminal() -> None:
    """HTTP libraries let an escape character pass in a header."""
    error = redirected(
        "GetRun", 302, {"location": "http://a.test/\x1b[2J"}, "http://b.test/graphql"
    )
    assert "\x1b" not in str(error)
    told = failure(500, {"error": "x"}, x_request_id="a\x1b[2J")
    assert isinstance(told, ApiError)
    assert "\x1b" not in str(told)
    assert "\x1b" not in str(told.request_id)


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
