"""Console logs on a sandbox: as the SDK sends them, read from both ends, followed while they grow."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from runql.errors import WaitTimeoutError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

Stream = Callable[..., None]


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


@pytest.fixture
def stream(sandbox: Sandbox, user: SandboxUser) -> Stream:
    """Send console lines as a running SDK does."""

    def send(run: str, offset: int, *lines: str, **more: object) -> None:
        files = {"output.log": {"offset": offset, "content": list(lines)}}
        address = f"{sandbox.base_url}/files/{user.entity}/console/{run}/file_stream"
        body = {"files": files, **more}
        httpx.post(address, json=body, auth=("api", user.api_key)).raise_for_status()

    return send


def structured(text: str, **more: str) -> str:
    return json.dumps({"ts": "2026-11-24T12:00:00.500000", "content": text, **more})


def test_a_line_has_no_end_of_its_own(api: Api, stream: Stream) -> None:
    run = api.create_run("console", run_id="ends")
    time = "2026-11-24T12:00:00.500000"
    stream("ends", 0, f"{time} one\n", "ERROR 2026-11-24T12:00:00.5 two\n", "three\n", f"{time} \n")
    assert [(line.text, line.level) for line in run.console_logs()] == [
        ("one", None),
        ("two", "error"),
        ("three", None),
        ("", None),
    ]


def test_plain_and_structured_lines_say_the_same(api: Api, stream: Stream) -> None:
    run = api.create_run("console", run_id="both")
    stream("both", 0, "2026-11-24T12:00:00.500000 plain: a b", "ERROR 2026-11-24T12:00:00.5 bad")
    stream("both", 2, structured("plain: a b"), structured("bad", level="error", label="rank0"))
    stream("both", 4, "neither", '{"content of": "a user"}', structured(""))
    lines = list(run.console_logs())
    assert [line.text for line in lines] == [
        "plain: a b",
        "bad",
        "plain: a b",
        "bad",
        "neither",
        '{"content of": "a user"}',
        "",
    ]
    assert [line.level for line in lines] == [None, "error", None, "error", None, None, None]
    assert [line.label for line in lines[:4]] == [None, None, None, "rank0"]
    times = {line.time for line in lines[:4]}
    assert len(times) == 1
    assert {time.isoformat() for time in times if time} == {"2026-11-24T12:00:00.500000+00:00"}
    assert (lines[4].time, lines[5].time) == (None, None)


def test_a_long_log_is_read_from_both_ends(api: Api, stream: Stream, sandbox: Sandbox) -> None:
    run = api.create_run("console", run_id="long")
    stream("long", 0, *[structured(f"line {number}") for number in range(2_500)])
    assert [line.number for line in run.console_logs()] == list(range(2_500))
    httpx.delete(f"{sandbox.base_url}/debug/requests")
    assert [line.number for line in run.console_logs(last=1_000)] == list(range(1_500, 2_500))
    assert [line.number for line in run.console_logs(last=2_300)] == list(range(200, 2_500))
    assert [line.number for line in run.console_logs(last=9_999)] == list(range(2_500))
    found = list(run.console_logs(pattern=r"^line (7|2499)$"))
    assert [line.number for line in found] == [7, 2_499]
    counted = httpx.get(f"{sandbox.base_url}/debug/requests").json()
    assert counted == {"GetConsoleLogTail": 1 + 3 + 3, "ListConsoleLogs": 3}


def test_a_log_is_followed_while_it_grows(api: Api, stream: Stream) -> None:
    run = api.create_run("console", run_id="live")
    stream("live", 0, structured("first"), structured("progress 0%"))
    heard: list[tuple[int, str]] = []

    def listen() -> None:
        lines = run.console_logs(follow=True, poll=0.05, timeout=20)
        heard.extend((line.number, line.text) for line in lines)

    listener = threading.Thread(target=listen)
    listener.start()
    wait_for(lambda: len(heard) == 2)
    stream("live", 1, structured("progress 50%"))
    wait_for(lambda: len(heard) == 3)
    stream("live", 1, structured("progress 100%"), structured("done"))
    wait_for(lambda: len(heard) == 5)
    stream("live", 3, structured("last"), complete=True, exitcode=0)
    listener.join(10)
    assert not listener.is_alive()
    assert heard == [
        (0, "first"),
        (1, "progress 0%"),
        (1, "progress 50%"),
        (1, "progress 100%"),
        (2, "done"),
        (3, "last"),
    ]


def test_following_stops_when_its_time_is_up(api: Api, stream: Stream) -> None:
    run = api.create_run("console", run_id="endless")
    stream("endless", 0, *[structured(text) for text in ("a", "b", "c")])
    heard: list[str] = []
    lines = run.console_logs(follow=True, last=1, poll=0.05, timeout=0.3)
    with pytest.raises(WaitTimeoutError, match="running"):
        heard.extend(line.text for line in lines)
    assert heard == ["c"]


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_sdk_prints_in_parts_and_under_labels(api: Api, official: Official) -> None:
    script = Path(__file__).parents[1] / "official" / "console_logs.py"
    official(f"import runpy; runpy.run_path({str(script)!r})['log_parts']()")
    run = api.run("console-logs/parts")
    texts = [f"line {number}" for number in range(4)]
    assert [line.text for line in run.console_logs()] == texts
    parts = sorted(run.files("logs/*.log"), key=lambda file: file.name)
    assert "".join(part.read_text() for part in parts).split("\n") == [*texts, ""]
    (line,) = api.run("console-logs/labelled").console_logs()
    assert (line.text, line.label) == ("from a labelled process", "rank0")
