"""Requests for the data of the questions: by the tools, and by scripts that use wandb.Api.

`python -m tests.mcp.wandb_requests` prints the figures of docs/mcp.md.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from runql._mcp.tokens import image_tokens, token_count
from runql.testing import Sandbox
from tests.mcp.conftest import World, over_stdio
from tests.mcp.data import lay
from tests.mcp.questions import QUESTIONS, filled
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from tests.mcp.conftest import Connected

SCRIPT = """
import json, os, sys, tempfile, urllib.request, base64
import wandb
E, P = os.environ["WANDB_ENTITY"], os.environ["PROJECT"]
ROOT = tempfile.mkdtemp()
key = base64.b64encode(b"api:" + os.environ["ADMIN"].encode()).decode()
def look(method):
    asked = urllib.request.Request(os.environ["WANDB_BASE_URL"] + "/debug/requests", method=method,
                                   headers={"Authorization": "Basic " + key})
    return urllib.request.urlopen(asked).read()
counts = []
for code in json.loads(sys.stdin.read()):
    api = wandb.Api()  # a new one, because the client keeps answers
    api.viewer
    look("DELETE")
    eval(code)
    counts.append(sum(json.loads(look("GET")).values()))
print(json.dumps(counts))
"""


def wandb_counts(world: World) -> list[int]:
    """Return the requests of wandb.Api for each question, without those that set the client up."""
    scratch = tempfile.mkdtemp()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps([each.wandb for each in QUESTIONS]),
        env=official_environment(
            world.sandbox,
            world.user,
            scratch,
            PROJECT=world.project,
            ADMIN=world.sandbox.api_key,
            PYTHONWARNINGS="ignore",
        ),
        cwd=scratch,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    counts: list[int] = json.loads(done.stdout.splitlines()[-1])
    return counts


def tool_counts(world: World, model: Connected) -> list[tuple[int, int]]:
    """Return the requests and the estimated tokens of each question's call."""
    url, admin = f"{world.sandbox.base_url}/debug/requests", ("api", world.sandbox.api_key)
    listed = model.ask("describe_project", project=world.project)["reports"]
    report = next(each["id"] for each in listed if each["title"] == "Learning rates")
    found = []
    for question in QUESTIONS:
        httpx.delete(url, auth=admin)
        result = model.call(question.tool, **filled(question.arguments, world.project, report))
        assert not result.is_error, result.content
        tokens = token_count(str(getattr(result.content[-1], "text", "")))
        tokens += image_tokens(850, 470) if len(result.content) > 1 else 0
        found.append((sum(httpx.get(url, auth=admin).json().values()), tokens))
    return found


def table(counts: list[tuple[int, int]], wandb: list[int]) -> str:
    """Return the figures as Markdown."""
    lines = ["| question | tool | requests | wandb.Api | tokens |", "|---|---|---|---|---|"]
    for question, (requests, tokens), other in zip(QUESTIONS, counts, wandb, strict=True):
        lines.append(f"| {question.text} | `{question.tool}` | {requests} | {other} | {tokens} |")
    return "\n".join(lines)


def summary(counts: list[tuple[int, int]], wandb: list[int]) -> dict[str, Any]:
    """Return totals, the median and the largest answer."""
    tokens = [each for _, each in counts]
    return {
        "questions": len(counts),
        "requests": sum(each for each, _ in counts),
        "wandb": sum(wandb),
        "median tokens": statistics.median(tokens),
        "largest": max(tokens),
    }


def main() -> None:
    """Print the figures."""
    with Sandbox(options=["--debug"]) as sandbox:
        user = sandbox.create_user("lab")
        with tempfile.TemporaryDirectory() as folder:
            world = World(sandbox, user, lay(sandbox, user, Path(folder)))
        wandb = wandb_counts(world)
        model = over_stdio(world)
        counts = tool_counts(world, model)
        model.close()
    print(table(counts, wandb))
    print(summary(counts, wandb))


if __name__ == "__main__":
    main()
