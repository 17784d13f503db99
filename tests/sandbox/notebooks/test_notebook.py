"""A notebook is executed and exported to HTML: it shows every object and every chart, and loads nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import islice
from typing import TYPE_CHECKING

import httpx
import pytest

from runql import Artifact
from runql_sandbox.demo.protocol import Logger
from runql_sandbox.demo.training import demo_runs

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser

CELLS = {
    "api": "from runql import Api, plots\napi = Api()\napi",
    "unread": 'runs = api.runs("{path}")\nruns',
    "list": "len(runs)\nruns",
    "run": "run = runs[0]\nframe = run.history()\nrun",
    "project": 'api.project("{path}")',
    "table": 'table = runs.group_by("group", "config.batch_size").aggregate({{"summary.best_accuracy": ["mean", "std"]}}, mode="max")\ntable',
    "curves": 'curves = runs.curves("loss", by=["group"], stats=["mean", "std"])\ncurves',
    "curves chart": 'curves.plot(y_scale="log", title="Loss")',
    "bars chart": "table.plot()",
    "boxes chart": 'runs.boxes("summary.best_accuracy", by="group")',
    "scatter chart": 'runs.scatter("config.learning_rate", "summary.best_accuracy", color="name", x_scale="log")',
    "parallel chart": 'runs.parallel_coordinates("summary.best_accuracy", log=["config.learning_rate"])',
    "importance chart": 'runs.parameter_importance("best_accuracy").plot()',
    "lineage": 'graph = api.artifact("{path}/data:v0").lineage()\ngraph',
    "lineage chart": "graph.plot()",
    "files": 'files = api.artifact("{path}/data:v0").files()\nfiles[0]\nfiles',
    "download": 'api.artifact("{path}/data:v0").download("data", progress=True)',
}
CHARTS = [name for name in CELLS if name.endswith("chart")]


@pytest.fixture(scope="module")
def path(sandbox: Sandbox, user: SandboxUser) -> str:
    """A project with some of the demo's runs, one of which has a name that is markup, and an artifact."""
    with httpx.Client(base_url=sandbox.base_url, auth=("api", user.api_key)) as client:
        made = islice(demo_runs(), 0, None, 4)
        Logger(client, user.entity, "shown").log_runs(each.content() for each in made)
    found = f"{user.entity}/shown"
    with sandbox.api(user) as api:
        run = api.runs(found)[0]
        run.name = "<script>alert(1)</script>"
        run.update()
        draft = Artifact("data", "dataset")
        with draft.new_file("rows.txt") as file:
            file.write("1")
        run.log_artifact(draft)
    return found


def notebook(path: str) -> str:
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "execution_count": None, "id": f"c{number}", "metadata": {}, "outputs": [],
         "source": code.format(path=path)}
        for number, code in enumerate(CELLS.values())
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    document = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}  # fmt: skip
    return json.dumps(document)


def test_a_notebook_shows_every_object_and_chart_offline(
    sandbox: Sandbox, user: SandboxUser, path: str, tmp_path: Path
) -> None:
    (tmp_path / "shown.ipynb").write_text(notebook(path))
    environment = {**os.environ, **sandbox.environment(user), "HOME": str(tmp_path)}
    options = ["--to", "html", "--execute", "--HTMLExporter.mathjax_url=", "--HTMLExporter.require_js_url="]  # fmt: skip
    command = [sys.executable, "-m", "nbconvert", *options, "shown.ipynb"]
    done = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    page = (tmp_path / "shown.html").read_text()
    assert re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=.?https?:", page) == []
    shown = page[page.index("<main") :]
    assert shown.count('src="data:image/svg+xml') == len(CHARTS) + 1
    assert "Not loaded." in shown
    assert "6 of 6 shown" in shown
    assert "<polyline" in shown
    assert "alert(1)</script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "TqdmWarning" not in shown
