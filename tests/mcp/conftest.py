"""A sandbox with the laid project, and the SDK's client on a server of this package."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from tests.mcp.data import PROJECT, lay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mcp.types import CallToolResult

    from runql.testing import Sandbox, SandboxUser
    from tests.mcp.data import MadeRun

COMMAND = [sys.executable, "-m", "runql", "mcp"]
TOKEN = "t" * 32


class World:
    """The laid project."""

    def __init__(self, sandbox: Sandbox, user: SandboxUser, runs: list[MadeRun]) -> None:
        self.sandbox, self.user, self.runs = sandbox, user, runs
        self.project = f"{user.entity}/{PROJECT}"

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, **self.sandbox.environment(self.user)}

    def run(self, number: int) -> str:
        return f"{self.project}/run{number:03}"


class Connected:
    """A client of a server, for tests that do not wait themselves."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._opened, self._done = threading.Event(), asyncio.Event()
        self._closed = asyncio.run_coroutine_threadsafe(self._hold(make), self._loop)
        while not self._opened.wait(0.05):
            if self._closed.done():
                self._closed.result()

    async def _hold(self, make: Callable[[], Any]) -> None:
        # The contexts of the SDK must be left by the task that entered them.
        async with AsyncExitStack() as stack:
            self._client: Client = await make()(stack)
            self._opened.set()
            await self._done.wait()

    def do(self, method: str, *args: Any) -> Any:
        work = getattr(self._client, method)(*args)
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(120)

    def call(self, tool: str, **arguments: Any) -> CallToolResult:
        result: CallToolResult = self.do("call_tool", tool, arguments)
        return result

    def ask(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Return the structured content of a response that is not an error."""
        result = self.call(tool, **arguments)
        assert not result.is_error, result.content
        assert isinstance(result.structured_content, dict)
        return result.structured_content

    def error(self, tool: str, **arguments: Any) -> str:
        result = self.call(tool, **arguments)
        assert result.is_error, result.structured_content
        return str(getattr(result.content[0], "text", ""))

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._done.set)
        self._closed.result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


def over_stdio(world: World, *options: str) -> Connected:
    """Return a client of a server of its own, over standard streams."""
    parameters = StdioServerParameters(
        command=COMMAND[0], args=[*COMMAND[1:], *options], env=world.environment
    )

    async def enter(stack: AsyncExitStack) -> Client:
        return await stack.enter_async_context(Client(parameters))

    return Connected(lambda: enter)


def over_http(url: str, token: str) -> Connected:
    """Return a client of a server that is there, over HTTP."""

    async def enter(stack: AsyncExitStack) -> Client:
        http = await stack.enter_async_context(
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=60)
        )
        return await stack.enter_async_context(
            Client(streamable_http_client(url, http_client=http))
        )

    return Connected(lambda: enter)


class Served:
    """A server over HTTP."""

    def __init__(self, world: World, *options: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "--transport", "http", "--port", "0", "--token", TOKEN, *options],
            env=world.environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        line = self.process.stderr.readline()
        self.url = line.split()[-1]

    def stop(self) -> int:
        self.process.terminate()
        code = self.process.wait(20)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


@pytest.fixture(scope="session")
def world(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> World:
    user = sandbox.create_user("lab")
    return World(sandbox, user, lay(sandbox, user, tmp_path_factory.mktemp("mcp")))


@pytest.fixture(scope="session")
def model(world: World) -> Iterator[Connected]:
    """A client with the tools that read, as a model has it by default."""
    client = over_stdio(world)
    yield client
    client.close()


@pytest.fixture(scope="session")
def editor(world: World) -> Iterator[Connected]:
    """A client with every tool."""
    client = over_stdio(world, "--allow-edits", "--allow-graphql", "--max-tokens", "1000")
    yield client
    client.close()


@pytest.fixture
def another_editor(world: World) -> Iterator[Connected]:
    """A client of another server process that can edit."""
    client = over_stdio(world, "--allow-edits")
    yield client
    client.close()
