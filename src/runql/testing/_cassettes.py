"""Cassettes: responses of a server that are recorded once and replayed without a network."""

from __future__ import annotations

import json
import threading
from collections import Counter, deque
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Self, cast

from runql._async.api import AsyncApi
from runql._sync.api import Api
from runql._wire.http import async_transport, sync_transport
from runql._wire.proxies import proxy_for
from runql.errors import RunQLError, UsageError
from runql.settings import RetryPolicy, Settings
from runql.testing._exchanges import SERVER, Cleaner, Exchange, Request, difference, response_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    import httpx

__all__ = ["Cassette", "CassetteError", "record", "replay"]

_VERSION: Final = 1
_NO_KEY: Final = "0" * 40


class CassetteError(RunQLError, AssertionError):
    """A request does not match the cassette, or recorded responses were not requested."""


class Cassette:
    """A recording of requests and responses, which is being recorded or replayed.

    Use the cassette as a context manager. At the end, a recording is written if no error occurred, and a replay
    checks that every response was requested.

    Attributes:
        path: The file.
        mode: `record` or `replay`.
    """

    def __init__(
        self,
        path: Path | str,
        mode: Literal["record", "replay"],
        settings: Settings,
        *,
        redact: Sequence[str] = (),
        allow_unused: bool = False,
    ) -> None:
        self.path: Path = Path(path)
        self.mode = mode
        self._settings = settings
        self._cleaner = Cleaner(settings, redact)
        self._allow_unused = allow_unused
        self._lock = threading.Lock()
        # In the order of the requests; None until the response arrives.
        self._recorded: list[Exchange | None] = []
        self._waiting: dict[str, deque[Exchange]] = {}
        self._played: Counter[str] = Counter()

    @property
    def requests(self) -> int:
        """Number of requests that were recorded or replayed."""
        return len(self._recorded) if self.mode == "record" else self._played.total()

    def api(self) -> Api:
        """Return a client whose requests are recorded or replayed."""
        return Api(settings=self._settings, transport=_transport(self))

    def async_api(self) -> AsyncApi:
        """Return an asynchronous client whose requests are recorded or replayed."""
        return AsyncApi(settings=self._settings, transport=_async_transport(self))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if exc_type is not None:
            return
        if self.mode == "record":
            self._write()
        elif not self._allow_unused:
            self._refuse_unused()

    def load(self, data: dict[str, Any]) -> None:
        """Load the exchanges of a cassette file for replay."""
        for each in data["exchanges"]:
            exchange = Exchange.from_json(each)
            self._waiting.setdefault(exchange.request.key(), deque()).append(exchange)

    def begin(self, request: httpx.Request) -> tuple[int, Request]:
        """Record that a request is sent; return its number, and the request without secrets."""
        kept = self._cleaner.request(request.method, str(request.url), request.content)
        with self._lock:
            self._recorded.append(None)
            return len(self._recorded) - 1, kept

    def keep(self, number: int, request: Request, status: int, content: bytes) -> None:
        """Record the response to a request."""
        exchange = Exchange(request, status, self._cleaner.body(content))
        with self._lock:
            self._recorded[number] = exchange

    def play(self, request: httpx.Request) -> httpx.Response:
        """Return the response that was recorded for a request.

        Raises:
            CassetteError: If the request was not recorded, or all of its responses were replayed.
        """
        wanted = self._cleaner.request(request.method, str(request.url), request.content)
        key = wanted.key()
        with self._lock:
            waiting = self._waiting.get(key)
            if waiting:
                self._played[key] += 1
                return response_to(request, waiting.popleft())
            left = list(self._left())
            played = self._played[key]
        raise CassetteError(
            f"{self.path.name} has no response to {wanted.operation}. "
            f"{difference(wanted, [each.request for each in left], played)}",
            hint="If the request changed intentionally, record the cassette again.",
        )

    def _left(self) -> Iterator[Exchange]:
        for waiting in self._waiting.values():
            yield from waiting

    def _refuse_unused(self) -> None:
        names = Counter(each.request.operation for each in self._left())
        if names:
            listed = ", ".join(f"{name} ({count})" for name, count in sorted(names.items()))
            raise CassetteError(
                f"{self.path.name} has {names.total()} responses that were not requested: {listed}.",
                hint="Record the cassette again, or pass allow_unused=True.",
            )

    def _write(self) -> None:
        data = {
            "version": _VERSION,
            "entity": self._settings.entity,
            "project": self._settings.project,
            "exchanges": [each.to_json() for each in self._recorded if each is not None],
        }
        text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_name(f"{self.path.name}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(self.path)


def record(
    path: Path | str,
    *,
    settings: Settings | None = None,
    api_key: str | None = None,
    base_url: str | None = None,
    entity: str | None = None,
    project: str | None = None,
    redact: Sequence[str] = (),
) -> Cassette:
    """Record the responses of a server; use the result as a context manager.

    The file contains the data of the responses, and `https://wandb.test` instead of the server's URL. It contains no
    headers, no API key and no signatures of URLs. Downloads and uploads of files are not recorded.

    Args:
        path: The file, written when the context ends without an error.
        settings: All of the following in one object.
        api_key: API key; None searches as `Api` does.
        base_url: URL of the server; None searches as `Api` does.
        entity: Entity of paths without one.
        project: Project of paths without one.
        redact: Additional strings to remove, such as names.

    Returns:
        The cassette, whose `api()` and `async_api()` are clients.

    Raises:
        ConfigurationError: If the URL is invalid, or a settings file cannot be read.
        UsageError: If `settings` and another of these arguments are passed.
    """
    if isinstance(cast("object", redact), str):
        raise UsageError(
            f"redact must be a list of strings, got {redact!r}.", hint=f"Use redact=[{redact!r}]."
        )
    chosen = Settings.choose(
        settings, api_key=api_key, base_url=base_url, entity=entity, project=project, timeout=None
    )
    return Cassette(path, "record", chosen, redact=redact)


def replay(path: Path | str, *, allow_unused: bool = False) -> Cassette:
    """Replay a cassette without a network and an API key; use the result as a context manager.

    A request gets a response if its operation, document and variables were recorded; each recorded response is
    replayed once. Any other request raises CassetteError. Sync and async clients can replay the same file.

    Args:
        path: The file.
        allow_unused: Whether to accept responses that were not requested.

    Returns:
        The cassette, whose `api()` and `async_api()` are clients.

    Raises:
        CassetteError: If the file does not exist or is not a cassette.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            raise CassetteError(
                f"Unsupported cassette version of {path}: got {data['version']}, expected {_VERSION}.",
                hint="Record it again with runql.testing.record(path).",
            )
        settings = Settings(
            base_url=SERVER,
            api_key=_NO_KEY,
            entity=data["entity"],
            project=data["project"],
            retry=RetryPolicy(first_wait=0, longest_wait=0),
        )
        cassette = Cassette(path, "replay", settings, allow_unused=allow_unused)
        cassette.load(data)
    except FileNotFoundError:
        raise CassetteError(
            f"Cassette not found: {str(path)!r}.", hint="Record it with runql.testing.record(path)."
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CassetteError(
            f"Invalid cassette: {str(path)!r}: {type(error).__name__}: {error}.",
            hint="Record it again with runql.testing.record(path).",
        ) from error
    return cassette


def _transport(cassette: Cassette) -> httpx.BaseTransport:
    import httpx

    class Transport(httpx.BaseTransport):
        """Records or replays the requests of threads."""

        def __init__(self) -> None:
            settings = cassette._settings
            self._inner = (
                sync_transport(settings, _proxy(settings), settings.base_url)
                if cassette.mode == "record"
                else None
            )

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            """Handle a request."""
            request.read()
            if self._inner is None:
                return cassette.play(request)
            number, kept = cassette.begin(request)
            response = self._inner.handle_request(request)
            content = response.read()
            cassette.keep(number, kept, response.status_code, content)
            return response

        def close(self) -> None:
            """Close the connections."""
            if self._inner is not None:
                self._inner.close()

    return Transport()


def _async_transport(cassette: Cassette) -> httpx.AsyncBaseTransport:
    import httpx

    class Transport(httpx.AsyncBaseTransport):
        """Records or replays the requests of tasks."""

        def __init__(self) -> None:
            settings = cassette._settings
            self._inner = (
                async_transport(settings, _proxy(settings), settings.base_url)
                if cassette.mode == "record"
                else None
            )

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            """Handle a request."""
            await request.aread()
            if self._inner is None:
                return cassette.play(request)
            number, kept = cassette.begin(request)
            response = await self._inner.handle_async_request(request)
            content = await response.aread()
            cassette.keep(number, kept, response.status_code, content)
            return response

        async def aclose(self) -> None:
            """Close the connections."""
            if self._inner is not None:
                await self._inner.aclose()

    return Transport()


def _proxy(settings: Settings) -> str | None:
    return proxy_for(settings, settings.base_url)
