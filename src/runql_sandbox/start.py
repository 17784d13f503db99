"""Start of the server with options that need no command line library.

typer imports pydantic and builds a validator per option, which takes more processor time than the store. Programs
start the server with a few well-formed options, so `plain_options` reads these. It leaves all other command lines,
such as those with mistakes, to typer.
"""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from runql_sandbox.request.signed_urls import VALID_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "LARGEST_PORT",
    "LONGEST_LATENCY",
    "LONGEST_URL_SECONDS",
    "SHORTEST_URL_SECONDS",
    "ServerOptions",
    "plain_options",
    "start",
]

LARGEST_PORT: Final = 65535
LONGEST_LATENCY: Final = 3600
SHORTEST_URL_SECONDS: Final = 0.001
LONGEST_URL_SECONDS: Final = 10**9


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """Options of `runql sandbox`.

    Attributes:
        host: Host to bind to.
        port: Port to listen on; 0 selects a free port.
        data: Folder for the data; None uses a temporary folder.
        demo: Whether to start with two example projects.
        latency: Seconds by which all responses are delayed.
        url_seconds: Validity of signed file URLs, in seconds.
        debug: Whether to count requests.
        export_every: Rows after which the history of a running run is exported; None to export it at the end.
        without: Features and parts of the schema to omit.
        cursors: Content of page cursors: the last item, or a number of items.
        server: Year and month of the server to emulate; empty for all features.
    """

    host: str = "127.0.0.1"
    port: int = 0
    data: Path | None = None
    demo: bool = False
    latency: float = 0.0
    url_seconds: float = VALID_SECONDS
    debug: bool = False
    export_every: int | None = None
    without: tuple[str, ...] = ()
    cursors: Literal["items", "offsets"] = "items"
    server: str = ""


def start(options: ServerOptions) -> str | None:
    """Serve until SIGTERM or SIGINT; return the reason if the server cannot start."""
    # The modules and the schema stay until the end. `serve` turns the collector on when they are complete.
    gc.disable()
    # The server's libraries take most of a second to import, and all `runql` commands import this module.
    from runql_sandbox.web.serving import StartError, serve

    try:
        serve(
            options.host,
            options.port,
            options.data,
            with_demo=options.demo,
            latency=options.latency,
            debug=options.debug,
            url_seconds=options.url_seconds,
            export_every=options.export_every,
            without=options.without,
            cursors=options.cursors,
            server_date=options.server,
        )
    except StartError as error:
        return str(error)
    return None


def plain_options(arguments: Sequence[str]) -> ServerOptions | None:
    """Return the options of a well-formed command line; None for any that only typer reads."""
    values: dict[str, Any] = {}
    words = iter(arguments)
    for name in words:
        if name in _SWITCHES:
            value: object = True
        elif name in _READERS:
            text = next(words, "")
            # On Windows, the command line library expands patterns and variables.
            value = _READERS[name](text) if _PLAIN.fullmatch(text) else None
        else:
            return None
        key = name[2:].replace("-", "_")
        if value is None or (key in values and key != "without"):
            return None
        values[key] = (*values.get(key, ()), value) if key == "without" else value
    return ServerOptions(**values)


def _port(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) and int(text) <= LARGEST_PORT else None


def _count(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) and int(text) > 0 else None


def _latency(text: str) -> float | None:
    return float(text) if _DECIMAL.fullmatch(text) and float(text) <= LONGEST_LATENCY else None


def _url_seconds(text: str) -> float | None:
    if not _DECIMAL.fullmatch(text):
        return None
    return float(text) if SHORTEST_URL_SECONDS <= float(text) <= LONGEST_URL_SECONDS else None


def _cursors(text: str) -> str | None:
    return text if text in ("items", "offsets") else None


_PLAIN: Final = re.compile(r"[^-~$%*?\[\s][^~$%*?\[]*")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_DECIMAL: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
_SWITCHES: Final = frozenset({"--demo", "--debug"})
_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "--host": str,
    "--port": _port,
    "--data": Path,
    "--latency": _latency,
    "--url-seconds": _url_seconds,
    "--export-every": _count,
    "--without": str,
    "--cursors": _cursors,
    "--server": str,
}
