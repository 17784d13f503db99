"""Arguments of a wrong type are refused before anything is sent, by the name of the argument."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from runql import Api
from runql.errors import UsageError

WRONG: list[tuple[str, tuple[Any, ...], dict[str, Any], str]] = [
    ("user", (5,), {}, "name must be a string"),
    ("team", ([],), {}, "name must be a string"),
    ("registry", (b"models",), {}, "name must be a string"),
    ("create_team", (5,), {}, "name must be a string"),
    ("create_user", (None,), {}, "email must be a string"),
    ("create_registry", (5,), {}, "name must be a string"),
    ("create_run", ("e/p",), {"name": 5}, "name must be a string"),
    ("create_run", ("e/p",), {"group": ["a"]}, "group must be a string"),
    ("create_run", ("e/p",), {"job_type": 1.5}, "job_type"),
    ("create_run", ("e/p",), {"notes": {"a": 1}}, "notes"),
    ("create_report", ("e/p", "T", ["text"]), {}, "blocks must contain blocks"),
    ("artifacts", ("model", "e/p/m"), {"tags": [5]}, "tags must be a list of strings"),
    ("automations", (), {"name": 5}, "name must be a string"),
    ("create_report", ("e/p", 5), {}, "title must be a string"),
    ("create_webhook_integration", (5, "https://a.b"), {}, "name must be a string"),
    ("create_webhook_integration", ("hook", b"https://a.b"), {}, "url must be a string"),
    ("create_slack_integration", (5, "https://a.b"), {}, "code"),
    ("create_automation", ("event",), {"name": "n"}, "new must be of type NewAutomation"),
    ("delete_api_key", (5,), {}, "key must be of type ApiKey"),
    ("delete_integration", (5,), {}, "integration must be an integration"),
    ("create_registry", ("models",), {"artifact_types": [5]}, "artifact_types must be a list"),
    ("export", ("e/p", 5), {}, "to must be a string or a path"),
    ("export", ("e/p", "x"), {"workers": "4"}, "workers must be an integer"),
    ("export", ("e/p", "x"), {"keys": [1]}, "keys must be a list of strings"),
    ("export", ("e/p", "x"), {"files": 5}, "files must be a string"),
    ("verify_export", (5,), {}, "to must be a string or a path"),
    ("log_artifact", ("model.pt", "e/p"), {}, "artifact must be an Artifact"),
]


@pytest.mark.parametrize(("method", "arguments", "named", "message"), WRONG)
def test_an_argument_of_a_wrong_type_is_refused_before_a_request(
    method: str, arguments: tuple[Any, ...], named: dict[str, Any], message: str
) -> None:
    sent: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={"data": {}})

    with (
        Api(
            "x" * 40,
            base_url="http://wandb.test",
            entity="e",
            transport=httpx.MockTransport(respond),
        ) as api,
        pytest.raises(UsageError, match=message),
    ):
        getattr(api, method)(*arguments, **named)
    assert sent == []
