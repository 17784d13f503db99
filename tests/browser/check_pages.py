"""The sandbox's pages in a real Chromium, without a network: `make test-browser`.

Chromium is a package of the system and not of Python, so the name of this file keeps it out of `make test`.
"""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from runql.testing import Sandbox
from runql_sandbox.store.accounts.tables import User
from runql_sandbox.store.data_folder import Store
from runql_sandbox.store.runs.tables import Run
from tests.sandbox.pages.browsing import add_file, add_project, add_run
from tests.sandbox.pages.test_hostile_names import ATTACKS, lay

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTHS = (400, 900, 1600)
RUNS = 10_000
SECONDS = 10
"""How long a page with 10,000 runs may take on a machine that is busy with other work."""
HOSTILE = [ATTACKS[0], ATTACKS[1], ATTACKS[5], ATTACKS[11]]
SCRIPT = b"<!doctype html><script>document.title = 'ran'; alert(1)</script>"

CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgb = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = rgb(getComputedStyle(each).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || element.closest("svg, .hidden, .skip, option") || !element.getClientRects().length) continue;
    const [a, b] = [light(rgb(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(`${element.tagName} ${element.className}: ${ratio.toFixed(2)} ${element.textContent.trim().slice(0, 30)}`);
  }
  return found;
}"""
UNNAMED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, button, a[href], svg[role=img], [role=region]")]
  .filter((each) => !(each.labels?.length || each.textContent.trim() || each.getAttribute("aria-label") || each.querySelector("path, rect, circle")))
  .map((each) => each.outerHTML.slice(0, 120))"""


@dataclass
class Site:
    """A sandbox with data, and the addresses of its pages.

    Attributes:
        sandbox: The server.
        paths: Pages of everything that there is.
        many: The project with 10,000 runs.
    """

    sandbox: Sandbox
    paths: list[str]
    many: str = "/sandbox/many"


@dataclass
class Watched:
    """A page, and what went wrong in it."""

    page: Page
    faults: list[str] = field(default_factory=list[str])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("browser") / "data"
    store = Store(folder)
    store.first_user()
    paths: list[str] = []
    with store.session() as session:
        user_id = session.query(User.id).scalar()
        many = add_project(session, "many")
        for number in range(RUNS):
            config = json.dumps({"lr": {"value": number / RUNS}, "layers": {"value": number % 9}})
            summary = json.dumps({"loss": (number * 7919 % RUNS) / RUNS, "accuracy": number})
            run = Run(
                project_id=many.id, user_id=user_id, name=f"run{number:05d}", display_name=f"name {number}",
                config=config, config_json=config, summary=summary, summary_json=summary, state="finished",
                created_at=f"2026-01-{1 + number // 1000:02d}T00:{number // 60 % 60:02d}:{number % 60:02d}Z",
            )  # fmt: skip
            session.add(run)
        rows = [
            {"_step": step, "loss": 1 / (1 + step), "accuracy": step % 17} for step in range(5000)
        ]
        curves = add_run(session, many, "curves", rows=rows, log=["one", "two"], config={"lr": 0.1})
        add_file(store, session, curves, "page.html", SCRIPT)
        for number, name in enumerate(HOSTILE):
            paths += lay(type("Holder", (), {"store": store})(), session, name, number)
        session.commit()
    store.close()
    at = "/sandbox/many"
    more = [at, f"{at}/charts", f"{at}/overview", f"{at}/runs/curves", f"{at}/runs/curves/charts"]
    more += [
        f"{at}/runs/curves/logs",
        f"{at}/runs/curves/files",
        "/registry",
        "/sandbox",
        "/nobody",
    ]
    with Sandbox(folder) as sandbox:
        yield Site(sandbox, list(dict.fromkeys([*more, *paths])))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path is not None, "Chromium is not installed. Run `make test-browser`, or install it."
    with sync_playwright() as playwright:
        # Chromium's own sandbox needs privileges that containers lack; it opens this server alone.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(chromium: Browser, site: Site, **options: Any) -> tuple[BrowserContext, Watched]:
    """Return a browser that signed in, which notes faults and reaches this server alone."""
    context = chromium.new_context(base_url=site.sandbox.base_url, **options)
    watched = Watched(context.new_page())

    def allow(route: Any) -> None:
        if route.request.url.startswith(site.sandbox.base_url + "/"):
            route.continue_()
        else:
            watched.faults.append(f"request of {route.request.url}")
            route.abort()

    def note(message: Any) -> None:
        # A page that does not exist is one of those that are looked at.
        expected = "404" in message.text or "username fields" in message.text
        if message.type in ("error", "warning") and not expected:
            watched.faults.append(message.text)

    def dismiss(dialog: Any) -> None:
        watched.faults.append("dialog")
        dialog.dismiss()

    context.route("**/*", allow)
    watched.page.on("console", note)
    watched.page.on("pageerror", lambda error: watched.faults.append(str(error)))
    watched.page.on("dialog", dismiss)
    sign_in(watched.page, site)
    return context, watched


def sign_in(page: Page, site: Site) -> None:
    page.goto("/login")
    page.get_by_label("API key").fill(site.sandbox.api_key)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Projects")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_the_window(chromium: Browser, site: Site, width: int, scheme: str) -> None:
    viewport = {"width": width, "height": 900}
    context, watched = opened(chromium, site, viewport=viewport, color_scheme=scheme)
    page = watched.page
    wrong: list[str] = []
    for path in site.paths:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{path} is wider than {width}")
        wrong += [f"{path}: contrast of {each}" for each in page.evaluate(CONTRAST)]
        wrong += [f"{path}: no name of {each}" for each in page.evaluate(UNNAMED)]
        if page.locator("h1").count() != 1:
            wrong.append(f"{path} has {page.locator('h1').count()} first headings")
    context.close()
    assert wrong == []
    assert watched.faults == []


def test_a_table_of_ten_thousand_runs_is_usable(chromium: Browser, site: Site) -> None:
    context, watched = opened(chromium, site, viewport={"width": 1600, "height": 1000})
    page = watched.page
    began = time.monotonic()
    page.goto(site.many)
    expect(page.locator("table.runs tbody tr")).to_have_count(50)
    page.get_by_role("link", name="loss").click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("loss")
    expect(page.locator("table.runs tbody tr").first).to_contain_text("0.9999")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_label("Pages of runs")).to_contain_text("Runs 51\u2013100 of 10,001")
    page.get_by_label("Filter", exact=True).fill("config.layers == 3 and summary.loss < 0.1")
    page.get_by_role("button", name="Apply", exact=True).click()
    expect(page.locator(".count")).to_contain_text("of 10,001 runs")
    page.get_by_role("link", name="Last").click()
    expect(page.get_by_role("link", name="Previous")).to_be_visible()
    assert time.monotonic() - began < 5 * SECONDS
    assert watched.faults == []
    context.close()


