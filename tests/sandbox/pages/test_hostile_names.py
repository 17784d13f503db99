"""Names, values and texts of users are text in every page: they change nothing of what a page is made of."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from runql_sandbox.pages.addresses import address
from runql_sandbox.pages.markdown import markdown
from tests.sandbox.pages.browsing import (
    Outline,
    Site,
    add_file,
    add_project,
    add_report,
    add_run,
    add_sweep,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</title></textarea><svg/onload=alert(1)>",
    "&lt;b&gt;&amp;&#60;",
    "-->]]><!--",
    "a/b?c=d#e%20f+g&h;i",
    "\u202eevil\u0007\x00"[:-1],
    "東京 Ünï 🚀",
    "[x](javascript:alert(1)) ![y](http://evil.example/z.png) <b onclick=a()>b</b>",
]
NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>\"'&/\\{}%#?=;:()"),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() not in ("", ".", "..") and text == text.strip())
COUNTER = itertools.count()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site.open(tmp_path_factory.mktemp("hostile") / "data") as opened:
        yield opened


def lay(site: Site, session: Session, name: str, number: int) -> list[str]:
    """Store one of everything under a name; returns the addresses of its pages."""
    project_name, at = f"{number}{name}", "sandbox"
    project = add_project(session, project_name)
    rows = [{"_step": step, name: step / 3, f"z{name}": -step} for step in range(3)]
    sweep = {"name": name, "method": "random", "parameters": {name: {"values": [1, 2]}}}
    add_sweep(session, project, f"s{name}", {**sweep, "metric": {"name": name, "goal": "minimize"}})
    values: dict[str, Any] = {name: 0.5, "text": name, "list": [name], "nested": {name: {name: 1}}}
    for index in range(2):
        run = add_run(
            session, project, f"{name}{index}", display_name=name, config=values, summary=values,
            rows=rows, log=[name, f"ERROR 2026-01-01T00:00:00 {name}"], tags=[name], group=f"g{name}",
            job_type=name, notes=name, sweep=f"s{name}", host=name, commit=name, repo=name,
        )  # fmt: skip
        add_file(site.store, session, run, f"f{name}f", name.encode())
    report = add_report(session, project, name, report_blocks(name))
    session.flush()
    run_at = (at, project_name, "runs", f"{name}0")
    slug = f"{name.replace('/', '-')}--{site_id(report.id)}"
    return [
        "/",
        address(at, project_name),
        address(at, project_name, query={"columns": [f"config.{name}", f"summary.{name}", "tags"]}),
        address(at, project_name, query={"sort": f"-summary.{name}"}),
        address(at, project_name, "charts"),
        address(at, project_name, "overview"),
        address(at, project_name, "groups", f"g{name}"),
        address(at, project_name, "sweeps"),
        address(at, project_name, "sweeps", f"s{name}"),
        address(at, project_name, "reports"),
        address(at, project_name, "reports", slug),
        address(*run_at),
        address(*run_at, "charts"),
        address(*run_at, "logs"),
        address(*run_at, "files"),
        address(*run_at, "files", *f"f{name}f".split("/")),
    ]


def report_blocks(name: str) -> list[Any]:
    """Return one of every block and panel that shows a name."""
    key = {"section": "config", "name": name}
    run_set = {
        "name": name,
        "filters": {"op": "AND", "filters": [{"key": key, "op": "=", "value": 0.5}]},
    }
    panels = [
        {"viewType": "Run History Line Plot", "config": {"metrics": [name], "chartTitle": name}},
        {"viewType": "Bar Chart", "config": {"metrics": [f"summary:{name}"]}},
        {"viewType": "Scatter Plot", "config": {"xAxis": f"config:{name}", "yAxis": f"summary:{name}"}},
        {"viewType": "Scalar Chart", "config": {"metrics": [name]}},
        {"viewType": "Run Comparer", "config": {}},
        {"viewType": name, "config": {"metrics": [name]}},
        {"viewType": "Parallel Coordinates Plot", "config": {"columns": [
            {"accessor": f"config:{name}"}, {"accessor": f"summary:{name}"}]}},
    ]  # fmt: skip
    text = [
        {"text": name, "bold": True},
        {"type": "link", "url": name, "children": [{"text": name}]},
    ]
    return [
        {"type": "heading", "level": 1, "children": text},
        {"type": "paragraph", "children": text},
        {
            "type": "list",
            "children": [
                {"type": "list-item", "children": [{"type": "paragraph", "children": text}]}
            ],
        },
        {"type": "code-block", "children": [{"type": "code-line", "children": [{"text": name}]}]},
        {"type": "image", "url": name, "children": [{"text": name}]},
        {"type": "latex", "content": name, "children": [{"text": ""}]},
        {"type": "table-of-contents", "children": []},
        {"type": name, "children": []},
        {
            "type": "panel-grid",
            "metadata": {"runSets": [run_set], "panelBankSectionConfig": {"panels": panels}},
        },
    ]


def site_id(number: int) -> str:
    """Return the id of a report as addresses have it."""
    from runql_sandbox.request.ids import encode

    return encode("View", number).rstrip("=")


@settings(max_examples=12)
@given(NAMES)
@example(ATTACKS[0])
@example(ATTACKS[1])
@example(ATTACKS[2])
@example(ATTACKS[3])
@example(ATTACKS[4])
@example(ATTACKS[5])
@example(ATTACKS[6])
@example(ATTACKS[8])
@example(ATTACKS[10])
@example(ATTACKS[11])
@example("0.")
@example("0\xa00")
def test_names_change_nothing_of_a_page(site: Site, name: str) -> None:
    with site.store.session() as session:
        paths = lay(site, session, name, next(COUNTER))
        session.commit()
    for path in paths:
        outline = Outline(site.get(path))
        outline.check_harmless()
        if path != "/":
            shown = "".join(outline.texts).replace("\xa0", " ")
            assert name.replace("\xa0", " ") in shown or len(name) > 20, path


@pytest.mark.parametrize("name", ATTACKS, ids=range(len(ATTACKS)))
def test_a_search_shows_its_text_and_nothing_else(site: Site, name: str) -> None:
    for path in (
        address("sandbox", name),
        address(name),
        address("sandbox", "x", "runs", name),
        address("login", query={"next": name}),
        address("orgs", name, "registry"),
    ):
        Outline(site.browser.get(path).text).check_harmless()


@given(st.text(st.sampled_from("[]()<>!*_`#\n |-\"'&:/xjavscript"), max_size=80) | NAMES)
@example(ATTACKS[11])
@example("<script>alert(1)</script>")
@example("[a](<javascript:alert(1)>) [b](data:text/html,x) [c](vbscript:x) [d](//evil.example)")
@example('![a](x "onload=1")\n\n[b]: javascript:alert(1)\n\n[b]')
def test_markdown_holds_no_markup_of_its_author(text: str) -> None:
    outline = Outline(str(markdown(text)))
    allowed = {"href", "rel", "start", "class", "title"}
    for tag, name, value in outline.attributes:
        assert name in allowed, (tag, name)
        if name == "href":
            assert (
                not value.lower()
                .replace("\t", "")
                .startswith(("javascript:", "vbscript:", "data:"))
            )
    assert not {"script", "img", "iframe", "svg", "style", "form", "input"} & {
        tag for tag, _ in outline.tags
    }
