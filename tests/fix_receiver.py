"""A receiver of webhooks on this machine, and what automations did."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api
    from runql.testing import Sandbox

__all__ = ["Receiver", "firings", "make_queue"]


class Receiver:
    """Takes requests, and keeps them."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        kept = self.received

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                kept.append(({name.lower(): text for name, text in self.headers.items()}, body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the base's name
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def wait(self, count: int) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Return what came, once so many requests have."""
        end = time.monotonic() + 20
        while len(self.received) < count and time.monotonic() < end:
            time.sleep(0.02)
        assert len(self.received) == count
        return [(headers, json.loads(body)) for headers, body in self.received]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    taken = Receiver()
    thread = threading.Thread(target=taken.server.serve_forever)
    thread.start()
    yield taken
    taken.server.shutdown()
    thread.join()
    taken.server.server_close()


QUEUE = """mutation Make($entity: String!, $name: String!) { createRunQueue(input: {entityName: $entity,
  projectName: "model-registry", queueName: $name, access: PROJECT}) { queueID } }"""


def firings(sandbox: Sandbox, *automations: str) -> list[dict[str, Any]]:
    """Webhook requests of automations, once each automation has sent one."""
    end = time.monotonic() + 20
    while True:
        found: list[dict[str, Any]] = httpx.get(
            f"{sandbox.base_url}/sandbox/firings", auth=("api", sandbox.api_key), timeout=30
        ).json()
        done = [each for each in found if each["outcome"] != "waiting"]
        wanted = [each for each in done if each["automation"] in automations]
        if {each["automation"] for each in wanted} == {*automations} or time.monotonic() > end:
            return wanted
        time.sleep(0.02)


def make_queue(api: Api, entity: str, name: str) -> str:
    """Make a queue of W&B Launch, and return its id."""
    made: Any = api.graphql.execute(QUEUE, {"entity": entity, "name": name}, mutation=True)
    queue: str = made["createRunQueue"]["queueID"]
    return queue