def test_columns_are_chosen_with_the_keyboard(chromium: Browser, site: Site) -> None:
    context, watched = opened(chromium, site, viewport={"width": 900, "height": 900})
    page = watched.page
    page.goto(site.many)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to content")).to_be_focused()
    page.get_by_text("Columns (").press("Enter")
    page.get_by_label("Search columns").fill("layers")
    expect(page.get_by_role("checkbox")).to_have_count(1)
    page.get_by_role("checkbox").press("Space")
    page.get_by_role("button", name="Apply columns").press("Enter")
    page.wait_for_url("**columns=**")
    expect(page.locator("thead")).not_to_contain_text("layers")
    assert watched.faults == []
    context.close()


def test_a_chart_tells_its_values(chromium: Browser, site: Site) -> None:
    context, watched = opened(chromium, site, viewport={"width": 1600, "height": 1000})
    page = watched.page
    page.goto(f"{site.many}/runs/curves")
    figure = page.locator("figure", has_text="loss")
    figure.locator("svg").hover()
    expect(figure.locator("output")).to_contain_text(" at ")
    page.mouse.move(0, 0)
    expect(figure.locator("output")).to_be_empty()
    figure.locator("svg").focus()
    page.keyboard.press("Home")
    first = figure.locator("output").text_content()
    page.keyboard.press("ArrowRight")
    assert figure.locator("output").text_content() != first
    page.get_by_label("Search config").fill("nothing")
    expect(page.get_by_role("row", name="lr")).to_have_count(0)
    assert watched.faults == []
    context.close()


def test_an_uploaded_page_is_saved_and_not_run(chromium: Browser, site: Site) -> None:
    context, watched = opened(chromium, site)
    page = watched.page
    page.goto(f"{site.many}/runs/curves/files/page.html")
    expect(page.locator("pre")).to_contain_text("<script>")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "page.html"
    with page.expect_download():
        page.evaluate("location.href = 'page.html?download=1'")
    assert page.title() != "ran"
    assert watched.faults == []
    context.close()


def test_without_a_cookie_there_is_the_form_and_then_the_page(
    chromium: Browser, site: Site
) -> None:
    context = chromium.new_context(base_url=site.sandbox.base_url)
    page = context.new_page()
    page.goto(f"{site.many}?filter=run00042")
    page.get_by_label("API key").fill("x" * 40)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("not valid")
    page.get_by_label("API key").fill(site.sandbox.api_key)
    page.keyboard.press("Enter")
    expect(page.locator("table.runs tbody tr")).to_have_count(1)
    assert page.evaluate("document.cookie") == ""
    page.get_by_role("button", name="Sign out").click()
    page.goto(site.many)
    expect(page.get_by_label("API key")).to_be_visible()
    context.close()


def test_pages_work_without_the_script(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(base_url=site.sandbox.base_url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site)
    page.goto(site.many)
    page.get_by_label("Filter", exact=True).fill("run00042")
    page.keyboard.press("Enter")
    expect(page.locator("table.runs tbody tr")).to_have_count(1)
    page.goto(f"{site.many}/runs/curves")
    expect(page.locator("path.curve")).to_have_count(2)
    context.close()
