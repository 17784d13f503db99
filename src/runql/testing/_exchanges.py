"""Requests and responses of cassettes, without secrets and equal in every recording."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from runql._choices import near_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx

    from runql.settings import Settings

__all__ = ["SERVER", "Cleaner", "Exchange", "Request", "difference", "response_of", "response_to"]

SERVER: Final = "https://wandb.test"
"""URL that cassettes contain instead of the server's URL."""

_REMOVED: Final = "removed"
_SHORTEST_SECRET: Final = 6
_SHOWN: Final = 60
# Names of fields that contain keys; API keys in any string; and signatures of file URLs.
_SECRET_FIELD: Final = re.compile(
    r"(?:secret|private|access|api|auth)_?keys?|passwords?|secrets?|(?:access|auth|refresh)_?token",
    re.IGNORECASE,
)
_KEY: Final = re.compile(r"\bwandb_v\d+_\w{20,}")
_SIGNED: Final = re.compile(
    r"(?<=[?&])((?:X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)|Signature|AWSAccessKeyId"
    r"|GoogleAccessId|sig|signature|token)=)[^&\s\"']+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A request in a cassette.

    Attributes:
        operation: Name of the GraphQL operation; for other requests, the method and path.
        query: The GraphQL document; empty for other requests.
        variables: The variables.
    """

    operation: str
    query: str
    variables: dict[str, Any]

    def key(self) -> str:
        """Return the key that is the same for equal requests."""
        return json.dumps([self.operation, self.query, self.variables], sort_keys=True)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form, with the document as a list of lines for readability."""
        if not self.query:
            return {"request": self.operation}
        return {
            "operation": self.operation,
            "variables": self.variables,
            "query": self.query.split("\n"),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Request:
        """Read the JSON form."""
        if "request" in data:
            return cls(str(data["request"]), "", {})
        return cls(str(data["operation"]), "\n".join(data["query"]), dict(data["variables"]))


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response.

    Attributes:
        request: The request.
        status: HTTP status.
        body: The body of the response, under the key `json`, `text` or `base64`.
    """

    request: Request
    status: int
    body: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {**self.request.to_json(), "status": self.status, "response": self.body}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Exchange:
        """Read the JSON form."""
        return cls(Request.from_json(data), int(data["status"]), dict(data["response"]))


class Cleaner:
    """Removes secrets, and data that differs between recordings, from requests and responses."""

    def __init__(self, settings: Settings, redact: Sequence[str] = ()) -> None:
        """Collect the strings to replace.

        Args:
            settings: Settings of the recorded client.
            redact: Additional strings to remove.
        """
        secrets = [*redact, *settings.headers.values(), settings.api_key or ""]
        self._secrets = sorted(
            {each for each in secrets if each in redact or len(each) >= _SHORTEST_SECRET},
            key=len,
            reverse=True,
        )
        self._servers = [settings.base_url]
        if settings.app_url:
            self._servers.append(settings.app_url)

    def text(self, text: str) -> str:
        """Return a string without secrets and without the server's URL."""
        for secret in self._secrets:
            text = text.replace(secret, _REMOVED)
        for server in self._servers:
            text = text.replace(server, SERVER)
        return _SIGNED.sub(rf"\1{_REMOVED}", _KEY.sub(_REMOVED, text))

    def value(self, value: Any, *, secret: bool = False) -> Any:  # noqa: ANN401 - any JSON value
        """Return a JSON value without secrets."""
        if isinstance(value, dict):
            items = cast("dict[str, Any]", value).items()
            return {
                self.text(name): self.value(each, secret=secret or _holds_secret(name))
                for name, each in items
            }
        if isinstance(value, list):
            return [self.value(each, secret=secret) for each in value]
        if isinstance(value, str):
            return _REMOVED if secret and value else self.text(value)
        return value

    def request(self, method: str, url: str, content: bytes) -> Request:
        """Return a request in the form of a cassette."""
        body = _json(content) if method == "POST" else None
        if isinstance(body, dict) and "query" in body:
            sent = cast("dict[str, Any]", body)
            return Request(
                str(sent.get("operationName") or ""),
                str(sent["query"]),
                self.value(sent.get("variables") or {}),
            )
        parts = urlsplit(self.text(url))
        query = f"?{parts.query}" if parts.query else ""
        return Request(f"{method} {parts.path}{query}", "", {})

    def body(self, content: bytes) -> dict[str, Any]:
        """Return the body of a response in the form of a cassette."""
        found = _json(content)
        if isinstance(found, dict):
            return {"json": self.value(found)}
        try:
            return {"text": self.text(content.decode())}
        except UnicodeDecodeError:
            return {"base64": base64.b64encode(content).decode()}


def response_of(exchange: Exchange) -> tuple[int, bytes]:
    """Return the status and body of a recorded response."""
    body = exchange.body
    if "json" in body:
        return exchange.status, json.dumps(body["json"], ensure_ascii=False).encode()
    if "text" in body:
        return exchange.status, str(body["text"]).encode()
    return exchange.status, base64.b64decode(body["base64"])


def response_to(request: httpx.Request, exchange: Exchange) -> httpx.Response:
    """Return a recorded response as an httpx response."""
    import httpx

    status, content = response_of(exchange)
    return httpx.Response(status, content=content, request=request)


def difference(request: Request, recorded: Sequence[Request], played: int) -> str:
    """Return the difference between a request and the recorded ones, as a sentence.

    Args:
        request: The request.
        recorded: Requests of the cassette that have not been replayed.
        played: Number of equal requests that have been replayed.
    """
    if played:
        times = "once" if played == 1 else f"{played} times"
        return f"The request was recorded {times}, but was sent once more."
    same = [each for each in recorded if each.operation == request.operation]
    if not same:
        names = sorted({each.operation for each in recorded})
        near = near_names(request.operation, names)
        listed = ", ".join(names) or "none"
        return f"Remaining requests of the cassette: {listed}.{f' Did you mean {near[0]}?' if near else ''}"
    found = sorted((_differences(each, request) for each in same), key=len)
    return f"The request differs from the recorded one: {'; '.join(found[0])}."


def _differences(recorded: Request, sent: Request) -> list[str]:
    found = [
        f"variables.{name} is {_shown(sent.variables, name)}, "
        f"recorded as {_shown(recorded.variables, name)}"
        for name in sorted({*recorded.variables, *sent.variables})
        if _shown(recorded.variables, name, None) != _shown(sent.variables, name, None)
    ]
    if recorded.query != sent.query:
        old, new = recorded.query.split("\n"), sent.query.split("\n")
        pairs = zip([*old, ""], [*new, ""], strict=False)
        line, (was, now) = next(
            (number, pair) for number, pair in enumerate(pairs, 1) if pair[0] != pair[1]
        )
        found.append(f"line {line} of the query is {now.strip()!r}, recorded as {was.strip()!r}")
    return found


def _shown(variables: dict[str, Any], name: str, most: int | None = _SHOWN) -> str:
    if name not in variables:
        return "missing"
    text = json.dumps(variables[name], ensure_ascii=False, sort_keys=True)
    return text if most is None or len(text) <= most else f"{text[:most]}…"


def _holds_secret(name: str) -> bool:
    return _SECRET_FIELD.fullmatch(name) is not None


def _json(content: bytes) -> object:
    try:
        return json.loads(content)
    except ValueError:
        return None
