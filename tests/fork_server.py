"""The process of `tests.forked`: reads what to run from standard input, and answers with its exit code."""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import sys
import tempfile
import time
import types
import warnings


def serve() -> list[str]:
    """Fork for every line; returns, in the forked process, with what that one shall run."""
    running: set[int] = set()
    for line in sys.stdin:
        wanted = json.loads(line)
        if "poll" in wanted:
            respond(code := poll(wanted["poll"]))
            running -= {wanted["poll"]} if code is not None else set()
            continue
        streams = opened(wanted["streams"])
        with warnings.catch_warnings():
            # Python 3.12 counts threads of numerical libraries, which take care of forks themselves.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            become(wanted, streams)
            command: list[str] = wanted["command"]
            return command
        for each in streams:
            os.close(each)
        if wanted["timeout"] is None:
            running.add(child)
            respond(child)
        else:
            respond(wait(child, wanted["timeout"]))
    for left in running:
        os.killpg(left, signal.SIGKILL)
    raise SystemExit


def respond(value: object) -> None:
    os.write(1, json.dumps(value).encode() + b"\n")


def opened(paths: list[str]) -> list[int]:
    """Open the standard streams of a process. The caller can close its own ends after the response."""
    modes = (os.O_RDONLY, os.O_WRONLY | os.O_APPEND, os.O_WRONLY | os.O_APPEND)
    return [os.open(path, mode) for path, mode in zip(paths, modes, strict=True)]


def own_folders() -> None:
    """Make new temporary folders for libraries that made theirs when they were imported: the first fork deletes it."""
    for folder in FOLDERS:
        folder.__init__(suffix=folder.name[-20:].replace("/", "-"))  # type: ignore[misc]


def load(name: str) -> None:
    """Import a module; `package.*` means every module of a package."""
    module = importlib.import_module(name.removesuffix(".*"))
    if name.endswith(".*"):
        for each in pkgutil.walk_packages(module.__path__, f"{module.__name__}."):
            importlib.import_module(each.name)


def become(wanted: dict[str, object], streams: list[int]) -> None:
    """Take over variables, folder and streams."""
    env, cwd = wanted["env"], wanted["cwd"]
    assert isinstance(env, dict)
    os.setsid()
    own_folders()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(str(cwd))
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - lives as long as the process


def poll(child: int) -> int | None:
    """Return the exit code as `subprocess` has it; None while the process runs."""
    found, status = os.waitpid(child, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def wait(child: int, seconds: float) -> int | str:
    """Return the exit code; a text when the time was up."""
    end = time.monotonic() + seconds
    pause = 0.001
    while time.monotonic() < end:
        code = poll(child)
        if code is not None:
            return code
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timeout"


for name in sys.argv[1:]:
    load(name)
FOLDERS = [each for each in gc.get_objects() if isinstance(each, tempfile.TemporaryDirectory)]
gc.freeze()
command = serve()
if command[0] == "-c":
    sys.argv = ["-c", *command[2:]]
    sys.path[0] = ""
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    exec(compile(command[1], "<string>", "exec"), vars(main))
else:
    sys.argv = command
    sys.path[0] = os.path.dirname(command[0])  # noqa: PTH120 - pathlib may not be loaded
    runpy.run_path(command[0], run_name="__main__")
