"""Reports, on recorded responses of a sandbox with reports of wandb-workspaces."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from runql.errors import NotFoundError, PathError, UsageError
from runql.reports import Heading, MarkdownBlock, Paragraph, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from syrupy.assertion import SnapshotAssertion

    from runql import AsyncApi, AsyncReport

PATH = "entity/reports"


async def find(api: AsyncApi, title: str) -> AsyncReport:
    return next(each for each in await api.reports(PATH).all() if each.title == title)


async def test_a_list_brings_whole_reports_in_one_request(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    reports = await async_api.reports(PATH).all()
    assert {"Findings", "To edit"} <= {report.title for report in reports}
    assert all(report.author is not None and len(report.blocks) > 10 for report in reports[:2])
    assert count_requests() == 1


async def test_a_page_at_a_time_finds_every_report_once(async_api: AsyncApi) -> None:
    ids = [report.id for report in await async_api.reports(PATH, per_page=1).all()]
    assert len(ids) == len(set(ids)) >= 2


async def test_a_project_lists_its_reports(async_api: AsyncApi) -> None:
    project = await async_api.project(PATH)
    titles = [report.title for report in await project.reports().all()]
    assert "Findings" in titles
    assert "Not yet" in [each.title for each in await project.reports(drafts=True).all()]


async def test_drafts_are_listed_apart(async_api: AsyncApi) -> None:
    drafts = await async_api.reports(PATH, drafts=True).all()
    assert "Not yet" in [report.title for report in drafts]
    assert all(report.is_draft for report in drafts)


async def test_a_report_is_found_by_its_address_and_by_its_id(async_api: AsyncApi) -> None:
    listed = await find(async_api, "Findings")
    by_address = await async_api.report(listed.url)
    by_id = await async_api.report(listed.id)
    assert by_address.id == by_id.id == listed.id
    assert by_address.spec == listed.spec
    assert not by_id.is_draft


async def test_what_a_report_says(async_api: AsyncApi, snapshot: SnapshotAssertion) -> None:
    report = await find(async_api, "Findings")
    assert report.to_markdown().splitlines() == snapshot


async def test_html_lets_no_markup_through(async_api: AsyncApi) -> None:
    report = await find(async_api, "Findings")
    report.blocks.append(Paragraph((Span("<script>alert(1)</script>"),)))
    report.blocks.append(
        MarkdownBlock("<img src=x onerror=alert(1)> ![i](https://example.com/i.png)")
    )
    report.blocks.append(Paragraph((Span("go", url="javascript:alert(1)"),)))
    html = await report.to_html(charts=False)
    assert "<h1>Findings</h1>" in html
    for harmful in ("<script", "<img", "javascript:"):
        assert harmful not in html
    assert "Run History Line Plot: accuracy" in html


async def test_a_run_set_gives_its_runs(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    report = await find(async_api, "Findings")
    good, every = report.run_sets
    assert [run.id for run in await good.runs().all()] == ["shown3", "shown1"]
    assert len(await every.runs().all()) == 4
    # The report, a page of runs for each set, and a count of aggregates where the first one compares numbers.
    assert count_requests() == 4


async def test_panels_name_what_they_show(async_api: AsyncApi) -> None:
    report = await find(async_api, "Findings")
    (grid,) = report.panel_grids
    shown = {panel.kind: panel.metrics for panel in grid.panels}
    assert shown["Run History Line Plot"] == ("accuracy",)
    assert shown["Scatter Plot"] == ("config.learning_rate",)
    assert shown["Parallel Coordinates Plot"] == ("config.learning_rate",)


async def test_an_edit_sends_what_changed_and_keeps_the_rest(
    async_api: AsyncApi, cassette: Any
) -> None:
    report = await find(async_api, "To edit")
    kept = report.spec
    await report.update()
    report.description = "Read again."
    heading = report.blocks[1]
    assert isinstance(heading, Heading)
    report.blocks[1] = replace(heading, text=(Span("What we know", bold=True),))
    await report.update()
    assert report.description == "Read again."
    await report.refresh()
    blocks, before = report.spec["blocks"], kept["blocks"]
    assert isinstance(blocks, list)
    assert isinstance(before, list)
    assert blocks[1] == {
        "type": "heading",
        "level": 1,
        "children": [{"text": "What we know", "bold": True}],
    }
    assert [*blocks[:1], *blocks[2:]] == [*before[:1], *before[2:]]


async def test_a_report_is_made_and_deleted(async_api: AsyncApi) -> None:
    made = await async_api.create_report(PATH, "Mine", [MarkdownBlock("# Hello")])
    assert made.is_draft
    assert made.blocks == [MarkdownBlock("# Hello")]
    await made.delete()
    with pytest.raises(NotFoundError, match="Report not found"):
        await made.refresh()


async def test_a_report_without_a_title_is_refused(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    with pytest.raises(UsageError, match="title must not be empty"):
        await async_api.create_report(PATH, "  ")
    with pytest.raises(PathError, match="has no report ID"):
        await async_api.report("entity/reports/reports/Title")
    assert count_requests() == 0


async def test_reports_of_a_project_that_is_not_there(async_api: AsyncApi) -> None:
    with pytest.raises(NotFoundError, match="Project not found: entity/nothing"):
        await async_api.reports("entity/nothing").all()
