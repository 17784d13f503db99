"""Python scripts in processes of their own, forked from one that has imported the heavy libraries already."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

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
        self._lock = threading.Lock()

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
            response = self._request(command, env, cwd, [each.name for each in streams], timeout)
            out, err = (Path(each.name).read_text() for each in streams[1:])
        if not isinstance(response, int):
            raise subprocess.TimeoutExpired(command, timeout)
        done = subprocess.CompletedProcess([sys.executable, *command], response, out, err)
        if check and response:
            raise AssertionError(err[-3000:])
        return done

    def start(
        self,
        arguments: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | str | None = None,
        stderr: IO[str] | int | None = None,
    ) -> Started:
        """Start `-c CODE` or a file with arguments; standard output is a pipe, standard input is empty.

        Args:
            arguments: What to run.
            env: Variables; None takes those of this process.
            cwd: Folder; None takes that of this process.
            stderr: A file, or None for this process's own, or `subprocess.PIPE`.
        """
        command = [str(each) for each in arguments]
        env = dict(os.environ if env is None else env)
        if not sys.platform.startswith("linux"):
            return subprocess.Popen(
                [sys.executable, *self._options, *command],
                env=env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )
        out, writing_out = os.pipe()
        err, writing_err = os.pipe() if stderr == subprocess.PIPE else (None, None)
        if writing_err is not None:
            numbers = (writing_out, writing_err)
        else:
            assert stderr is None or not isinstance(stderr, int)
            numbers = (writing_out, 2 if stderr is None else stderr.fileno())
        paths = ["/dev/null", *(f"/proc/{os.getpid()}/fd/{each}" for each in numbers)]
        try:
            child = self._request(command, env, cwd, paths, None)
        finally:
            os.close(writing_out)
            if writing_err is not None:
                os.close(writing_err)
        assert isinstance(child, int)
        return Forked(self, [sys.executable, *command], child, out, err)

    def poll(self, child: int) -> int | None:
        """Return the exit code of a process that was started; None while it runs."""
        code = self._send({"poll": child})
        assert code is None or isinstance(code, int)
        return code

    def _request(
        self,
        command: list[str],
        env: Mapping[str, str],
        cwd: Path | str | None,
        streams: Sequence[str],
        timeout: float | None,
    ) -> int | str | None:
        wanted = {"command": command, "env": env, "cwd": str(cwd or Path.cwd())}
        return self._send({**wanted, "streams": streams, "timeout": timeout})

    def _send(self, wanted: Mapping[str, object]) -> int | str | None:
        with self._lock:
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
            self._process.stdin.write(json.dumps(wanted) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        assert line, "the process that forks has ended; standard error says why"
        response: int | str | None = json.loads(line)
        return response

    def _end(self) -> None:
        assert self._process is not None
        self._process.communicate()


class Forked:
    """A process that was forked: what tests use of `subprocess.Popen`."""

    def __init__(
        self, forks: Forks, args: list[str], pid: int, stdout: int, stderr: int | None
    ) -> None:
        self._forks = forks
        self.args = args
        self.pid = pid
        self.returncode: int | None = None
        self.stdout: IO[str] | None = os.fdopen(stdout)
        self.stderr: IO[str] | None = os.fdopen(stderr) if stderr is not None else None

    def poll(self) -> int | None:
        """Return the exit code; None while it runs."""
        if self.returncode is None:
            self.returncode = self._forks.poll(self.pid)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code, once it has ended."""
        end = None if timeout is None else time.monotonic() + timeout
        pause = 0.001
        while (code := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired(self.args, timeout or 0)
            time.sleep(pause)
            pause = min(pause * 1.5, 0.02)
        return code

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Return what it has written since, once it has ended; it must be less than a pipe holds."""
        self.wait(timeout)
        assert self.stdout is not None
        return self.stdout.read(), self.stderr.read() if self.stderr is not None else ""

    def send_signal(self, number: int) -> None:
        """Send a signal to the process alone."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for each in (self.stdout, self.stderr):
            if each is not None:
                each.close()
        self.wait()


Started = Forked | subprocess.Popen[str]
"""A process that runs: a fork on Linux, an ordinary one elsewhere."""

official = Forks("warm_wandb", options=("-W", "ignore"))
"""Scripts that use the official SDK."""

runql = Forks("fix_trust", "warm_runql", "runql._sync.*")
"""Commands of runql, and sandboxes: `COMMAND` with arguments."""

COMMAND = ("-c", "from runql.cli import main; main()")
SANDBOX = ("-c", "from runql_sandbox.__main__ import main; main()")
