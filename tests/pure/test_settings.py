"""Where settings come from, and where keys never go."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from runql._wire.auth import authorization, belongs_to
from runql.errors import AuthenticationError, ConfigurationError, UsageError
from runql.settings import DEFAULT_BASE_URL, RetryPolicy, Settings, Timeouts

if TYPE_CHECKING:
    from pathlib import Path

KEY = "k" * 40
OTHER = "o" * 40


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("API_KEY", "BASE_URL", "ENTITY", "PROJECT", "APP_URL", "CONFIG_DIR"):
        monkeypatch.delenv(f"WANDB_{name}", raising=False)
    monkeypatch.delenv("NETRC", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_set_means_the_public_server_and_no_key() -> None:
    settings = Settings.resolve()
    assert settings.base_url == DEFAULT_BASE_URL
    assert settings.api_key is None


def test_an_argument_wins_over_the_environment_over_netrc_over_the_file(
    empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = "https://wandb.example.com"
    folder = empty_home / ".config" / "wandb"
    folder.mkdir(parents=True)
    (folder / "settings").write_text(
        f"[default]\nbase_url = {base}\napi_key = {'f' * 40}\nentity = file\n"
    )
    assert Settings.resolve().api_key_source == "settings file"
    (empty_home / ".netrc").write_text(
        f"machine wandb.example.com login user password {'n' * 40}\n"
    )
    assert Settings.resolve().api_key == "n" * 40
    assert "netrc" in Settings.resolve().api_key_source
    monkeypatch.setenv("WANDB_API_KEY", "e" * 40)
    monkeypatch.setenv("WANDB_ENTITY", "env")
    assert Settings.resolve().api_key == "e" * 40
    assert Settings.resolve().entity == "env"
    found = Settings.resolve(api_key=KEY, entity="arg")
    assert (found.api_key, found.entity, found.base_url) == (KEY, "arg", base)


def test_a_key_of_the_settings_file_is_for_its_own_server(empty_home: Path) -> None:
    (empty_home / "wandb").mkdir()
    (empty_home / "wandb" / "settings").write_text(f"[default]\napi_key = {KEY}\n")
    assert Settings.resolve().api_key == KEY
    assert Settings.resolve(base_url="https://elsewhere.example").api_key is None


def test_a_default_entry_of_netrc_gives_no_key_away(empty_home: Path) -> None:
    (empty_home / ".netrc").write_text(f"default login user password {KEY}\n")
    assert Settings.resolve().api_key is None


def test_a_broken_file_is_named(empty_home: Path) -> None:
    (empty_home / ".netrc").write_text("what is this\n")
    with pytest.raises(ConfigurationError, match="netrc file"):
        Settings.resolve()


@pytest.mark.parametrize(
    "url", ["", "wandb.example.com", "ftp://x", "https://", "https://u:p@x", "https://app.wandb.ai"]
)
def test_what_is_no_servers_address_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError):
        Settings(base_url=url)


def test_the_addresses_of_the_public_server_are_one() -> None:
    assert Settings(base_url="https://forge.coreweave.com/api/wandb").base_url == DEFAULT_BASE_URL
    assert Settings(base_url="http://localhost:8080/").base_url == "http://localhost:8080"


@pytest.mark.parametrize("key", ["short", "with space" * 5, "k" * 39])
def test_what_is_no_key_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Settings(api_key=key, api_key_source="argument")
    assert key not in str(caught.value)


@pytest.mark.parametrize("key", [KEY, "local-" + KEY, "a.b.c"])
def test_keys_and_tokens_are_taken(key: str) -> None:
    assert Settings(api_key=key).api_key == key


def test_a_key_is_in_no_repr_and_no_pickle(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(api_key=KEY)
    assert KEY not in repr(settings)
    assert KEY.encode() not in pickle.dumps(settings)
    monkeypatch.setenv("WANDB_API_KEY", OTHER)
    again = pickle.loads(pickle.dumps(settings))
    assert again.api_key == OTHER
    trusted = Settings(api_key=KEY, pickle_api_key=True)
    assert pickle.loads(pickle.dumps(trusted)) == trusted


def test_a_missing_key_names_every_place_that_was_looked_at() -> None:
    settings = Settings.resolve()
    with pytest.raises(AuthenticationError, match=r"WANDB_API_KEY.*netrc.*settings files"):
        authorization(settings, f"{settings.base_url}/graphql")


@pytest.mark.parametrize(
    ("url", "below"),
    [
        ("https://w.example/api/graphql", True),
        ("https://w.example:443/api/x", True),
        ("https://w.example/apix", False),
        ("https://w.example/other", False),
        ("http://w.example/api/x", False),
        ("https://w.example:8443/api/x", False),
        ("https://evil.example/api/x", False),
        ("https://w.example.evil/api/x", False),
        ("https://w.example/api/../x", False),
    ],
)
def test_a_key_goes_below_the_servers_address_only(url: str, below: bool) -> None:
    settings = Settings(base_url="https://w.example/api", api_key=KEY)
    assert belongs_to(url, settings.base_url) is below
    assert bool(authorization(settings, url)) is below


def test_impossible_limits_are_refused() -> None:
    with pytest.raises(UsageError):
        Timeouts(read=0)
    with pytest.raises(UsageError):
        RetryPolicy(max_attempts=0)
    with pytest.raises(UsageError):
        Settings.choose(
            Settings(), api_key=KEY, base_url=None, entity=None, project=None, timeout=None
        )
