"""The sandbox server as a child process."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from runql._async.api import AsyncApi
from runql._sync.api import Api
from runql.errors import MissingDependencyError, RunQLError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

__all__ = ["Sandbox", "SandboxUser"]

_STARTUP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class SandboxUser:
    """A user of a sandbox.

    Attributes:
        username: Name of the user.
        api_key: The user's API key.
        entity: The user's personal entity, which has the user's name.
    """

    username: str
    api_key: str
    entity: str


class Sandbox:
    """A local server that implements the W&B API, on a free loopback port.

    The official SDK can log to the server and runql can read from it; no data leaves the machine. The
    server is a separate process that ends with the context, `stop()`, or this process.

    Attributes:
        base_url: URL for `base_url=` or `WANDB_BASE_URL`.
        api_key: API key of the first user, who is a server admin.
        entity: Entity of the first user.

    Example:
        ```python
        with Sandbox(demo=True) as sandbox, sandbox.api() as api:
            print(len(api.runs(f"{sandbox.entity}/mnist")))
        ```
    """

    def __init__(
        self,
        data: Path | str | None = None,
        *,
        demo: bool = False,
        options: Sequence[str] = (),
    ) -> None:
        """Prepare a sandbox; the server starts with `start()` or the context.

        Args:
            data: Folder for the data; None for a temporary folder that is deleted with the server.
            demo: Whether to create the example projects `mnist` and `vision`.
            options: Additional options of `runql sandbox`.

        Raises:
            MissingDependencyError: If the extra `sandbox` is not installed.
        """
        if any(importlib.util.find_spec(each) is None for each in ("ariadne", "re2", "typer")):
            raise MissingDependencyError(
                "The sandbox requires packages that are not installed.",
                hint="Install them with: pip install 'runql[sandbox]'",
            )
        self.base_url: str = ""
        self.api_key: str = ""
        self.entity: str = ""
        self._data = Path(data) if data is not None else None
        self._options = [*options, *(["--demo"] if demo else [])]
        self._process: subprocess.Popen[str] | None = None
        self._stack = contextlib.ExitStack()

    def start(self) -> Self:
        """Start the server, and return when it accepts requests.

        Raises:
            RunQLError: If the server did not start; the message has the end of its log.
        """
        log = self._stack.enter_context(
            tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - the stack closes it
        )
        command = [sys.executable, "-m", "runql_sandbox", "--port", "0"]
        command += ["--data", str(self._data)] if self._data is not None else []
        command += self._options
        self._process = self._launch(command, log)
        watchdog = threading.Timer(_STARTUP_SECONDS, self._process.kill)
        watchdog.start()
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        watchdog.cancel()
        if not line:
            self._process.wait()
            log.seek(0)
            words = log.read()[-2000:]
            self.stop()
            raise RunQLError(f"The sandbox did not start. Its log ends with:\n{words}")
        ready: dict[str, str] = json.loads(line)
        self.base_url, self.api_key = ready["base_url"], ready["api_key"]
        self.entity = ready["entity"]
        return self

    @staticmethod
    def _launch(command: list[str], log: IO[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True
        )

    def stop(self) -> None:
        """Stop the server; a temporary data folder is deleted."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None
        self._stack.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def create_user(
        self, name: str, *, admin: bool = False, organization: str | None = None
    ) -> SandboxUser:
        """Add a user, whose entity has the same name.

        Args:
            name: Name of the user.
            admin: Whether the user is a server admin.
            organization: Organization of the user, created if needed; None means the server's first.

        Raises:
            RunQLError: If the name is taken or invalid.
        """
        import httpx

        requested: dict[str, object] = {"name": name, "admin": admin}
        if organization is not None:
            requested["organization"] = organization
        response = httpx.post(
            f"{self.base_url}/sandbox/users",
            json=requested,
            auth=("api", self.api_key),
            timeout=30,
        )
        if response.is_error:
            raise RunQLError(
                f'The sandbox did not create the user {name!r}. Server response: "{response.text}"'
            )
        made: dict[str, str] = response.json()
        return SandboxUser(made["username"], made["api_key"], made["entity"])

    def accept_invite(self, team: str, user: SandboxUser) -> None:
        """Accept a user's invitation to a team, as the link in the invitation e-mail does.

        Raises:
            RunQLError: If the team has not invited the user.
        """
        import httpx

        response = httpx.post(
            f"{self.base_url}/sandbox/invites",
            json={"team": team},
            auth=("api", user.api_key),
            timeout=30,
        )
        if response.is_error:
            raise RunQLError(
                f'{user.username} did not join the team {team}. Server response: "{response.text}"'
            )

    def environment(self, user: SandboxUser | None = None) -> dict[str, str]:
        """Return the environment variables for the official SDK and runql to use this server."""
        return {
            "WANDB_BASE_URL": self.base_url,
            "WANDB_API_KEY": user.api_key if user is not None else self.api_key,
            "WANDB_ENTITY": user.entity if user is not None else self.entity,
        }

    def api(self, user: SandboxUser | None = None) -> Api:
        """Return a client of this server."""
        return Api(
            user.api_key if user is not None else self.api_key,
            base_url=self.base_url,
            entity=user.entity if user is not None else self.entity,
        )

    def async_api(self, user: SandboxUser | None = None) -> AsyncApi:
        """Return an asynchronous client of this server."""
        return AsyncApi(
            user.api_key if user is not None else self.api_key,
            base_url=self.base_url,
            entity=user.entity if user is not None else self.entity,
        )
