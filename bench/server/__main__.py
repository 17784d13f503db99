"""Serve a data folder: `python -m bench.server FOLDER` prints its URL once it is ready."""

from __future__ import annotations

import argparse
import asyncio
import gc
import importlib.util
import os
import sys
import threading
from pathlib import Path

from bench.server.app import App
from bench.server.connection import Connection
from bench.server.content import Content
from bench.server.store import Store


async def serve(folder: Path) -> None:
    """Serve until the process is ended."""
    loop = asyncio.get_running_loop()
    app: App | None = None

    def connect() -> Connection:
        assert app is not None
        return Connection(app.respond)

    server = await loop.create_server(connect, "127.0.0.1", 0, backlog=1024)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    content = Content(Store(folder), url)
    app = App(content.root, content.find)
    # Prepared data is never freed, so collections of garbage would only take time.
    gc.freeze()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    print(url, flush=True)
    await server.serve_forever()


def _end_with_parent() -> None:
    """End the process when the one that started it closes standard input, or has ended."""
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serve the folder of the command line, by uvloop where it is installed."""
    parser = argparse.ArgumentParser(prog="python -m bench.server")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    if importlib.util.find_spec("uvloop") is not None:
        import uvloop

        uvloop.run(serve(options.folder))
    else:
        asyncio.run(serve(options.folder))


if __name__ == "__main__":
    main()
