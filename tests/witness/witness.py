"""One SDK as a witness: it logs every part to a sandbox, then it and runql read them back."""

from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from runql.errors import RunQLError
from tests.witness.agreement import differences
from tests.witness.runql_reader import READERS
from tests.witness.values import PARTS, SINCE, Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql import Api
    from runql.testing import Sandbox

__all__ = ["Testimony", "log_and_read", "parts_of"]

_ROOT: Final = Path(__file__).parents[2]

_STEPS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "artifact": (("artifact",), ("artifact-user",)),
    "resume": (("resume",), ("resume-again",)),
    "offline": (("offline",), ("offline-sync",)),
    "finish": (("finish-well",), ("finish-badly",)),
    "fork": (("fork",), ("fork-again",)),
    "rewind": (("rewind",), ("rewind-again",)),
    "shared": (("shared-first", "shared-second"),),
}
"""Steps of the parts that take several; those in one group run at the same time."""

_STEP_SECONDS: Final = 300

_EXIT_CODES: Final = {"finish-badly": 3}

_ALONE: Final = frozenset({"finish-badly", "finish-well", "offline"})
"""Steps after which a process is not as it was: its run goes on, it has ended, or it stays offline."""

_ENVIRONMENT: Final = {
    "PYTHONPATH": str(_ROOT),
    "PYTHONWARNINGS": "ignore",
    "WANDB_CONSOLE": "off",
    "WANDB_DISABLE_CODE": "true",
    "WANDB_DISABLE_GIT": "true",
    "WANDB_ERROR_REPORTING": "false",
    "WANDB_SILENT": "true",
    "WANDB_X_DISABLE_STATS": "true",
    "WANDB__DISABLE_STATS": "true",
}


@dataclass(frozen=True, slots=True)
class Testimony:
    """The result of one part with one SDK.

    Attributes:
        part: The part.
        logging: What went wrong while it was logged; empty when nothing did.
        runql: What runql read other than it was logged.
        own: What the SDK's own reader read other than it was logged.
    """

    part: str
    logging: str
    runql: list[str]
    own: list[str]

    @property
    def agrees(self) -> bool:
        """Whether the part was logged, and both readers found what was logged."""
        return not (self.logging or self.runql or self.own)


def parts_of(version: str) -> list[str]:
    """Return the parts that a version of the SDK has."""
    numbers = tuple(map(int, version.split(".")))
    return [part for part in PARTS if numbers >= SINCE.get(part, ())]


def log_and_read(
    python: Path,
    sandbox: Sandbox,
    parts: Sequence[str],
    scratch: Path,
    *,
    together: bool = False,
) -> list[Testimony]:
    """Log parts with the SDK of an interpreter, as a user of their own, and read them with both readers.

    Args:
        python: The interpreter.
        sandbox: Where to log to.
        parts: The parts.
        scratch: A folder for what the SDK keeps on this machine.
        together: Log the first steps of all parts in one process and the second ones in another, which
            is faster; else every step has a process of its own.
    """
    account = sandbox.create_user("witness")
    environment = {**_inherited_environment(), **_ENVIRONMENT, **sandbox.environment(account)}
    log = _log_together if together else _log_apart
    logged = log(python, parts, environment, scratch)
    own = _read_own(python, parts, environment, scratch)
    with sandbox.api(account) as api:
        read = {part: _read(part, api) for part in parts}
    return [
        Testimony(part, logged[part], differences(part, read[part]), differences(part, own[part]))
        for part in parts
    ]


def _inherited_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("WANDB")}


def _log_apart(
    python: Path, parts: Sequence[str], environment: dict[str, str], scratch: Path
) -> dict[str, str]:
    """Run each step of each part in a process of its own; gives what the first that failed wrote, by part."""
    failed = dict.fromkeys(parts, "")
    for part in parts:
        for group in _STEPS.get(part, ((part,),)):
            with ThreadPoolExecutor(len(group)) as pool:
                said = pool.map(
                    lambda name: _run(python, [name], environment, scratch / _folder(name)), group
                )
                failed[part] = failed[part] or "".join(said)
    return failed


def _log_together(
    python: Path, parts: Sequence[str], environment: dict[str, str], scratch: Path
) -> dict[str, str]:
    """Run the first steps of all parts in one process, the second ones in another; all fail, or none."""
    steps = [_STEPS.get(part, ((part,),)) for part in parts]
    said = ""
    for number in (0, 1):
        names = [name for each in steps if number < len(each) for name in each[number]]
        alone = [[name] for name in names if name in _ALONE]
        for group in [[name for name in names if name not in _ALONE], *alone]:
            said += _run(python, group, environment, scratch / "all")
    return dict.fromkeys(parts, said)


def _folder(name: str) -> str:
    """Return the folder of a step: what an offline run left is where its upload looks."""
    return name.removesuffix("-sync")


def _run(python: Path, names: Sequence[str], environment: dict[str, str], folder: Path) -> str:
    """Run steps in one process; returns what it wrote if it did not end as it should."""
    folder.mkdir(parents=True, exist_ok=True)
    folders = ("WANDB_DIR", "WANDB_CACHE_DIR", "WANDB_CONFIG_DIR", "WANDB_DATA_DIR")
    try:
        done = subprocess.run(
            [python, "-m", "tests.witness.official_logger", *names],
            env={**environment, **dict.fromkeys(folders, str(folder))},
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=_STEP_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{' '.join(names)} did not end within {_STEP_SECONDS} s:\n{_last_logged(folder)}"
    if done.returncode == _EXIT_CODES.get(names[-1], 0):
        return ""
    return f"{' '.join(names)} ended with {done.returncode}: {(done.stderr or done.stdout)[-1500:]}"


def _last_logged(folder: Path) -> str:
    """Return what the SDK wrote last into its own logs."""
    logs = [each for each in folder.glob("wandb/*run-*/logs/debug*.log") if each.is_file()]
    return "\n".join(f"{each.name}: {each.read_text()[-1500:]}" for each in sorted(logs))


def _read_own(
    python: Path, parts: Sequence[str], environment: dict[str, str], scratch: Path
) -> dict[str, Facts]:
    done = subprocess.run(
        [python, "-m", "tests.witness.official_reader", *parts],
        env={**environment, "WANDB_CACHE_DIR": str(scratch), "WANDB_DIR": str(scratch)},
        cwd=scratch,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    if done.returncode:
        return {part: {"error": done.stderr[-1500:]} for part in parts}
    found: dict[str, Facts] = json.loads(done.stdout.splitlines()[-1])
    return found


def _read(part: str, api: Api) -> Facts:
    try:
        return READERS[part](api)
    except (
        RunQLError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        OSError,
        TypeError,
        ValueError,
    ) as error:
        return {"error": f"{type(error).__name__}: {error}"}
