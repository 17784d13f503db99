"""Serving a data folder until somebody says stop."""

from __future__ import annotations

import json
import signal
import socket
import sys
import tempfile
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import uvicorn

from runql_sandbox import demo
from runql_sandbox.request.signed_urls import VALID_SECONDS
from runql_sandbox.store.data_folder import Store
from runql_sandbox.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["serve"]

_ENDING: Final = (signal.SIGTERM, signal.SIGINT)


class Announcing(uvicorn.Server):
    """A server that says on stdout, in one line of JSON, when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: dict[str, str]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        sys.stdout.write(json.dumps(self._ready) + "\n")
        sys.stdout.flush()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take signals as a request to end; uvicorn's own sends them on, to the end of the process."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        kept = {each: signal.signal(each, self.handle_exit) for each in _ENDING}
        try:
            yield
        finally:
            for each, handler in kept.items():
                signal.signal(each, handler)


def serve(
    host: str = "127.0.0.1",
    port: int = 0,
    data: Path | None = None,
    *,
    with_demo: bool = False,
    latency: float = 0.0,
    debug: bool = False,
    url_seconds: float = VALID_SECONDS,
    export_every: int | None = None,
    without: Sequence[str] = (),
) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.
        data: Folder that keeps the data; None takes a temporary one that goes at the end.
        with_demo: Log a small project to look at, before the server says that it is ready.
        latency: Seconds to hold every answer back.
        debug: Count requests.
        url_seconds: How long signed addresses to read from are good for.
        export_every: Rows after which the history of a running run is exported; None waits for its end.
        without: Features and parts of the schema to do without, as an older server does.
    """
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory("-runql-sandbox")))
        listening = stack.enter_context(_listen(host, port))
        store = Store(folder, export_every, without)
        stack.callback(store.close)
        shown = f"[{host}]" if ":" in host else host
        base_url = f"http://{shown}:{listening.getsockname()[1]}"
        user = store.first_user()
        ready = {"base_url": base_url, "api_key": user.api_key, "entity": user.entity}
        app = create_app(store, base_url, latency=latency, debug=debug, url_seconds=url_seconds)
        config = uvicorn.Config(
            app, log_level="warning", lifespan="off", timeout_graceful_shutdown=5
        )
        if with_demo:
            _fill_before(config, listening, ready)
        Announcing(config, ready).run(sockets=[listening])


def _fill_before(config: uvicorn.Config, listening: socket.socket, ready: dict[str, str]) -> None:
    """Log the demo through a server that nobody else knows of yet."""
    private = uvicorn.Server(config)
    thread = threading.Thread(target=private.run, kwargs={"sockets": [listening.dup()]})
    thread.start()
    try:
        demo.fill(**ready)
    finally:
        private.should_exit = True
        thread.join()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio turns Nagle's algorithm off: else small answers wait for 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(128)
    return listening
