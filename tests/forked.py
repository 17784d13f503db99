"""Python scripts in processes of their own, forked from one that has imported the heavy libraries already."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SERVER = Path(__file__).with_name("fork_server.py")


class Forks:
    """A process that imports modules once, and becomes another script with every fork.

    `package.*` imports every module of a package. A forked script sees what `python -c CODE` or `python FILE`
    shows it: a new `__main__`, its own arguments, variables, folder and standard streams, and an end that runs
    `atexit`. It shares only the libraries that were imported before.
    """

    def __init__(self, *modules: str, options: Sequence[str] = ()) -> None:
        self._command = [sys.executable, *options, str(SERVER), *modules]
        self._options = options
        self._process: subprocess.Popen[str] | None = None

    def run(
        self,
        arguments: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | str | None = None,
        input: str = "",  # noqa: A002 - as in `subprocess.run`
        check: bool = False,
        timeout: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        """Run `-c CODE` or a file with arguments, as `subprocess.run` does with output captured as text."""
        command = [str(each) for each in arguments]
        env = dict(os.environ if env is None else env)
        if not sys.platform.startswith("linux"):  # frameworks of macOS do not survive a fork
            return subprocess.run(
                [sys.executable, *self._options, *command],
                env=env,
                cwd=cwd,
                input=input,
                check=check,
                timeout=timeout,
                capture_output=True,
                text=True,
            )
        with contextlib.ExitStack() as stack:
            streams = [stack.enter_context(tempfile.NamedTemporaryFile("w+")) for _ in range(3)]
            streams[0].write(input)
            streams[0].flush()
            code = self._fork(command, env, str(cwd or Path.cwd()), streams, timeout)
            out, err = (Path(each.name).read_text() for each in streams[1:])
        done = subprocess.CompletedProcess([sys.executable, *command], code, out, err)
        if check and code:
            raise AssertionError(err[-3000:])
        return done

    def _fork(
        self,
        command: list[str],
        env: dict[str, str],
        cwd: str,
        streams: Sequence[IO[str] | Any],
        timeout: float,
    ) -> int:
        if self._process is None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "WANDB_ERROR_REPORTING": "false"},
            )
            atexit.register(self._end)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        wanted = {
            "command": command,
            "env": env,
            "cwd": cwd,
            "streams": [each.name for each in streams],
            "timeout": timeout,
        }
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the process that forks has ended; standard error says why"
        response: int | str = json.loads(line)
        if not isinstance(response, int):
            raise subprocess.TimeoutExpired(command, timeout)
        return response

    def _end(self) -> None:
        assert self._process is not None
        self._process.communicate()


official = Forks("wandb", "wandb.apis.public", options=("-W", "ignore"))
"""Scripts that use the official SDK."""
