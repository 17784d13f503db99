"""httpx for the session: options, timeouts, and errors of runql."""

from __future__ import annotations

import contextlib
import re
import weakref
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict, cast

from runql._wire.deadlines import deadline_backend
from runql._wire.urls import host_of
from runql.errors import (
    ConfigurationError,
    ConnectError,
    MissingDependencyError,
    ProtocolError,
    RequestTimeoutError,
    TransportError,
)

if TYPE_CHECKING:
    import asyncio
    import ssl
    from collections.abc import Generator

    import httpcore
    import httpx

    from runql._wire.retry import CallBudget
    from runql.settings import Settings

__all__ = [
    "ClientOptions",
    "async_transport",
    "client_options",
    "reason_of",
    "request_timeout",
    "sync_transport",
    "time_left",
    "took_too_long",
    "transport_errors",
    "trust_of",
    "user_agent",
]

_FOREVER: Final = float("inf")
_LONGEST_LINE: Final = 300

# Prefix of urllib3's messages: a class name, and the memory address of an object.
_POOL: Final = re.compile(
    r"^(?:\w*Pool\([^()]*\)|<[\w.]+ object at 0x\w+>|\w*Connection\([^()]*\)): "
)


class ClientOptions(TypedDict):
    """Options of the sync and the async httpx client."""

    headers: dict[str, str]
    trust_env: bool
    follow_redirects: bool


def client_options() -> ClientOptions:
    """Return the options of an httpx client."""
    return ClientOptions(
        headers={"User-Agent": user_agent(), "Accept": "application/json"},
        # The settings select proxies and certificates, in the same way for queries and transfers.
        trust_env=False,
        # The session follows redirects itself, so that an API key is never sent to another host.
        follow_redirects=False,
    )


@cache
def user_agent() -> str:
    """Return the User-Agent of this library.

    Reading the version parses the metadata of the installed package, which costs more than a request.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"runql/{version('runql')}"
    except PackageNotFoundError:
        return "runql"


def sync_transport(settings: Settings, proxy: str | None, url: str) -> httpx.BaseTransport:
    """Return the transport for requests of threads; `deadline` limits the time of each request."""
    import httpx

    with _made_of(proxy):
        made = httpx.HTTPTransport(
            verify=trust_of(settings, url, proxy),
            limits=_limits(settings),
            proxy=proxy,
            trust_env=False,
        )
    # httpx has no limit for a whole request, and no option for this.
    cast("Any", made)._pool._network_backend = deadline_backend()
    return made


def async_transport(settings: Settings, proxy: str | None, url: str) -> httpx.AsyncBaseTransport:
    """Return the transport for requests of tasks; asyncio limits the time of each request.

    Its connections are closed when the transport is garbage-collected while their loop runs, so programs need not
    close clients.
    """
    import asyncio

    import httpcore
    import httpx

    opened: list[tuple[asyncio.AbstractEventLoop, httpcore.AsyncNetworkStream]] = []

    class Backend(httpcore.AnyIOBackend):
        """Opens connections, and records the open ones."""

        async def connect_tcp(self, *arguments: Any, **named: Any) -> httpcore.AsyncNetworkStream:  # noqa: ANN401
            """Connect."""
            # httpcore declares its class a second time, for programs without anyio.
            base = cast("httpcore.AsyncNetworkBackend", super())
            stream = await base.connect_tcp(*arguments, **named)
            opened[:] = [each for each in opened if each[1].get_extra_info("socket").fileno() >= 0]
            opened.append((asyncio.get_running_loop(), stream))
            return stream

    with _made_of(proxy):
        made = httpx.AsyncHTTPTransport(
            verify=trust_of(settings, url, proxy),
            limits=_limits(settings),
            proxy=proxy,
            trust_env=False,
        )
    # httpx has no option for this.
    cast("Any", made)._pool._network_backend = Backend()
    # httpcore's pools live until the next collection, which may come after the end of the loop.
    weakref.finalize(made, _close_dropped, opened).atexit = False
    return made


def _close_dropped(
    opened: list[tuple[asyncio.AbstractEventLoop, httpcore.AsyncNetworkStream]],
) -> None:
    for loop, stream in opened:
        # Any thread may drop a client. A connection cannot be closed on a closed loop.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(_begin_closing, stream)


def _begin_closing(stream: httpcore.AsyncNetworkStream) -> None:
    # A task would be canceled at the end of `asyncio.run`, when most clients are dropped. The code that closes the
    # connection runs before the first await, so one step is enough.
    closing = stream.aclose()
    with contextlib.suppress(StopIteration, OSError):
        closing.send(None)
    closing.close()


def time_left(settings: Settings, budget: CallBudget, operation: str) -> float | None:
    """Return the remaining seconds of a call; None for no limit.

    Raises:
        RequestTimeoutError: If no time is left.
    """
    total = budget.limit(settings.timeouts.total)
    if total is None:
        return None
    left = total - budget.elapsed()
    if left <= 0:
        raise took_too_long(operation, total)
    return left


def took_too_long(operation: str, total: float) -> RequestTimeoutError:
    """Return the error for a call that has reached its time limit."""
    return RequestTimeoutError(
        f"The call exceeded its total timeout of {total:g} s.",
        hint="Raise timeouts.total, or request less with per_page= or fields=.",
        operation=operation,
    )


def request_timeout(settings: Settings, left: float | None) -> httpx.Timeout:
    """Return the timeouts of one request, limited by the remaining time of the call."""
    import httpx

    limits = settings.timeouts
    bound = _FOREVER if left is None else left
    return httpx.Timeout(min(limits.read, bound), connect=min(limits.connect, bound))


@contextlib.contextmanager
def transport_errors(operation: str, url: str) -> Generator[None]:
    """Convert errors of the HTTP library and of lower layers to errors of runql.

    Raises:
        TransportError: If no usable response arrived.
    """
    import httpx

    try:
        yield
    except (httpx.TransportError, TimeoutError, OSError) as error:
        raise _broken(error, operation, url) from error
    except (httpx.RequestError, httpx.StreamError) as error:
        raise ProtocolError(
            f"Invalid response from {host_of(url)}: {reason_of(error)}.",
            hint="Check the proxy settings; a proxy may have changed the response.",
            operation=operation,
        ) from error
    except (httpx.InvalidURL, UnicodeError) as error:
        # Raised without a cause, because the message of `error` contains the complete URL.
        failed = ProtocolError(
            f"Invalid URL of {host_of(url)}: {type(error).__name__}. Nothing was sent.",
            hint="Check WANDB_BASE_URL.",
            operation=operation,
        )
        failed.retryable = False
        raise failed from None


def reason_of(error: BaseException) -> str:
    """Return the reason of a library's error, preferably the message of the operating system."""
    import ssl

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted ({cause.verify_message})"
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
        cause = cause.__cause__ or cause.__context__
    text = _POOL.sub("", " ".join(str(error).split()))[:_LONGEST_LINE].rstrip(".")
    return text or type(error).__name__


