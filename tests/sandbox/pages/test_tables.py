"""Tables of runs: filters, order, columns and pages, all of them on the server; and the curves of charts."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest

from runql_sandbox.pages.addresses import address
from runql_sandbox.pages.drawing.lines import Curve, Point, draw_lines
from runql_sandbox.pages.drawing.parallel import draw_parallel
from runql_sandbox.pages.drawing.scales import scale_of
from tests.sandbox.pages.browsing import Outline, Site, add_project, add_run

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS = 130


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site.open(tmp_path_factory.mktemp("tables") / "data") as opened:
        with opened.store.session() as session:
            project = add_project(session, "many")
            for number in range(RUNS):
                add_run(
                    session, project, f"run{number:03d}", display_name=f"name {number}",
                    config={"lr": number / 10, "deep": {"inner": number}, "same": 1},
                    summary={"loss": RUNS - number, "eval/acc": number, "_wandb": {"runtime": 1}},
                    state="finished" if number % 2 else "failed", group="even" if number % 2 == 0 else None,
                    tags=["odd"] if number % 2 else [], created_at=f"2026-01-01T00:{number // 60:02d}:{number % 60:02d}Z",
                )  # fmt: skip
            add_run(session, project, "curves", rows=[
                {"_step": step, "loss": step * step, "deep": {"value": -step}, "text": "x",
                 "broken": float("nan") if step == 3 else step, "never": float("inf")}
                for step in range(1000)
            ], created_at="2020-01-01T00:00:00Z")  # fmt: skip
            session.commit()
        yield opened


def listed(page: str) -> list[str]:
    """Return the runs of a table, in order."""
    found = re.findall(r'<th scope="row"><a href="/sandbox/many/runs/([^"]+)"', page)
    return [each for each in found if each != "curves"]


def test_the_newest_runs_come_first_on_pages_of_fifty(site: Site) -> None:
    first, last = site.get("/sandbox/many"), site.get("/sandbox/many?page=3")
    assert listed(first) == [f"run{number:03d}" for number in range(129, 79, -1)]
    assert listed(last) == [f"run{number:03d}" for number in range(29, -1, -1)]
    assert "Runs 1\u201350 of 131" in first
    assert "Runs 101\u2013131 of 131" in last
    assert "/sandbox/many?page=2" in Outline(first).links
    assert "/sandbox/many?page=3" in Outline(first).links


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"sort": "-summary.loss"}, ["run000", "run001", "run002"]),
        ({"sort": "+summary.loss"}, ["run129", "run128", "run127"]),
        ({"sort": "-config.lr"}, ["run129", "run128"]),
        ({"sort": "config.deep.inner"}, ["run000", "run001"]),
        ({"sort": "-summary.eval/acc"}, ["run129"]),
        ({"sort": "+created"}, ["run000"]),
        ({"sort": "id"}, ["run000", "run001"]),
        ({"filter": "state == 'failed'", "sort": "+id"}, ["run000", "run002", "run004"]),
        ({"filter": "config.lr >= 12.8"}, ["run129", "run128"]),
        ({"filter": "summary.'eval/acc' < 2", "sort": "+id"}, ["run000", "run001"]),
        ({"filter": '{"tags": "odd"}', "sort": "+id"}, ["run001", "run003"]),
        ({"filter": "NAME", "sort": "+id"}, ["run000", "run001"]),
        ({"filter": "run01", "sort": "+id"}, ["run010", "run011"]),
    ],
)
def test_filters_and_orders(site: Site, query: dict[str, str], expected: list[str]) -> None:
    page = site.get(address("sandbox", "many", query=query))
    assert listed(page)[: len(expected)] == expected


def test_every_run_is_on_one_page_of_a_filtered_table(site: Site) -> None:
    found: list[str] = []
    path: str | None = address(
        "sandbox", "many", query={"filter": "state == 'failed'", "size": "25", "sort": "+id"}
    )
    while path is not None:
        page = site.get(path)
        found += listed(page)
        following = re.search(r'<a href="([^"]+)">Next</a>', page)
        path = html.unescape(following[1]) if following else None
    assert found == [f"run{number:03d}" for number in range(0, RUNS, 2)]


def test_columns_are_chosen(site: Site) -> None:
    usual = Outline(site.get("/sandbox/many"))
    texts = "".join(usual.texts)
    # Keys that differ come first, and what the SDK keeps for itself does not come at all.
    assert texts.index("deep.inner") < texts.index("same")
    chosen = site.get("/sandbox/many?columns=config.lr&columns=group")
    heads = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", chosen, re.DOTALL)
    assert [re.sub(r"<[^>]+>|\s", "", each) for each in heads] == ["name", "configlr", "group"]
    # They stay on the other pages and in other orders.
    for link in Outline(chosen).links:
        if "sort=" in link or "page=" in link:
            assert "columns=config.lr&columns=group" in link


def test_a_group_has_a_table_of_its_own(site: Site) -> None:
    page = site.get("/sandbox/many/groups/even?sort=%2Bid")
    assert listed(page)[:3] == ["run000", "run002", "run004"]
    assert "of 65" in page


def test_a_wrong_filter_shows_what_is_wrong_and_stays_in_the_field(site: Site) -> None:
    response = site.browser.get("/sandbox/many?filter=state%20==%20%27faild%27")
    assert response.status_code == 400
    assert "Did you mean" in response.text
    assert 'value="state == &#39;faild&#39;"' in response.text
    assert listed(response.text) == []


def test_charts_have_the_buckets_of_the_api(site: Site) -> None:
    page = site.get("/sandbox/many/runs/curves/charts")
    titles = re.findall(r"<figcaption>(.*?)</figcaption>", page)
    assert titles == ["broken", "deep.value", "loss", "never"]
    data = [json.loads(html.unescape(each)) for each in re.findall(r'data-chart="([^"]*)"', page)]
    loss = data[2][0]["points"]
    spec = json.dumps({"keys": ["loss"], "xAxis": "_step", "samples": 160})
    query = """query Q($spec: JSONString!) { project(name: "many", entityName: "sandbox") {
        run(name: "curves") { bucketedHistory(specs: [$spec]) } } }"""
    body = {"query": query, "variables": {"spec": spec}}
    response = site.stranger.post("/graphql", json=body, auth=("api", site.key)).json()
    buckets = response["data"]["project"]["run"]["bucketedHistory"][0]
    assert len(loss) == len(buckets) <= 160
    for drawn, bucket in zip(loss, buckets, strict=True):
        expected = [f"{bucket[f'loss{each}']:.6g}" for each in ("Avg", "Min", "Max")]
        assert drawn[3:] == expected
    assert "NaN and infinite values are not drawn." in page
    assert "last 998001, min 0, max 998001" in page


@pytest.mark.parametrize(
    "query", ["?log_y=1", "?log_x=1", "?x=loss", "?x=_runtime", "?search=deep"]
)
def test_other_axes(site: Site, query: str) -> None:
    page = site.get(f"/sandbox/many/runs/curves/charts{query}")
    Outline(page).check_harmless()
    assert "<figure" in page


def test_charts_of_a_project_have_a_curve_for_each_run(site: Site) -> None:
    page = site.get("/sandbox/many/charts?filter=curves")
    assert page.count('<path class="curve') == 3
    assert "1 run drawn" in page
    assert "no numbers in their histories" in site.get("/sandbox/many/charts?filter=run00")


@pytest.mark.parametrize(
    "values",
    [
        [0.0, 0.0],
        [1e300, -1e300],
        [5e-324, 0.0],
        [1e-300, 2e-300],
        [1.0, 1.0 + 1e-15],
        [1e18, 1e18 + 512],
    ],
)
@pytest.mark.parametrize("log", [False, True])
def test_any_numbers_have_a_scale(values: list[float], log: bool) -> None:
    scale = scale_of(values, 0, 100, log=log)
    if scale is None:
        assert log
        assert not any(each > 0 for each in values)
        return
    for tick in scale.ticks(5):
        assert -0.5 <= tick.at <= 100.5
        assert tick.label
    kept = [each for each in values if each > 0] if log else values
    assert all(0 <= scale.place(each) <= 100 for each in kept)


def test_a_curve_without_finite_values_says_so() -> None:
    chart = draw_lines("loss", [Curve("run", (), broken=True)], "_step")
    assert (chart.curves, chart.notes) == ((), ("NaN and infinite values are not drawn.",))
    negative = draw_lines("loss", [Curve("run", (Point(0, -1, -2, -1),))], "_step", log_y=True)
    assert negative.curves == ()


def test_parallel_coordinates_have_scales_for_numbers_and_places_for_words() -> None:
    rows: list[tuple[str, str, dict[str, object]]] = [
        ("a", "/a", {"lr": 0.001, "name": "adam", "loss": 1.0}),
        ("b", "/b", {"lr": 1.0, "name": "sgd", "loss": float("nan")}),
        ("c", "/c", {"lr": 0.1, "loss": 0.5}),
        ("d", "/d", {}),
    ]
    chart = draw_parallel(["lr", "name", "loss"], rows)
    assert chart is not None
    assert [axis.name for axis in chart.axes] == ["lr", "name", "loss"]
    assert [line.label for line in chart.lines] == ["a", "b", "c"]
    assert [line.shade for line in chart.lines] == [7, -1, 0]
    assert [tick.label for tick in chart.axes[0].ticks] == ["0.001", "0.01", "0.1", "1"]
    assert draw_parallel(["lr"], rows) is None
    assert draw_parallel(["lr", "none"], rows) is None
