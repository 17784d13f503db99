"""HTML of objects: texts stay texts, lists say how much of them is shown, secrets stay hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from runql._display.cards import Card, Section, card_of
from runql._display.listings import list_text, place_of
from runql._display.markup import card_html, list_html, table_html
from runql._display.objects import Displayed
from runql._display.sparkline import sparkline
from runql._display.text import Bytes, dotted, text_of
from runql._models.accounts.teams import Member, TeamRole
from runql._paging.buffer import Buffer
from runql._paging.pages import Page

EVIL = '"><script>alert(1)</script>'


def checked(html: str) -> str:
    """Return HTML that is well formed, so that no text opens an element."""
    ET.fromstring(html)
    assert "<script" not in html
    return html


def test_every_text_of_an_object_is_escaped() -> None:
    section = Section(EVIL, {EVIL: EVIL}, {EVIL: (1.0, 2.0)}, EVIL)
    card = Card(
        EVIL,
        EVIL,
        "https://wandb.ai/?" + EVIL,
        "p" + EVIL,
        EVIL,
        {EVIL: EVIL},
        {EVIL: 1},
        [section],
    )
    assert checked(card_html(card)).count("&lt;script&gt;") == 11
    checked(list_html(EVIL, EVIL, [Shown(card)], total=None, done=False, hint=EVIL))
    checked(table_html(EVIL, [EVIL], [[EVIL]], total=1, note=EVIL))


class Shown(Displayed):
    def __init__(self, card: Card) -> None:
        self.card = card

    def _card(self) -> Card:
        return self.card


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://x", None])
def test_an_address_that_a_click_would_run_is_no_link(url: str | None) -> None:
    assert "<a" not in card_html(Card("Run", "x", url))


def test_colors_are_those_of_the_notebook() -> None:
    card = Card(
        "Run", "x", "https://x", "p", "running", {"a": 1}, sections=[Section("b", {"c": 1})]
    )
    html = card_html(card)
    assert set(re.findall(r"(?<![-\w])(?:background|color):([^;\"]+)", html)) == {"#2a9d5c"}


def test_a_list_shows_its_first_rows_and_counts() -> None:
    cards = [Shown(Card("Run", f"run {number}", state="finished", facts={"group": None, "rows": number}, metrics={"loss": 0.5})) for number in range(25)]  # fmt: skip
    html = checked(list_html("Runs", "e/p", cards, total=1200, done=False, hint=""))
    assert html.count("<tr>") == 1 + 10
    assert "10 of 1,200 shown, 25 loaded" in html
    assert re.findall(r"<th [^>]*>([^<]*)", html) == ["name", "state", "rows", "loss"]
    assert "10 shown, more may follow" in list_html(
        "Runs", "", cards, total=None, done=False, hint=""
    )
    assert "10 of 25 shown<" in list_html("Runs", "", cards, total=25, done=True, hint="")
    assert "Empty." in list_html("Runs", "", [], total=0, done=True, hint="")
    assert "Not loaded. Loop." in list_html("Runs", "", [], total=None, done=False, hint="Loop.")


def test_items_of_any_kind_have_columns() -> None:
    @dataclass
    class Item:
        id: str
        name: str
        secret: str = field(repr=False)

    html = list_html("Items", "", [Item("1", "a", "hidden")], total=1, done=True, hint="")
    assert re.findall(r"<th [^>]*>([^<]*)", html) == ["name"]
    assert "hidden" not in html
    assert card_of({"a": 1, 2: "b"}).facts == {"a": 1, "2": "b"}
    assert card_of(3).title == "3"
    member = Member("id", "ada", "Ada", TeamRole.ADMIN, api_key="k" * 40)
    assert "k" * 40 not in list_html("Members", "", [member], total=1, done=True, hint="")


def test_a_long_document_is_cut_and_its_curves_come_first() -> None:
    rows: dict[str, object] = {f"key{number}": number for number in range(100)}
    html = checked(
        card_html(Card("Run", "x", sections=[Section("summary", rows, {"key99": (1, 2)})]))
    )
    assert "summary (100)" in html
    assert "60 more" in html
    assert html.index("key99") < html.index("key0")


def test_a_curve_is_in_the_color_of_the_text_and_skips_what_is_no_number() -> None:
    svg = sparkline([1.0, float("nan"), 3.0, float("inf"), 2.0])
    points = ET.fromstring(svg)[0].attrib["points"].split()
    assert points == ["1.0,17.0", "60.0,1.0", "119.0,9.0"]
    assert 'stroke="currentColor"' in svg
    assert sparkline([]) == sparkline([1.0]) == sparkline([float("nan")] * 3) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (1234, "1234"),
        (1_234_567, "1,234,567"),
        (0.1 + 0.2, "0.3"),
        (float("nan"), "nan"),
        (timedelta(seconds=3661), "1:01:01"),
        (timedelta(days=2, seconds=5), "2 d 0:00:05"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02 03:04"),
        (["a", "b"], "a, b"),
        ([1, "b"], '[1, "b"]'),
        ({"a": {"b": 1}}, '{"a": {"b": 1}}'),
        ("line\none", "line one"),
        (TeamRole.ADMIN, "admin"),
        (Bytes(999), "999 B"),
        (Bytes(1_500_000), "1.5 MB"),
    ],
    ids=str,
)
def test_values_are_short_texts(value: object, text: str) -> None:
    assert text_of(value) == text
    assert len(text_of("x" * 500)) == 120


def test_nested_keys_have_dotted_names_and_media_stay_whole() -> None:
    media = {"_type": "image-file", "path": "x"}
    assert dotted({"a": {"b": 1}, "a.b": 2, "c": media, "d": {}}) == {"a.b": 1, "c": media, "d": {}}


def test_the_text_of_a_list_tells_how_much_is_loaded() -> None:
    buffer: Buffer[str] = Buffer(cursor=None)
    where = place_of({"entity": "e", "project": "p", "run": None, "filters": "{}"})
    assert list_text("Runs", where, buffer) == "<Runs of e/p: not loaded>"
    buffer.add(Page(("a", "b"), "cursor", 1200), str)
    assert list_text("Runs", where, buffer) == "<Runs of e/p: 2 loaded of 1,200>"
    buffer.add(Page(("c",), None), str)
    assert list_text("Runs", "", buffer) == "<Runs: 3 loaded, complete>"
