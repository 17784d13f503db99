"""The demo of `runql sandbox --demo`, served once and put back to its beginning for each page."""

from __future__ import annotations

import shutil
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from runql.testing import Sandbox
from runql_sandbox.store.data_folder import Store
from runql_sandbox.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Demo:
    """A server on a data folder that is a copy of the demo's.

    Attributes:
        environment: Variables that `runql sandbox --demo` tells its users to set.
    """

    def __init__(self, store: Store, template: Path, environment: dict[str, str]) -> None:
        self._store = store
        self._template = template
        self.environment = environment

    def reset(self) -> None:
        """Put everything back to what the demo begins with."""
        self._store.close()
        shutil.rmtree(self._store.folder)
        shutil.copytree(self._template, self._store.folder)


@contextmanager
def serve_demo(folder: Path) -> Iterator[Demo]:
    """Serve the demo from a copy of its data folder."""
    template, data = folder / "template", folder / "data"
    # The demo is laid as users lay it; copies of its folder are quicker than a start for each page.
    with Sandbox(template, demo=True):
        pass
    shutil.copytree(template, data)
    store = Store(data)
    user = store.first_user()
    listening = socket.create_server(("127.0.0.1", 0))
    base_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    config = uvicorn.Config(create_app(store, base_url), log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    environment = {"WANDB_BASE_URL": base_url, "WANDB_API_KEY": user.api_key}
    try:
        yield Demo(store, template, environment)
    finally:
        server.should_exit = True
        thread.join()
        store.close()
