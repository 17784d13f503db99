"""Blocks of a report: what is written is what was meant, and what was read is kept."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.fragments.reports import ReportFields

from runql._models.reports.base import ReportBase, parse_report_id
from runql._models.reports.panels.grids import read_grid
from runql._models.reports.spec import every_block, read_blocks, write_block
from runql.errors import FilterError, OrderError, PathError, UsageError
from runql.reports import (
    Block,
    BlockQuote,
    CalloutBlock,
    CodeBlock,
    Heading,
    HorizontalRule,
    Image,
    LatexBlock,
    LinePlot,
    List,
    ListItem,
    MarkdownBlock,
    PanelGrid,
    Paragraph,
    Span,
    TableOfContents,
    UnknownBlock,
    Video,
)

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
urls = st.sampled_from(["https://example.com", "https://example.com/a?b=c"])
spans = st.builds(
    Span, words, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans()
) | st.builds(Span, words, latex=st.just(value=True)) | st.builds(Span, words, url=urls)  # fmt: skip
texts = st.lists(spans, max_size=3).map(tuple)


def lists(items: st.SearchStrategy[Any]) -> st.SearchStrategy[List]:
    return st.builds(List, st.lists(items, max_size=3).map(tuple), st.booleans())


flat_items = st.builds(ListItem, texts, st.none() | st.booleans())
items = st.builds(
    ListItem, texts, st.none() | st.booleans(), st.lists(lists(flat_items), max_size=1).map(tuple)
)
blocks = st.one_of(
    st.builds(Heading, texts, st.integers(1, 3)),
    st.builds(Paragraph, texts),
    st.builds(BlockQuote, texts),
    st.builds(CalloutBlock, st.lists(texts, max_size=3).map(tuple)),
    lists(items),
    st.builds(
        CodeBlock, st.lists(words, min_size=1).map("\n".join), st.sampled_from(["python", "yaml"])
    ),
    st.builds(MarkdownBlock, words),
    st.builds(LatexBlock, words),
    st.builds(Image, urls, words),
    st.builds(Video, urls),
    st.just(HorizontalRule()),
    st.just(TableOfContents()),
)


@given(st.lists(blocks, max_size=5))
def test_blocks_are_read_as_they_were_written(written: list[Any]) -> None:
    spec: dict[str, Any] = {"blocks": [write_block(block) for block in written]}
    assert list(read_blocks(spec)) == written


@given(blocks)
def test_every_block_has_its_markdown(block: Any) -> None:
    assert isinstance(block.to_markdown(), str)


def test_an_unchanged_block_is_written_as_the_app_wrote_it() -> None:
    raw = {
        "type": "heading",
        "level": 2,
        "children": [{"text": "A", "inlineComment_1": {}}],
        "x": 1,
    }
    (block,) = read_blocks({"blocks": [raw]})  # type: ignore[list-item]
    assert write_block(block) == raw
    assert isinstance(block, Heading)
    edited = write_block(replace(block, level=3))
    assert (edited["level"], edited["x"]) == (3, 1)


def test_a_block_of_an_unknown_kind_is_kept() -> None:
    raw: dict[str, Any] = {"type": "hologram", "children": [{"text": "beam"}], "watts": 5}
    (block,) = read_blocks({"blocks": [raw]})
    assert block == UnknownBlock("hologram", raw)
    assert write_block(block) == raw
    assert block.to_markdown() == "beam"


def test_markup_in_texts_is_escaped() -> None:
    assert Paragraph((Span("*a* [b](c)"),)).to_markdown() == r"\*a\* \[b\](c)"
    assert CodeBlock("```").to_markdown().startswith("````python\n")
    assert Span(" bold ", bold=True).to_markdown() == " **bold** "


def grid(**run_set: Any) -> Any:
    return read_grid({"metadata": {"runSets": [{"name": "set", **run_set}]}}).run_sets[0]


def test_a_selection_names_what_is_hidden_or_what_is_shown() -> None:
    hidden = {"root": 1, "bounds": [], "tree": ["a"]}
    assert grid(selections=hidden).filters() == {"name": {"$nin": ["a"]}}
    assert grid(selections={**hidden, "root": 0}).filters() == {"name": {"$in": ["a"]}}
    assert grid(selections={**hidden, "root": 0, "tree": []}).filters() == {"name": {"$in": []}}
    assert grid(selections={**hidden, "tree": []}).filters() == {}
    assert grid(selections=hidden).filters(selected_only=False) == {}


def test_a_selection_of_groups_is_an_error() -> None:
    groups = {"root": 1, "tree": [{"value": "adam", "children": []}]}
    with pytest.raises(FilterError, match="whole groups"):
        grid(selections=groups).filters()
    assert grid(selections=groups).filters(selected_only=False) == {}


def test_a_search_is_part_of_the_filter() -> None:
    assert grid(search={"query": "a.b"}).filters() == {"displayName": {"$regex": r"a\.b"}}
    found = grid(search={"query": "a.b", "isRegex": True}).filters()
    assert found == {"displayName": {"$regex": "a.b"}}


def test_the_order_of_a_run_set() -> None:
    loss = {"key": {"section": "summary", "name": "loss"}, "ascending": True}
    made = {"key": {"section": "run", "name": "createdAt"}, "ascending": False}
    assert grid(sort={"keys": [loss]}).order == "+summary_metrics.loss"
    assert grid(sort=made).order == "-createdAt"
    assert grid().order is None
    with pytest.raises(OrderError, match="several keys"):
        _ = grid(sort={"keys": [loss, made]}).order


def test_older_reports_have_groups_of_panels() -> None:
    panels = [{"viewType": "Scalar Chart", "config": {"metrics": ["loss"]}}]
    group: dict[str, Any] = {"runSets": [], "panels": {"views": {"0": {"config": panels}}}}
    (block,) = read_blocks({"panelGroups": [group]})
    assert [panel.metrics for panel in block.panels] == [("loss",)]  # type: ignore[union-attr]


@given(st.integers(0, 10**9))
def test_an_id_is_found_in_every_spelling(number: int) -> None:
    opaque = base64.b64encode(f"View:{number}".encode()).decode()
    short = opaque.rstrip("=")
    for spelling in (
        opaque,
        short,
        f"entity/project/reports/A--b--{short}",
        f"https://wandb.ai/entity/project/reports/Title--{short}?x=1",
        f"https://wandb.ai/entity/project/reports/Title--{short}/edit",
        f" https://wandb.ai/entity/project/reports/Title--{opaque}/ ",
        f"https://wandb.ai/entity/project/reports/T--{opaque.replace('=', '%3D')}?nw=x#top",
        f"https://wandb.ai/entity/project/reports/\u00dcberblick-/-\u00fcn\u00ef--{short}",
        f"https://wandb.ai/entity/project/reports/%C3%9Cberblick%2Fa--b--{short}",
        f"https://wandb.ai/entity/project/reports/Why?-And-#1--{short}",
        f"https://wandb.ai/entity/project/reports/\u00dcberblick--{short}?x=a--b",
        f"https://wandb.ai/entity/project/reports/{short}",
        f"\u00dcberblick--{short}",
        f"{short}/",
    ):
        assert parse_report_id(spelling) == opaque


@pytest.mark.parametrize(
    "path",
    [
        "",
        "Title",
        "entity/project",
        "entity/project/reports/T--UnVuOjE",
        "https://h/e/p/reports/\u00dcberblick-/-\u00fcn\u00ef--VmlldzoxÜ",
        "https://h/e/p/reports/T--Vmlldzox%FF",
        "http://[x--y",
        "--",
        "T--",
        "VmlldzoxÜ",
        "\ud800",
        None,
        5,
    ],
)
def test_what_names_no_report_is_refused(path: Any) -> None:
    with pytest.raises(PathError, match="Invalid report path") as refused:
        parse_report_id(path)
    assert "codec" not in str(refused.value)
    assert refused.value.hint


def test_a_heading_hides_blocks() -> None:
    hidden: list[Block] = [
        PanelGrid(panels=[LinePlot(y=["loss"])]),
        Heading("inner", 2, [Paragraph("deep")]),
    ]
    (block,) = read_blocks({"blocks": [write_block(Heading("outer", 1, hidden))]})
    assert block == Heading("outer", 1, hidden)
    assert list(map(type, every_block([block]))) == [Heading, PanelGrid, Heading, Paragraph]
    assert block.to_markdown() == (
        "# outer\n\n- Runs: Run set\n- Run History Line Plot: `loss`\n\n## inner\n\ndeep"
    )


def test_an_edit_of_a_block_inside_a_heading_keeps_what_the_app_wrote() -> None:
    raw: dict[str, Any] = {
        "type": "heading", "level": 1, "children": [{"text": "A"}],
        "collapsedChildren": [{"type": "paragraph", "children": [{"text": "b"}], "later": 1}],
    }  # fmt: skip
    (block,) = read_blocks({"blocks": [raw]})
    assert isinstance(block, Heading)
    assert write_block(block) == raw
    (inner,) = block.collapsed_blocks
    assert isinstance(inner, Paragraph)
    edited = write_block(replace(block, collapsed_blocks=[replace(inner, text="c")]))
    assert edited["collapsedChildren"] == [
        {"type": "paragraph", "children": [{"text": "c"}], "later": 1}
    ]


def report(*blocks: Any) -> ReportBase:
    fields = {
        "id": "Vmlldzox", "spec": json.dumps({"blocks": blocks}), "displayName": "R",
        "entityName": "e", "projectName": "p", "createdAt": "2026-01-01T00:00:00", "viewCount": 0,
        "name": "n", "description": "", "type": "runs", "updatedAt": None, "locked": False, "user": None,
    }  # fmt: skip
    return ReportBase(ReportFields.model_validate(fields), "https://wandb.test")


def test_an_edit_that_would_lose_what_runql_cannot_write_is_refused() -> None:
    panel = {"viewType": "Hologram", "config": {}}
    grid = {
        "type": "panel-grid",
        "metadata": {"runSets": [], "panelBankSectionConfig": {"panels": [panel]}},
    }
    for lost in ({"type": "hologram"}, grid):
        found = report({"type": "paragraph", "children": []}, lost)
        found.blocks = found.blocks[:1]
        with pytest.raises(UsageError, match="would delete a block or panel"):
            found._changes(drop_unknown=False)
        assert found._changes(drop_unknown=True) is not None
        found.blocks = [*report(lost).blocks, Paragraph("moved")]
        assert found._changes(drop_unknown=False) is not None


def test_a_grid_that_runql_can_write_may_be_left_out() -> None:
    found = report(write_block(PanelGrid(panels=[LinePlot(y=["loss"])])))
    found.blocks = []
    assert found._changes(drop_unknown=False) is not None
