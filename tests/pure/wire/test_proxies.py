"""Proxies of the environment, in every spelling that occurs on clusters."""

from __future__ import annotations

import os

import pytest

from runql._wire.proxies import proxy_for, proxy_manager
from runql.errors import ConfigurationError
from runql.settings import Settings

PROXY = "http://proxy.example:3128"


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


def chosen(url: str, **settings: str) -> str | None:
    return proxy_for(Settings(base_url="https://w.example", **settings), url)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "url", "direct"),
    [
        ("fe80::/10,::1/128,localhost", "https://w.example/x", False),
        ("fe80::/10,::1/128,localhost", "https://[::1]:8080/x", True),
        ("fe80::/10", "https://[fe80::1]/x", True),
        ("10.0.0.0/8", "https://10.1.2.3/x", True),
        ("10.0.0.0/8", "https://11.1.2.3/x", False),
        ("10.0.0.1/8", "https://10.1.2.3/x", True),
        ("10.0.0.0/8", "https://w.example/x", False),
        ("10.1.2.3", "https://10.1.2.3/x", True),
        ("[::1]:8080", "https://[::1]:8080/x", True),
        ("[::1]:8080", "https://[::1]:8081/x", False),
        ("w.example", "https://w.example/x", True),
        ("example", "https://w.example/x", True),
        (".example", "https://w.example/x", True),
        ("*.example", "https://w.example/x", True),
        ("ample", "https://w.example/x", False),
        ("W.Example", "https://w.example/x", True),
        ("w.example:443", "https://w.example/x", True),
        ("w.example:8443", "https://w.example/x", False),
        ("https://w.example", "https://w.example/x", True),
        ("other w.example", "https://w.example/x", True),
        ("*", "https://w.example/x", True),
        ("10.*", "https://10.1.2.3/x", True),
        ("<local>", "https://host/x", True),
        (" , ,", "https://w.example/x", False),
    ],
)
@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
def test_no_proxy_is_understood(
    monkeypatch: pytest.MonkeyPatch, name: str, entry: str, url: str, direct: bool
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv(name, entry)
    assert chosen(url) == (None if direct else PROXY)


def test_no_proxy_without_a_proxy_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "10.0.0.0/99")
    assert chosen("https://w.example/x") is None
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    with pytest.raises(ConfigurationError, match="NO_PROXY"):
        chosen("https://w.example/x")


@pytest.mark.parametrize(
    ("name", "value", "proxy"),
    [
        ("HTTPS_PROXY", "proxy.example:3128", PROXY),
        ("https_proxy", PROXY, PROXY),
        ("ALL_PROXY", "socks5h://proxy.example:1080", "socks5h://proxy.example:1080"),
        ("HTTP_PROXY", PROXY, None),
        ("HTTPS_PROXY", "", None),
    ],
)
def test_variables_of_proxies(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, proxy: str | None
) -> None:
    monkeypatch.setenv(name, value)
    assert chosen("https://w.example/x") == proxy


@pytest.mark.parametrize("value", ["ftp://x", "http://", "http://[bad", "http://u:s3cr3t@h:0"])
def test_an_unreadable_proxy_names_the_variable_and_no_password(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    with pytest.raises(ConfigurationError, match="HTTPS_PROXY") as caught:
        chosen("https://w.example/x")
    assert "s3cr3t" not in str(caught.value)


def test_a_proxy_of_the_settings_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    assert chosen("https://w.example/x", proxy=PROXY) == PROXY


def test_a_login_of_a_proxy_is_sent_to_it_by_transfers_too() -> None:
    import ssl

    import urllib3

    made = proxy_manager("http://user:p%40ss@proxy.example:3128", ssl.create_default_context(), 1)
    assert isinstance(made, urllib3.ProxyManager)
    assert made.proxy_headers == {"proxy-authorization": "Basic dXNlcjpwQHNz"}
