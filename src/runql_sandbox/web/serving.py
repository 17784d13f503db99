"""Serving a data folder until the process is stopped."""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from contextlib import ExitStack, contextmanager
from importlib.abc import MetaPathFinder
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import uvicorn

from runql_sandbox.request.limits import HEADER_BYTES
from runql_sandbox.request.signed_urls import VALID_SECONDS
from runql_sandbox.schema.as_of import ServerDateError
from runql_sandbox.schema.older_servers import UnknownPartError
from runql_sandbox.store.data_folder import FolderError, Store
from runql_sandbox.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType, ModuleType

__all__ = ["StartError", "serve"]

_ENDING: Final = (signal.SIGTERM, signal.SIGINT)
_SECONDS_TO_END: Final = 10.0
"""Seconds after a signal until open requests are cut off."""

_ARROW_WITHOUT_NUMPY: Final = 18
"""First version of pyarrow that does not need numpy."""


class _WithoutArrays(MetaPathFinder):
    """Reports that pandas and numpy are not installed.

    pyarrow imports numpy with itself, and pandas at its first conversion, which takes longer than the server's start.
    The sandbox uses no arrays and no DataFrames.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        if fullname == "pandas" or (fullname == "numpy" and _is_numpy_optional()):
            raise ModuleNotFoundError(f"The sandbox does not use {fullname}.", name=fullname)


def _is_numpy_optional() -> bool:
    return int(version("pyarrow").partition(".")[0]) >= _ARROW_WITHOUT_NUMPY


class StartError(Exception):
    """An error that prevents the server from starting."""


class Announcing(uvicorn.Server):
    """A server that prints one line of JSON on stdout when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: dict[str, str]) -> None:
        super().__init__(config)
        self._ready = ready
        self.folder: Path | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Start the shutdown. Busy threads do not delay the exit of the process."""
        if self.should_exit:
            self.force_exit = True
        else:
            # A thread of a request cannot be stopped, and the interpreter would wait for it.
            last = threading.Timer(_SECONDS_TO_END, self._end_at_once)
            last.daemon = True
            last.start()
        super().handle_exit(sig, frame)

    def _end_at_once(self) -> None:
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        os._exit(0)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and print the line."""
        await super().startup(sockets)
        sys.stdout.write(json.dumps(self._ready) + "\n")
        sys.stdout.flush()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle signals as a shutdown request. uvicorn's own handlers would raise them again at the end."""
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
    server_date: str = "",
    cursors: Literal["items", "offsets"] = "items",
) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        host: Host to bind to.
        port: Port to listen on; 0 selects a free port.
        data: Folder for the data; None uses a temporary folder that is deleted at the end.
        with_demo: Whether to log the demo projects before the server reports that it is ready.
        latency: Seconds by which all responses are delayed.
        debug: Whether to count requests.
        url_seconds: Validity of signed read URLs, in seconds.
        export_every: Rows after which the history of a running run is exported; None to export it when
            the run ends.
        without: Features and parts of the schema to omit, as an older server.
        server_date: Year and month of the server to emulate; empty for all
            features.
        cursors: Content of page cursors: the last item, or a number of items.

    Raises:
        StartError: If it cannot listen on the port, cannot use the folder, or `without` names an unknown
            part.
    """
    sys.meta_path.insert(0, _WithoutArrays())
    with ExitStack() as stack:
        stack.enter_context(_ending_early())
        temporary: Path | None = None
        if data is None:
            temporary = Path(stack.enter_context(tempfile.TemporaryDirectory("-runql-sandbox")))
        listening = stack.enter_context(_listen(host, port))
        store = _opened(data or temporary or Path(), export_every, without, server_date, cursors)
        stack.callback(store.close)
        shown = f"[{host}]" if ":" in host else host
        base_url = f"http://{shown}:{listening.getsockname()[1]}"
        user = store.first_user()
        ready = {"base_url": base_url, "api_key": user.api_key, "entity": user.entity}
        try:
            app = create_app(store, base_url, latency=latency, debug=debug, url_seconds=url_seconds)
        except UnknownPartError as error:
            raise StartError(f"invalid --without: {error}") from error
        except ServerDateError as error:
            raise StartError(str(error)) from error
        # A full collection would stop all threads for a quarter of a second to look at the schema and the modules.
        gc.freeze()
        gc.enable()
        config = uvicorn.Config(
            app,
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=HEADER_BYTES,
        )
        if with_demo:
            _fill_before(config, listening, ready)
        server = Announcing(config, ready)
        server.folder = temporary
        server.run(sockets=[listening])


def _fill_before(config: uvicorn.Config, listening: socket.socket, ready: dict[str, str]) -> None:
    """Log the demo through a server that accepts no other requests yet."""
    from runql_sandbox.demo.world import fill

    private = uvicorn.Server(config)
    thread = threading.Thread(target=private.run, kwargs={"sockets": [listening.dup()]})
    thread.start()
    try:
        fill(**ready)
    finally:
        private.should_exit = True
        thread.join()


def _opened(
    folder: Path,
    export_every: int | None,
    without: Sequence[str],
    server_date: str,
    cursors: Literal["items", "offsets"],
) -> Store:
    try:
        return Store(folder, export_every, without, server_date, cursors)
    except FolderError as error:
        raise StartError(str(error)) from error


@contextmanager
def _ending_early() -> Iterator[None]:
    """Handle SIGTERM before the server starts: clean up and exit."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, kept)


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return _bound(host, port)
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "the host name is invalid"
        raise StartError(f"cannot listen on {host}, port {port}: {why}") from error


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With an explicit protocol, asyncio turns Nagle's algorithm off. Otherwise small responses wait
    # 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except BaseException:
        listening.close()
        raise
    return listening
