"""The built documentation site in a real Chromium: `make docs-look`, after `make docs`.

Pictures of every page that is looked at are written to build/look, for people.
"""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SITE, LOOK = ROOT / "site", ROOT / "build" / "look"
WIDTHS = {"phone": 360, "desktop": 1280}
PAGES = {
    "home": "",
    "get-started": "get-started/",
    "tutorial": "tutorials/best-run/",
    "how-to": "history/",
    "migration": "coming-from-wandb/",
    "settings": "settings/",
    "errors": "errors/",
    "reference-runs": "reference/runs/",
    "reference-client": "reference/client/",
    "command-line": "cli/",
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the base class has it
        """Say nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(SITE)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    LOOK.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield launched
        launched.close()


def opened(browser: Browser, url: str, width: int, scheme: Any = "light") -> tuple[Page, list[str]]:
    """Return a page, and what is wrong with it as it comes."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda request: (
            wrong.append(request.url)
            if not request.url.startswith((url, "data:", "blob:"))
            else None
        ),
    )
    return page, wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_loads_nothing_from_elsewhere(
    browser: Browser, url: str, name: str, width: str, scheme: str
) -> None:
    page, wrong = opened(browser, url, WIDTHS[width], scheme)
    page.goto(url + PAGES[name], wait_until="networkidle")
    page.screenshot(path=LOOK / f"{name}-{width}-{scheme}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]
    shown = page.locator("body").get_attribute("data-md-color-scheme")
    assert shown == {"light": "default", "dark": "slate"}[scheme]
    assert not wrong
    page.close()


def test_search_finds_a_method(browser: Browser, url: str) -> None:
    page, wrong = opened(browser, url, WIDTHS["desktop"])
    page.goto(url, wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("scan_history")
    expect(page.locator("a[href*='scan_history']").first).to_be_visible(timeout=20_000)
    page.screenshot(path=LOOK / "search.png")
    assert not wrong
    page.close()


def test_sync_and_async_tabs_switch(browser: Browser, url: str) -> None:
    page, _ = opened(browser, url, WIDTHS["desktop"])
    page.goto(f"{url}reference/runs/", wait_until="networkidle")
    asynchronous = page.locator("[id='runql.AsyncRun.history']")
    expect(asynchronous).to_be_hidden()
    page.locator(".tabbed-labels").first.get_by_text("Async", exact=True).click()
    expect(asynchronous).to_be_visible()
    page.close()
