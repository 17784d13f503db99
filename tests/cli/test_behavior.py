"""Behavior that all commands share: start, help, completion, terminals, pipes, interrupts and errors."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer.core import TyperGroup

from runql.cli import app as application
from runql.cli._input import completion
from runql.cli.groups import load_member
from runql.errors import NotFoundError
from tests import forked

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from runql.testing import Sandbox
    from tests.cli.data import Laid
    from tests.fix_cli import Command

RUNQL = [sys.executable, "-c", "from runql.cli import main; main()"]
OLDER = ("codegen", "schema", "sandbox")
"""Commands that have their examples on pages of their own."""

IMPORTED = """
import os, sys
from runql.cli.app import app
try:
    app(sys.argv[1:], prog_name="runql")
except SystemExit:
    pass
heavy = ("httpx", "pydantic", "rich", "urllib3", "runql._sync", "runql_graphql", "runql.cli.commands")
print("loaded:", [each for each in heavy if each in sys.modules])
"""


def leaves(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(command, TyperGroup):
        for below, each in command.commands.items():
            yield from leaves(f"{name} {below}", each)
    else:
        yield name, command


@pytest.mark.parametrize("name", application.COMMANDS)
def test_every_command_has_help_examples_and_a_debug_option(name: str) -> None:
    member = application.COMMANDS[name]
    found = list(leaves(name, load_member(name, member)))
    assert member.help.endswith(".")
    assert found
    for path, command in found:
        assert command.help, path
        if name not in OLDER:
            assert f"Examples:\n  runql {path}" in (command.epilog or ""), path
            assert any("--debug" in each.opts for each in command.params), path


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (["--help"], {}),
        ([], {}),
        ([], {"_RUNQL_COMPLETE": "complete_bash", "COMP_WORDS": "runql ru", "COMP_CWORD": "1"}),
    ],
    ids=["help", "nothing", "completion"],
)
def test_the_list_of_commands_loads_no_command(
    arguments: list[str], variables: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *arguments],
        capture_output=True, text=True, env={**os.environ, **variables}, check=True,
    )  # fmt: skip
    assert "runs" in done.stdout + done.stderr
    # Typer itself reads the arguments of a completion with pydantic.
    allowed = "loaded: ['pydantic']" if variables else "loaded: []"
    assert done.stdout.splitlines()[-1] in ("loaded: []", allowed)


@pytest.mark.parametrize(
    ("shell", "variables"),
    [
        ("bash", {"COMP_WORDS": "runql runs show {}", "COMP_CWORD": "3"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "runql runs show {}"}),
        (
            "fish",
            {
                "_TYPER_COMPLETE_ARGS": "runql runs show {}",
                "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            },
        ),
    ],
)
def test_shells_complete_commands_projects_and_runs(
    shell: str, variables: dict[str, str], environment: pytest.MonkeyPatch
) -> None:
    def completed(text: str) -> str:
        words = {name: value.format(text) for name, value in variables.items()}
        more = {"_RUNQL_COMPLETE": f"complete_{shell}", **words}
        done = forked.runql.run(forked.COMMAND, env={**os.environ, **more})
        assert done.stderr == ""
        return done.stdout

    found = completed("cli/mnist/tr")
    assert "cli/mnist/trial3" in found
    assert "cli/mnist/first" not in found
    told = {**os.environ, "_RUNQL_COMPLETE": f"source_{shell}"}
    source = forked.runql.run(forked.COMMAND, env=told, check=True)
    assert "runql" in source.stdout


def test_names_are_cached_and_a_server_that_fails_completes_nothing(
    environment: pytest.MonkeyPatch, requests: Callable[[], Counter[str]]
) -> None:
    assert completion.complete_projects("cli/m") == ["cli/mnist"]
    assert requests().total() == 1
    assert completion.complete_projects("cli/") == ["cli/mnist"]
    assert requests().total() == 0
    environment.setenv("WANDB_BASE_URL", "http://127.0.0.1:1")
    start = time.monotonic()
    assert completion.complete_projects("cli/") == []
    assert completion.complete_runs("cli/mnist/") == []
    assert time.monotonic() - start < 8
    environment.setenv("WANDB_API_KEY", "short")
    assert completion.complete_projects("") == []


def test_debug_shows_the_traceback_of_an_error(command: Command) -> None:
    for line in (["--debug", "runs", "show", "mnist/no"], ["runs", "show", "mnist/no", "--debug"]):
        assert isinstance(command(*line).exception, NotFoundError)


def test_a_failing_disk_is_one_line(command: Command, tmp_path: Path) -> None:
    target = tmp_path / "no" / "rows.parquet"
    done = command("runs", "history", "mnist/first", "--format", "parquet", "-o", str(target))
    assert done.exit_code == 1
    assert done.stderr.startswith("runql: ")
    assert "No such file or directory" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_interrupt_ends_a_command_cleanly(environment: pytest.MonkeyPatch) -> None:
    # A shell starts processes in the background with this signal ignored.
    listening = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    line = [*RUNQL[:-1], f"{listening}; {RUNQL[-1]}", "logs", "mnist/alive", "--follow"]
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=30)
        finally:
            process.kill()
    assert first == "step 0 of alive\n"
    assert (process.returncode, said) == (130, "")


def test_a_pipe_that_closes_is_not_an_error_with_a_traceback(
    environment: pytest.MonkeyPatch,
) -> None:
    line = [*RUNQL, "runs", "history", "mnist/first", "--keys", "loss", "--format", "csv"]
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
        process.wait(timeout=30)
    assert "Traceback" not in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no numbers of open files to close")
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_closed_standard_stream_is_no_error(environment: pytest.MonkeyPatch, closed: int) -> None:
    line = [*RUNQL[:-1], f"import os, sys; {RUNQL[-1]}", "runs", "list", "mnist"]
    closing = [
        sys.executable,
        "-c",
        f"import os, sys; os.close({closed}); os.execv(sys.executable, sys.argv[1:])",
    ]

    done = subprocess.run([*closing, *line], capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
    assert bool(done.stdout) == (closed != 1)


def test_an_encoding_that_lacks_a_character_is_named(
    environment: pytest.MonkeyPatch, sandbox: Sandbox, laid: Laid
) -> None:
    with sandbox.api(laid.user) as api:
        api.create_run("encodings", name="5 ✓")
    environment.setenv("PYTHONIOENCODING", "latin1")

    done = subprocess.run(
        [*RUNQL, "runs", "list", "encodings"], capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 1
    assert "'\\u2713', which the encoding latin-1 does not have" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("width", [50, 70, 120])
def test_a_table_fits_the_terminal(
    width: int, command: Command, environment: pytest.MonkeyPatch
) -> None:
    environment.setattr("runql.cli._output.tables.is_terminal", lambda: True)
    environment.setenv("COLUMNS", str(width))
    environment.setenv("NO_COLOR", "1")
    done = command("runs", "list", "mnist")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines) == 11
    assert [line.split()[0] for line in lines[1:5]] == ["first", "second", "third", "broken"]
    assert "\x1b[31m" not in done.stdout, "names of runs cannot color the terminal"
    left_out = [name for name in ("duration", "tags") if name.upper() not in lines[0]]
    assert all(name in done.stderr for name in left_out)
    assert bool(left_out) is (width < 70)


def test_a_parquet_file_has_the_rows(command: Command, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    line = ("runs", "history", "mnist/first", "--keys", "loss", "--format", "parquet")
    assert command(*line, "-o", "rows.parquet").stdout == "rows.parquet: 30 rows, 2 columns.\n"
    assert pq.read_table(tmp_path / "rows.parquet").column_names == ["_step", "loss"]
    (tmp_path / "piped.parquet").write_bytes(command(*line).stdout_bytes)
    assert pq.read_table(tmp_path / "piped.parquet").num_rows == 30


def test_importance_names_the_parameters_that_were_varied(command: Command, laid: Laid) -> None:
    done = command("sweeps", "importance", f"mnist/{laid.sweep}", "--json")
    found = json.loads(done.stdout)
    assert (found["metric"], found["runs"], found["count"]) == ("loss", 5, 1)
    assert found["parameters"][0]["parameter"] == "lr"
    assert found["parameters"][0]["importance"] == 1.0


def test_keys_that_runs_have_cost_no_request(
    command: Command, requests: Callable[[], Counter[str]]
) -> None:
    line = ("runs", "list", "mnist", "--columns", "id,config.lr", "--order", "-config.lr")
    assert command(*line, "--filter", "config.lr > 0").exit_code == 0
    assert requests() == {"ListRuns": 1}
    assert command("runs", "list", "mnist", "--columns", "id,config.lrr").exit_code == 2
    # The second list counts the runs that have the key.
    assert requests() == {"ListRuns": 2, "ListProjectFields": 1}


def test_watching_ends_with_the_runs(
    command: Command, environment: pytest.MonkeyPatch, laid: Laid
) -> None:
    from runql import Api

    with Api() as api:
        run = api.create_run("watched", run_id="one", state="running")
        looks: list[float] = []

        def sleep(seconds: float) -> None:
            looks.append(seconds)
            if len(looks) == 1:
                run.summary["loss"] = 0.5
                run.update()
            else:
                run.update_state("failed")

        environment.setattr("runql.cli.commands.runs.watching.time.sleep", sleep)
        done = command("runs", "watch", "watched/one", "--poll", "3")
        api.project("watched").delete()
    assert looks == [3.0, 3.0]
    assert [
        [part for part in line.split("  ")[2:] if part != "-"] for line in done.stdout.splitlines()
    ] == [
        ["running", "step=-"],
        ["running", "step=-", "loss=0.5"],
        ["failed", "step=-", "loss=0.5"],
    ]


def test_the_application_is_a_typer_app() -> None:
    assert isinstance(application.app, typer.Typer)
