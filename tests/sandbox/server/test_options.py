"""Options that start the server without typer: they mean the same, and all others are left to it."""

from __future__ import annotations

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from runql_sandbox import commands
from runql_sandbox.start import _READERS, _SWITCHES, ServerOptions, plain_options

PLAIN = [
    "",
    "--port 0",
    "--port 65535 --host localhost",
    "--host ::1",
    "--data some/folder --demo",
    "--data /tmp/x --debug --latency 0.25",
    "--latency 3600",
    "--latency 0",
    "--url-seconds 0.001",
    "--url-seconds 1000000000",
    "--url-seconds 5",
    "--export-every 1",
    "--without A --without Run.parquetHistory --without Type.field(argument)",
    "--cursors offsets",
    "--cursors items --server 2024-01",
    "--server nonsense",
    "--debug --demo --port 08080",
]

LEFT_TO_TYPER = [
    "--help",
    "user name --data folder",
    "--demo user name --data folder",
    "--port",
    "--port=0",
    "--port x",
    "--port -1",
    "--port 65536",
    "--port 1.0",
    "--port 1_0",
    "--port \u0661",
    "--port 1 --port 2",
    "--demo --demo",
    "--host -x",
    "--data --demo",
    "--data ~/x",
    "--data $HOME",
    "--data *",
    "--latency 3600.5",
    "--latency -1",
    "--latency 1e2",
    "--latency nan",
    "--latency inf",
    "--url-seconds 0",
    "--url-seconds 1000000001",
    "--export-every 0",
    "--cursors OFFSETS",
    "--cursors other",
    "--demo extra",
    "--nothing",
    "--dem",
    "-h",
    "--",
]


@pytest.fixture
def read_by_typer(monkeypatch: pytest.MonkeyPatch) -> list[ServerOptions]:
    found: list[ServerOptions] = []
    monkeypatch.setattr(commands, "start", found.append)
    return found


@pytest.mark.parametrize("line", PLAIN)
def test_plain_options_are_those_that_typer_reads(
    line: str, read_by_typer: list[ServerOptions]
) -> None:
    read = plain_options(line.split())
    assert CliRunner().invoke(commands.sandbox_app, line.split()).exit_code == 0
    assert [read] == read_by_typer
    assert repr(read) == repr(read_by_typer[0]), "types of numbers"


@pytest.mark.parametrize("line", LEFT_TO_TYPER)
def test_other_command_lines_are_left_to_typer(line: str) -> None:
    assert plain_options(line.split()) is None


@pytest.mark.parametrize("value", ["", "with space", "caf\u00e9", "line\nbreak", " 1"])
def test_values_of_any_characters_are_read_alike(
    value: str, read_by_typer: list[ServerOptions]
) -> None:
    arguments = ["--server", value, "--data", f"x{value}"]
    assert CliRunner().invoke(commands.sandbox_app, arguments).exit_code == 0
    assert plain_options(arguments) in (None, *read_by_typer)


def test_both_know_the_same_options() -> None:
    declared = {option for each in get_command(commands.sandbox_app).params for option in each.opts}
    assert declared - {"--help"} == _READERS.keys() | _SWITCHES
