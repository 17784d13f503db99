"""The built documentation site: every public name has an entry, links lead somewhere, and nothing is loaded from elsewhere.

`make docs` runs it after the build; `make test` does not build the site.
"""

from __future__ import annotations

import inspect
import zlib
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from codegen.site import public_names

SITE = Path(__file__).parents[2] / "site"
LOADED = {"script": "src", "img": "src", "link": "href"}
BASE = "http://site/"
LARGEST = 10_000_000
"""Bytes of the whole site."""


class Page(HTMLParser):
    """Links, anchors, headings and images of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: set[str] = set()
        self.headings = 0
        self.images_without_text = 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in LOADED and found.get("rel") not in ("canonical", "next", "prev", "alternate"):
            self.loaded.append(found.get(LOADED[tag], ""))
        self.headings += tag == "h1"
        self.images_without_text += tag == "img" and not found.get("alt")


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    found = {
        f"{BASE}{path.relative_to(SITE).as_posix()}".removesuffix("index.html"): Page(path)
        for path in sorted(SITE.rglob("*.html"))
        if path.name != "404.html"
    }
    assert len(found) > 60
    return found


def test_every_public_name_has_an_entry() -> None:
    inventory = (SITE / "objects.inv").read_bytes().split(b"\n", 4)[4]
    entries = {line.split(" ")[0] for line in zlib.decompress(inventory).decode().splitlines()}
    assert public_names() <= entries


def test_every_method_of_the_clients_has_an_entry() -> None:
    import runql

    inventory = (SITE / "objects.inv").read_bytes().split(b"\n", 4)[4]
    entries = {line.split(" ")[0] for line in zlib.decompress(inventory).decode().splitlines()}
    for kind in (runql.Api, runql.AsyncApi, runql.Run, runql.AsyncRun, runql.Runs, runql.AsyncRuns):
        name = f"runql.{kind.__name__}"
        methods = [
            f"{name}.{each}"
            for each, method in inspect.getmembers(kind, inspect.isfunction)
            if not each.startswith("_") and method.__module__.startswith("runql.")
        ]
        assert set(methods) <= entries


def test_links_lead_to_pages_and_headings(pages: dict[str, Page]) -> None:
    wrong: list[str] = []
    for url, page in pages.items():
        for link in [*page.links, *page.loaded]:
            target, anchor = urldefrag(urljoin(url, link))
            if not target.startswith(BASE):
                continue
            file = SITE / unquote(target.removeprefix(BASE))
            known = pages.get(target)
            if not (file / "index.html" if target.endswith("/") else file).exists() or (
                anchor and known is not None and unquote(anchor) not in known.ids
            ):
                wrong.append(f"{url}: {link}")
    assert not wrong


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Page]) -> None:
    foreign = {link for page in pages.values() for link in page.loaded if "//" in link}
    assert not {link for link in foreign if not link.startswith("data:")}


def test_pages_have_one_heading_and_images_have_text(pages: dict[str, Page]) -> None:
    assert [url for url, page in pages.items() if page.headings != 1] == []
    assert [url for url, page in pages.items() if page.images_without_text] == []


def test_the_site_is_small() -> None:
    assert sum(path.stat().st_size for path in SITE.rglob("*") if path.is_file()) < LARGEST
