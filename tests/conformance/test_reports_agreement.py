"""Reports that wandb-workspaces saved are read alike by `wandb.Api` and runql, and what runql saves, it reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql.compat._shared.wrapping import wrapped
from runql.filters import F
from runql.reports import (
    Heading,
    LinePlot,
    List,
    ListItem,
    MarkdownBlock,
    PanelGrid,
    Paragraph,
    RunSet,
    ScatterPlot,
    Span,
)
from runql.testing import Sandbox
from tests import forked
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api
    from runql.compat.apis.public import BetaReport

TESTS = Path(__file__).parents[1]
PATH = "entity/reports"

READER = """
import json, sys, wandb
import wandb_workspaces.reports.v2 as wr
reports = wandb.Api().reports("entity/reports")
read = [
    {
        "id": each.id, "name": each.name, "title": each.display_name, "description": each.description,
        "spec": each.spec, "url": each.url, "created_at": each.created_at, "updated_at": each.updated_at,
    }
    for each in reports
]
kept = [
    {"_attrs": each._attrs, "entity": each.entity, "project": each.project, "user": each.user, "html": each.to_html()}
    for each in reports
]
ours = wr.Report.from_url(sys.argv[1])
blocks = [type(each).__name__ for each in ours.blocks]
(grid,) = (each for each in ours.blocks if isinstance(each, wr.PanelGrid))
shown = [repr(each) for each in (*grid.panels, grid.runsets[0].project, grid.runsets[0].filters)]
print(json.dumps({"reports": read, "kept": kept, "title": ours.title, "blocks": blocks, "shown": shown}))
"""

# Intended differences, with reasons.
WANTED = {
    "times": "aware datetimes instead of texts: they can be compared and subtracted",
    "length": "`len` counts every report; the official list counts those it has read",
    "by path": "`api.report(path)` fetches; the official `from_path` gives a stub without content",
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, dict[str, Any]]]:
    """A client of the server, and what the official packages read from it."""
    scratch = str(tmp_path_factory.mktemp("wandb"))
    with Sandbox() as sandbox:
        user = sandbox.create_user("entity")
        environment = official_environment(sandbox, user, scratch, PYTHONWARNINGS="ignore")
        official = str(TESTS / "official" / "reports.py")
        forked.official.run([official], env=environment, check=True)
        with sandbox.api(user) as api:
            ours = api.create_report(
                PATH,
                "Ours",
                [
                    Heading((Span("One"),)),
                    Paragraph((Span("bold", bold=True), Span(" link", url="https://example.com"))),
                    List((ListItem((Span("a"),)), ListItem((Span("b"),)))),
                    PanelGrid(
                        [
                            RunSet(
                                "entity", "reports", "Set", filters=F.config["learning_rate"] <= 1
                            )
                        ],
                        panels=[
                            LinePlot(y=["accuracy"]),
                            ScatterPlot(x="accuracy", y="config.learning_rate"),
                        ],
                    ),
                    MarkdownBlock("*end*"),
                ],
                draft=False,
            )
            done = forked.official.run(
                ["-c", READER, ours.url],
                env=environment,
            )
            assert done.returncode == 0, done.stderr[-3000:]
            yield api, json.loads(done.stdout.splitlines()[-1])


def test_every_attribute_of_every_report_agrees(read: tuple[Api, dict[str, Any]]) -> None:
    api, theirs = read
    ours = [
        {
            "id": report.id,
            "name": report.name,
            "title": report.title,
            "description": report.description,
            "spec": report.spec,
            "url": report.url,
            "created_at": report.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "updated_at": report.updated_at and report.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for report in api.reports(PATH)
    ]
    assert len(ours) >= 4
    assert ours == theirs["reports"]


def test_reports_of_compat_have_the_official_values(read: tuple[Api, dict[str, Any]]) -> None:
    api, theirs = read
    found: list[BetaReport] = [wrapped(each, api) for each in api.reports(PATH)]
    for report, official in zip(found, theirs["reports"], strict=True):
        ours = {name: getattr(report, name) for name in official if name != "title"}
        assert {**ours, "title": report.display_name} == official
    assert [
        {
            "_attrs": each._attrs,
            "entity": each.entity,
            "project": each.project,
            "user": each.user,
            "html": each.to_html(),
        }
        for each in found
    ] == theirs["kept"]
    assert found[0].user == {
        "username": "entity",
        "photoUrl": None,
        "email": "entity@sandbox.invalid",
    }


def test_wandb_workspaces_reads_what_runql_saved(read: tuple[Api, dict[str, Any]]) -> None:
    _, theirs = read
    assert theirs["title"] == "Ours"
    # It shows an empty paragraph around what it reads.
    assert [each for each in theirs["blocks"] if each != "P"] == [
        "H1",
        "UnorderedList",
        "PanelGrid",
        "MarkdownBlock",
    ]


def test_wandb_workspaces_reads_the_panels_that_runql_saved(
    read: tuple[Api, dict[str, Any]],
) -> None:
    _, theirs = read
    lines, points, project, filters = theirs["shown"]
    assert lines.startswith("LinePlot(x=Metric(name='Step'), y=[Metric(name='accuracy')]")
    assert "x=SummaryMetric(name='accuracy'), y=Config(name='learning_rate')" in points
    assert (project, filters) == ("'reports'", repr('Config("learning_rate") <= 1'))


def test_what_wandb_workspaces_wrote_is_written_back_to_the_letter(
    read: tuple[Api, dict[str, Any]],
) -> None:
    api, _ = read
    report = next(each for each in api.reports(PATH) if each.title == "To edit")
    before = report.spec
    report.title = "Edited"
    report.update()
    assert report.refresh().spec == before
    assert report.title == "Edited"


def test_each_wanted_difference_is_there(read: tuple[Api, dict[str, Any]]) -> None:
    api, theirs = read
    reports = api.reports(PATH, per_page=1)
    there = {
        "times": type(reports[0].created_at) is not type(theirs["reports"][0]["created_at"]),
        "length": len(reports) == len(theirs["reports"]),
        "by path": len(api.report(reports[0].url).blocks) > 0,
    }
    assert [name for name in WANTED if not there[name]] == []
