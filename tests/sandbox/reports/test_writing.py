"""Reports made of panels: saved, copied, found again, and drawn as a page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import httpx
import pytest

from runql import Api
from runql import reports as rr
from runql.errors import NotFoundError, UsageError
from runql.filters import F
from tests.counting import Counting

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql import Report
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

LOG = """
import math, wandb
for number in range(5):
    config = {"lr": 10.0**-number, "algo": "ab"[number % 2], "width": 2**number}
    name = "<b>run</b> " + str(number)
    with wandb.init(project="drawn", id=f"r{number}", name=name, config=config, group="g" + str(number % 2)) as run:
        for step in range(60):
            run.log({"loss": math.exp(-step / 20) + number, "acc": 1 - math.exp(-step / 9) / (number + 1)})
"""


@pytest.fixture(scope="module")
def path(official: Official, user: SandboxUser) -> str:
    official(LOG)
    return f"{user.entity}/drawn"


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as api:
        yield api


def grid(path: str, **options: Any) -> rr.PanelGrid:
    entity, project = path.split("/")
    return rr.PanelGrid(
        [rr.RunSet(entity, project, "Low", filters=F.config["lr"] <= 0.1)],
        panels=[
            rr.LinePlot(title="Curves", y=["loss", "acc"], log_y=True),
            rr.LinePlot(y="loss", groupby="config.algo", smoothing_factor=0.5),
            rr.ScatterPlot(x="config.lr", y="acc", z="loss", log_x=True),
            rr.BarPlot(metrics=["acc"]),
            rr.BarPlot(metrics=["acc"], groupby="group", groupby_rangefunc="stddev"),
            rr.ScalarChart(metric="acc", groupby_aggfunc="max"),
            rr.ParallelCoordinates(["config.lr", "config.algo", "acc"]),
            rr.ParameterImportance("acc"),
            rr.RunComparer(diff_only=True),
            rr.MarkdownPanel("Some **words** <script>alert(1)</script>"),
            rr.MediaBrowser(media_keys=["image"]),
        ],
        custom_run_colors={"r1": "#ff0000"},
        **options,
    )


def blocks(path: str) -> list[rr.Block]:
    return [
        rr.TableOfContents(),
        rr.H1("What <i>we</i> saw", [grid(path)]),
        rr.P(["See ", rr.Link("this", "https://example.com/?a=1&b=2"), rr.InlineCode(" x<y ")]),
        rr.CheckedList([rr.CheckedListItem("done", checked=True)]),
        rr.CalloutBlock("Look"),
    ]


@pytest.fixture
def report(api: Api, path: str) -> Report:
    return api.create_report(path, "Überblick: was/wir (sahen)?", blocks(path), width="fluid")


def test_a_report_is_read_as_it_was_written(api: Api, path: str, report: Report) -> None:
    found = api.report(report.id)
    assert found.blocks == blocks(path)
    assert found.width == "fluid"
    (read,) = found.panel_grids
    assert read.runsets[0].filters == (F.config["lr"] <= 0.1)
    project = read.runsets[0].raw["project"]
    assert isinstance(project, dict)
    assert project["id"] == api.project(path).internal_id


def test_a_url_with_other_letters_opens(api: Api, report: Report) -> None:
    assert api.report(report.url).id == report.id
    assert report.url.isascii()
    plain = f"{report.url.rpartition('/')[0]}/Überblick:-was/wir-(sahen)?--{report.id.rstrip('=')}"
    assert api.report(plain).id == report.id
    found = api.from_path(plain)
    assert getattr(found, "id", None) == report.id


def test_a_report_is_edited_and_published(
    api: Api, report: Report, requests: Callable[[], Counter[str]]
) -> None:
    assert report.is_draft
    (before,) = report.panel_grids
    heading = report.blocks[1]
    assert isinstance(heading, rr.Heading)
    panels = [replace(before.panels[0], layout=rr.Layout(0, 0, 24, 8)), *before.panels[1:]]
    report.blocks[1] = replace(heading, collapsed_blocks=[replace(before, panels=panels)])
    report.width = "fixed"
    requests()
    assert report.save() is report
    assert dict(requests()) == {"UpsertReport": 1}
    assert not report.is_draft
    found = api.report(report.id)
    assert found.panel_grids[0].panels[0].layout == rr.Layout(0, 0, 24, 8)
    assert found.width == "fixed"
    requests()
    report.save()
    assert not requests()
    report.save(draft=True)
    assert report.is_draft
    assert api.report(report.id).is_draft


def test_a_clone_is_a_report_of_its_own(api: Api, path: str, report: Report) -> None:
    report.blocks.append(rr.MarkdownBlock("edited, not saved"))
    copy = report.clone("Copy", draft=False)
    assert (copy.title, copy.is_draft, copy.path) == ("Copy", False, report.path)
    assert copy.id != report.id
    assert copy.blocks == report.blocks
    assert api.report(report.id).blocks == blocks(path)
    api.create_project("elsewhere")
    moved = report.clone(path="elsewhere")
    assert moved.path.project == "elsewhere"
    assert moved.run_sets[0].project.project == "drawn"


def test_what_is_wrong_is_refused_before_anything_is_written(
    api: Api, path: str, report: Report, requests: Callable[[], Counter[str]]
) -> None:
    requests()
    refused: list[Callable[[], object]] = [
        lambda: api.create_report(path, "T", width="wide"),
        lambda: api.create_report(path, " "),
        lambda: api.create_report(path, "T", ["text"]),  # type: ignore[list-item]
        lambda: report.clone(" "),
    ]
    for wrong in refused:
        with pytest.raises(UsageError):
            wrong()
    report.width = "wide"
    with pytest.raises(UsageError, match="width must be one of"):
        report.save()
    assert not requests()
    missing = rr.PanelGrid([rr.RunSet(project="no-such-project")])
    with pytest.raises(NotFoundError, match="Project of a run set not found"):
        api.create_report(path, "Nowhere", [missing])
    assert dict(requests()) == {"GetProject": 1}
    assert "Nowhere" not in [each.title for each in api.reports(path, drafts=True)]


def without_ids(html: str) -> str:
    """Leave out IDs inside of charts, which count all charts of the process."""
    return re.sub(r"c[0-9a-f]{10}-\w+", "", html)


def charts_of(html: str) -> list[ET.Element]:
    return [ET.fromstring(each) for each in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]


def test_a_page_has_its_panels_drawn_and_loads_nothing(report: Report) -> None:
    html = report.to_html()
    charts = charts_of(html)
    # Two lines, one of groups, points, two of bars, parallel coordinates, importance.
    assert len(charts) == 8, re.findall(r'<p class="note">.*?</p>', html)
    assert all(any(each.tag.endswith("path") for each in chart.iter()) for chart in charts)
    for harmful in ("<script", "<img", "<b>run", "<i>we", "<link", "@import", "src="):
        assert harmful not in html, harmful
    assert "&lt;b&gt;run&lt;/b&gt; 1" in html
    assert "What &lt;i&gt;we&lt;/i&gt; saw" in html
    assert 'href="https://example.com/?a=1&amp;b=2"' in html
    assert "max of 4 runs" in html
    # The color of one run, in both line plots by run and in its bar.
    colored = [ET.tostring(each, encoding="unicode") for each in charts]
    assert [index for index, each in enumerate(colored) if "#ff0000" in each] == [0, 1, 4]
    assert "Panels of kind “Media Browser” are not drawn. It shows image." in html
    assert "default-src 'none'" in html
    assert "<strong>words</strong>" in html


@pytest.mark.filterwarnings("ignore:No run of")
def test_a_page_says_what_cannot_be_drawn(api: Api, path: str) -> None:
    entity, project = path.split("/")
    broken = rr.PanelGrid(
        [rr.RunSet(entity, project)],
        panels=[
            rr.LinePlot(y=["no_such"]),
            rr.LinePlot(y=["config.lr"], metric_regex="l.*"),
            rr.ScatterPlot(x="no_such", y="acc"),
            rr.BarPlot(),
            rr.ScalarChart(metric="no_such"),
        ],
    )
    html = api.create_report(path, "Broken", [broken]).to_html()
    notes = " ".join(re.findall(r'<p class="note">(.*?)</p>', html))
    assert notes.count("Not drawn:") == 2
    assert "because the history does not have these keys: config.lr" in notes
    assert "No metric to draw." in notes
    assert "No run has a number under this key." in notes


def test_the_page_of_the_sandbox_has_panels_that_a_heading_hides(
    report: Report, user: SandboxUser
) -> None:
    page = httpx.get(report.url, auth=("api", user.api_key))
    assert page.status_code == 200, page.text[:300]
    assert page.text.count("<svg") >= 6
    assert "<b>run" not in page.text
    assert "What &lt;i&gt;we&lt;/i&gt; saw" in page.text


async def test_an_async_page_is_the_same(
    sandbox: Sandbox, user: SandboxUser, report: Report
) -> None:
    async with sandbox.async_api(user) as api:
        found = await api.report(report.id)
        assert without_ids(await found.to_html()) == without_ids(report.to_html())
        copy = await found.clone("Async copy")
        copy.title = "Renamed"
        await copy.save()
        assert (await api.report(copy.id)).title == "Renamed"


def test_a_page_without_charts_sends_nothing(
    report: Report, requests: Callable[[], Counter[str]]
) -> None:
    requests()
    html = report.to_html(charts=False)
    assert not requests()
    assert "Run History Line Plot: loss, acc" in html
    assert "<svg" not in html


def test_a_title_or_a_misspelled_name_of_a_report_is_reported(
    sandbox: Sandbox, user: SandboxUser, path: str
) -> None:
    transport = Counting()
    with Api(user.api_key, base_url=sandbox.base_url, transport=transport) as api:
        made = api.create_report(path, "Optimizers compared", draft=False)
        transport.seen.clear()
        assert [each.id for each in api.reports(path, made.name)] == [made.id]
        assert transport.seen == ["ListReports"]
        for name in ("Optimizers compared", "Optimizer compared", made.name[:-1]):
            with pytest.warns(
                UserWarning, match=f"Did you mean {made.name!r}, with the title 'Opt"
            ):
                assert api.reports(path, name).all() == []
        assert api.reports(path, "zzz").all() == []
        assert transport.seen == ["ListReports"] * 9


def test_lists_of_a_report_stay_apart_in_markdown(api: Api, path: str) -> None:
    made = api.create_report(
        path, "Lists", blocks=[rr.UnorderedList(["a"]), rr.UnorderedList(["b"])]
    )
    assert made.to_markdown() == "# Lists\n\n- a\n\n<!-- -->\n\n- b\n"
    made.delete()
