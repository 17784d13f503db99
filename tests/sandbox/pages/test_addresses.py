"""Addresses of pages: names of any characters come through, and nothing leads to another server."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql_sandbox.pages.addresses import address, local_path, path_parts

ORIGIN = "http://127.0.0.1:8080"
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
HOSTILE = st.text(st.sampled_from("/\\:?#@ \t\n\r.%aé\x00\x7f&=;"), max_size=30)


@given(st.lists(NAMES, max_size=6))
def test_an_address_has_the_parts_that_it_was_made_of(names: list[str]) -> None:
    made = address(*names)
    assert made.isascii()
    # A path is split at its slashes, whatever names hold; "." and ".." are the browser's.
    assert path_parts(made.encode()) == names


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        (b"/", []),
        (b"", []),
        (b"/entity/project/", ["entity", "project"]),
        (b"/e/p/groups/a%2Fb", ["e", "p", "groups", "a/b"]),
        (b"/e/p/reports/%E6%9D%B1--VmlldzoxMg", ["e", "p", "reports", "東--VmlldzoxMg"]),
        (b"/e/p?x=1", ["e", "p"]),
        (b"/e/%FF", None),
        (b"/e/\xff", None),
        (b"/" + b"x" * 9000, None),
    ],
)
def test_parts_of_a_path(raw: bytes, parts: list[str] | None) -> None:
    assert path_parts(raw) == parts


@given(HOSTILE | HOSTILE.map(lambda text: f"/{text}") | st.text(max_size=40))
def test_after_signing_in_a_browser_stays_on_this_server(text: str) -> None:
    target = local_path(text)
    assert target.startswith("/")
    assert target.isascii()
    assert "\\" not in target
    assert not any(each <= " " for each in target)
    landed = urlsplit(urljoin(ORIGIN, target))
    assert f"{landed.scheme}://{landed.netloc}" == ORIGIN


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("/e/p/runs/x?filter=a%20b", "/e/p/runs/x?filter=a%20b"),
        ("/e/p?sort=-summary.loss&page=2", "/e/p?sort=-summary.loss&page=2"),
        ("//evil.example/x", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_addresses_to_go_on_to(text: str | None, target: str) -> None:
    assert local_path(text) == target
