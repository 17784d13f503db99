"""Requests and responses as cassettes keep them: without keys, and equal in every recording."""

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
"""What cassettes write in place of the server's URL."""

_REMOVED: Final = "removed"
_SHORTEST_SECRET: Final = 6
_SHOWN: Final = 60
# Keys of the server in fields that hold them, and what proves the right to read a file.
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
    """A request as a cassette keeps it.

    Attributes:
        operation: Name of the GraphQL operation; of another request, method and path.
        query: The GraphQL document; empty for another request.
        variables: The variables.
    """

    operation: str
    query: str
    variables: dict[str, Any]

    def key(self) -> str:
        """Return what equal requests have in common."""
        return json.dumps([self.operation, self.query, self.variables], sort_keys=True)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form; the document is a list of lines, so that people can read it."""
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
    """A request, and what came back.

    Attributes:
        request: The request.
        status: HTTP status.
        body: The body: `json`, `text` or `base64`, and what it is.
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
    """Takes out of requests and responses what is secret, or differs from one recording to the next."""

    def __init__(self, settings: Settings, redact: Sequence[str] = ()) -> None:
        """Note what is to be replaced.

        Args:
            settings: Of the client that is recorded.
            redact: More strings to remove.
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
        """Return a request as a cassette keeps it."""
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
        """Return the body of a response as a cassette keeps it."""
        found = _json(content)
        if isinstance(found, dict):
            return {"json": self.value(found)}
        try:
            return {"text": self.text(content.decode())}
        except UnicodeDecodeError:
            return {"base64": base64.b64encode(content).decode()}


def response_of(exchange: Exchange) -> tuple[int, bytes]:
    """Return status and body of a kept response."""
    body = exchange.body
    if "json" in body:
        return exchange.status, json.dumps(body["json"], ensure_ascii=False).encode()
    if "text" in body:
        return exchange.status, str(body["text"]).encode()
    return exchange.status, base64.b64decode(body["base64"])


def response_to(request: httpx.Request, exchange: Exchange) -> httpx.Response:
    """Return a kept response as httpx has it."""
    import httpx

    status, content = response_of(exchange)
    return httpx.Response(status, content=content, request=request)


def difference(request: Request, recorded: Sequence[Request], played: int) -> str:
    """Return in what a request differs from the recorded ones, as a sentence.

    Args:
        request: The request.
        recorded: Requests of the cassette that have not been played.
        played: How many equal requests have been played.
    """
    if played:
        times = "once" if played == 1 else f"{played} times"
        return f"It was recorded {times}, and has been sent once more."
    same = [each for each in recorded if each.operation == request.operation]
    if not same:
        names = sorted({each.operation for each in recorded})
        near = near_names(request.operation, names)
        listed = ", ".join(names) or "nothing that has not been played"
        return f"The cassette has: {listed}.{f' Did you mean {near[0]}?' if near else ''}"
    found = sorted((_differences(each, request) for each in same), key=len)
    return f"It differs from the recorded request: {'; '.join(found[0])}."


def _differences(recorded: Request, sent: Request) -> list[str]:
    found = [
        f"variables.{name} was recorded as {_shown(recorded.variables, name)}, "
        f"and is {_shown(sent.variables, name)}"
        for name in sorted({*recorded.variables, *sent.variables})
        if _shown(recorded.variables, name, None) != _shown(sent.variables, name, None)
    ]
    if recorded.query != sent.query:
        old, new = recorded.query.split("\n"), sent.query.split("\n")
        pairs = zip([*old, ""], [*new, ""], strict=False)
        line, (was, now) = next(
            (number, pair) for number, pair in enumerate(pairs, 1) if pair[0] != pair[1]
        )
        found.append(f"line {line} of the query was {was.strip()!r}, and is {now.strip()!r}")
    return found


def _shown(variables: dict[str, Any], name: str, most: int | None = _SHOWN) -> str:
    if name not in variables:
        return "left out"
    text = json.dumps(variables[name], ensure_ascii=False, sort_keys=True)
    return text if most is None or len(text) <= most else f"{text[:most]}…"


def _holds_secret(name: str) -> bool:
    return _SECRET_FIELD.fullmatch(name) is not None


def _json(content: bytes) -> object:
    try:
        return json.loads(content)
    except ValueError:
        return None