def trust_of(settings: Settings, *urls: str | None) -> ssl.SSLContext:
    """Return the TLS context with the trusted certificates, for queries and transfers.

    Args:
        settings: Settings with the path of the certificates.
        urls: URLs of the host and of its proxy. If no URL uses TLS, no certificates are read or
            trusted.

    Raises:
        ConfigurationError: If the certificate file cannot be read.
    """
    # Imported here because it loads OpenSSL, which is not needed before the first connection.
    import ssl

    verify = settings.verify
    if urls and not any(url is not None and url.startswith("https:") for url in urls):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        if isinstance(verify, bool):
            return _trust(verify)
        found = Path(verify).stat()
        return _trust(verify, (found.st_mtime_ns, found.st_size, found.st_ino))
    except OSError as error:  # also ssl.SSLError
        raise ConfigurationError(
            f"verify must be a readable certificate file, got {str(verify)!r}: {reason_of(error)}.",
            hint="Set verify= or SSL_CERT_FILE to a PEM file, or unset them.",
        ) from error


@lru_cache(maxsize=8)
def _trust(verify: bool | str, _file: tuple[int, ...] = ()) -> ssl.SSLContext:
    """Read certificates, which takes 30 ms; cached for all clients until their file changes."""
    import ssl

    import httpx

    if isinstance(verify, bool):
        return httpx.create_ssl_context(verify=verify, trust_env=False)
    folder = Path(verify).is_dir()
    return ssl.create_default_context(
        cafile=None if folder else verify, capath=verify if folder else None
    )


def _broken(error: Exception, operation: str, url: str) -> TransportError:
    import httpx

    host = host_of(url)
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return ConnectError(
            f"Cannot connect to {host}: {reason_of(error)}.",
            hint="Check WANDB_BASE_URL, the network and the proxy.",
            operation=operation,
        )
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return RequestTimeoutError(
            f"{host} did not respond in time ({reason_of(error)}).",
            hint="Raise timeouts.read, or request less with per_page= or fields=.",
            operation=operation,
        )
    return TransportError(
        f"The connection to {host} broke: {reason_of(error)}.", operation=operation
    )


def _limits(settings: Settings) -> httpx.Limits:
    import httpx

    return httpx.Limits(
        max_connections=settings.max_connections,
        max_keepalive_connections=settings.max_connections,
    )


@contextlib.contextmanager
def _made_of(proxy: str | None) -> Generator[None]:
    try:
        yield
    except ImportError:
        raise MissingDependencyError(
            f"The SOCKS proxy {host_of(proxy or '')} requires another package.",
            hint='Install it with: pip install "runql[socks]"',
        ) from None
