"""`runql login`: the key is checked, and stored where wandb looks for it."""

from __future__ import annotations

import netrc
import stat
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from runql.cli._input.netrc import store_key

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.data import Laid
    from tests.fix_cli import Command

KEY = "k" * 40
OTHERS = "# mine\nmachine example.com login me password secret\n\nmachine other\n  login me\n  password pw\n"


@pytest.fixture
def file(environment: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    environment.delenv("WANDB_API_KEY")
    return tmp_path / "netrc"


def test_a_key_is_stored_for_wandb_and_runql(
    file: Path, command: Command, environment: pytest.MonkeyPatch, laid: Laid
) -> None:
    file.write_text(OTHERS)
    base_url = next(url for url in laid.names if url.startswith("http"))
    done = command("login", input=f"{laid.user.api_key}\n")
    assert done.exit_code == 0, done.output
    assert done.stdout == f"Logged in to {base_url} as cli; the key is stored in {file}.\n"
    assert laid.user.api_key not in done.output
    assert file.read_text().startswith(OTHERS)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = netrc.netrc(str(file)).authenticators(urlsplit(base_url).netloc)
    assert found is not None
    assert found[2] == laid.user.api_key
    assert '"api_key_source": "' in command("whoami", "--json").stdout
    again = command("login", input=f"{laid.user.api_key}\n")
    assert again.exit_code == 0
    assert file.read_text().count(laid.user.api_key) == 1
    environment.setenv("WANDB_API_KEY", KEY)
    assert "takes precedence" in command("login", input=f"{laid.user.api_key}\n").stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (f"{KEY}\n", "not logged in"),
        ("short\n", "got 5 characters"),
        ("", "got 0 characters"),
    ],
    ids=["unknown", "short", "none"],
)
def test_a_key_that_the_server_does_not_take_is_not_stored(
    given: str, said: str, file: Path, command: Command
) -> None:
    done = command("login", input=given)
    assert done.exit_code == 1
    assert said in done.stderr
    assert not file.exists()


def test_another_server_is_named_with_what_to_set(
    file: Path, command: Command, environment: pytest.MonkeyPatch, laid: Laid
) -> None:
    base_url = next(url for url in laid.names if url.startswith("http"))
    environment.delenv("WANDB_BASE_URL")
    done = command("login", "--base-url", base_url, input=laid.user.api_key)
    assert done.exit_code == 0, done.output
    assert f"set WANDB_BASE_URL={base_url}" in done.stderr


@pytest.mark.parametrize(
    "before",
    [
        "",
        "machine host login user password old\n",
        "machine host\n\tlogin user\n\tpassword old",
        'machine "host" login user password old\nmachine b login c password d\n',
        "machine hosts login user password old\ndefault login a password b\n",
        "\ufeff# none\nmachine host password old\n",
    ],
    ids=["empty", "line", "lines", "quoted", "others", "mark"],
)
def test_an_entry_is_replaced_and_others_stay(
    before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "netrc"
    file.write_text(before)
    monkeypatch.setenv("NETRC", str(file))
    assert store_key("http://host", KEY) == file
    after = file.read_text()
    assert after.endswith(f"machine host\n  login user\n  password {KEY}\n")
    assert after.count(KEY) == 1
    for other in ("machine b login c password d\n", "machine hosts", "default login a", "# none"):
        assert (other in after) is (other in before)
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").write_text("")
    (tmp_path / "netrc").symlink_to(tmp_path / "real")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    store_key("http://host", KEY)
    assert (tmp_path / "netrc").is_symlink()
    assert KEY in (tmp_path / "real").read_text()
