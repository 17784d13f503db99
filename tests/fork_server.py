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
    for line in sys.stdin:
        wanted = json.loads(line)
        with warnings.catch_warnings():
            # Python 3.12 counts threads of numerical libraries, which take care of forks themselves.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            become(wanted)
            command: list[str] = wanted["command"]
            return command
        os.write(1, json.dumps(wait(child, wanted["timeout"])).encode() + b"\n")
    raise SystemExit


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


def become(wanted: dict[str, object]) -> None:
    """Take over variables, folder and streams."""
    env, cwd, streams = wanted["env"], wanted["cwd"], wanted["streams"]
    assert isinstance(env, dict)
    assert isinstance(streams, list)
    os.setsid()
    own_folders()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(str(cwd))
    for number, path in enumerate(streams):
        opened = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_APPEND)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - lives as long as the process


def wait(child: int, seconds: float) -> int | str:
    """Return the exit code as `subprocess` has it; a text when the time was up."""
    end = time.monotonic() + seconds
    pause = 0.001
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
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
