"""Where settings come from, and where keys never go."""

from __future__ import annotations

import pickle
import ssl
from typing import TYPE_CHECKING

import pytest

from runql._wire.auth import authorization, belongs_to, conceal
from runql._wire.http import trust_of
from runql.errors import (
    ApiError,
    AuthenticationError,
    ConfigurationError,
    GraphQLErrorDetail,
    RunQLError,
    UsageError,
)
from runql.settings import DEFAULT_BASE_URL, RetryPolicy, Settings, Timeouts
from tests.fix_trust import FILE as TRUSTED

if TYPE_CHECKING:
    from pathlib import Path

KEY = "k" * 40
OTHER = "o" * 40


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
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
    "url",
    [
        "",
        "wandb.example.com",
        "localhost:8080",
        "ftp://x",
        "https://",
        "https://u:p@x",
        "https://u:p@",
        "https://app.wandb.ai",
        "https://wandb.ai",
        "https://wandb.ai/entity/project",
        "https://www.wandb.ai",
        "http://api.wandb.ai",
        "https://api.wandb.ai/entity",
        "https://forge.coreweave.com/entity/project",
        "https://w.example/graphql",
        "https://w.example/api/graphql/",
        "https://w.example?x=1",
        "https://w.example#x",
        "https://w.example:0",
        "https://w.example:99999",
        "https://w.example:port",
        "https://[bad",
        "https://w ex.example",
        "https://w.example\n/x",
        "https://w.\ud800",
    ],
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


def test_an_address_that_is_nearly_right_is_corrected() -> None:
    for url, right in [
        ("https://wandb.ai", "https://api.wandb.ai"),
        ("https://w.example/api/graphql", "https://w.example/api"),
    ]:
        with pytest.raises(ConfigurationError, match=right):
            Settings(base_url=url)


@pytest.mark.parametrize("url", ["https://u:s3cr3t@", "https://u:s3cr3t@w.example"])
def test_no_password_of_an_address_is_shown(url: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Settings(base_url=url)
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("api_key", 5),
        ("api_key", {"entity": "team"}),
        ("base_url", 5),
        ("entity", 5),
        ("project", b"p"),
        ("app_url", "nowhere"),
        ("timeouts", 30),
        ("retry", 3),
        ("proxy", "ftp://x"),
        ("verify", 1),
        ("verify", "/no/such/bundle.pem"),
        ("headers", "X-Team: a"),
        ("headers", {"X-Team": "Zoë ☃"}),
        ("headers", {"X-Team": 5}),
        ("headers", {"X-Team": None}),
        ("headers", {"X Team": "a"}),
        ("headers", {5: "a"}),
        ("headers", {"X-Team": "a\r\nX-Other: b"}),
        ("headers", {"Authorization": "Basic x"}),
        ("max_connections", "20"),
        ("max_connections", 0),
        ("pickle_api_key", "yes"),
        ("history_cache", 5),
        ("history_cache_bytes", 1.5),
        ("history_window_bytes", 0),
    ],
)
def test_a_setting_of_a_wrong_type_is_refused_when_it_is_made(field: str, value: object) -> None:
    with pytest.raises(RunQLError) as caught:
        Settings(**{field: value})  # type: ignore[arg-type]  # what is tested
    assert field in str(caught.value)
    assert "☃" not in str(caught.value)
    assert "X-Other" not in str(caught.value)


@pytest.mark.parametrize("value", ["30", True, float("nan"), -1, 0, [], 1e300])
@pytest.mark.parametrize("field", ["connect", "read", "total"])
def test_a_limit_is_a_number_of_seconds(field: str, value: object) -> None:
    with pytest.raises(UsageError, match=field):
        Timeouts(**{field: value})  # type: ignore[arg-type]  # what is tested


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("max_attempts", 1.5),
        ("max_attempts", "3"),
        ("max_attempts", True),
        ("first_wait", "1"),
        ("longest_wait", float("inf")),
        ("jitter", -0.1),
    ],
)
def test_a_policy_is_checked_when_it_is_made(field: str, value: object) -> None:
    with pytest.raises(UsageError, match=field):
        RetryPolicy(**{field: value})  # type: ignore[arg-type]  # what is tested


def test_numbers_of_other_libraries_are_numbers() -> None:
    numpy = pytest.importorskip("numpy")
    assert Timeouts(read=numpy.float32(5)).read == 5.0
    assert RetryPolicy(max_attempts=numpy.int64(2)).max_attempts == 2
    assert Timeouts(total=float("inf")).total is None


@pytest.mark.parametrize(
    "name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_DIR"]
)
def test_a_missing_file_of_certificates_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "/no/such/bundle.pem")
    with pytest.raises(ConfigurationError, match=rf"{name}.*bundle\.pem"):
        Settings.resolve()
    monkeypatch.setenv(name, "")
    assert Settings.resolve().verify is True


def test_a_file_that_holds_no_certificates_is_named(empty_home: Path) -> None:
    path = empty_home / "bundle.pem"
    path.write_text("no certificate")
    with pytest.raises(ConfigurationError, match=r"bundle\.pem"):
        trust_of(Settings(verify=str(path)))


def test_certificates_are_read_once_and_again_when_their_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "authorities.pem"
    path.write_bytes(TRUSTED.read_bytes())
    own = Settings(verify=str(path))
    first = trust_of(own)
    assert trust_of(Settings(verify=str(path))) is first
    assert trust_of(Settings(verify=True)) is trust_of(Settings(verify=True)) is not first
    path.write_bytes(TRUSTED.read_bytes() + b"\n")
    again = trust_of(own)
    assert again is not first
    assert again.cert_store_stats()["x509_ca"] == 1


def test_no_certificates_are_read_or_trusted_without_tls() -> None:
    plain = trust_of(Settings(), "http://w.test", None)
    assert plain.cert_store_stats()["x509_ca"] == 0
    assert plain.verify_mode is ssl.CERT_REQUIRED
    assert trust_of(Settings(), "http://w.test", "https://proxy.test").cert_store_stats()["x509_ca"]


@pytest.mark.parametrize(
    "text",
    [
        b"machine git.test login jos\xe9 password \xfcber\nmachine w.example login user password KEY\n",
        b"\xef\xbb\xbfmachine w.example login user password KEY\n",
        b"# a comment\nmachine w.example\n  login user # mine\n  password KEY\n",
        b"macdef init\nmachine w.example password no\n\nmachine w.example login u password KEY\n",
        b'machine w.example login "my name" password "KEY"\n',
        b"default login x password y\nmachine w.example login user password KEY\n",
        b"machine w.example account a login machine password KEY\r\n",
    ],
)
def test_the_entry_of_the_server_is_found_among_those_of_others(
    empty_home: Path, text: bytes
) -> None:
    (empty_home / ".netrc").write_bytes(text.replace(b"KEY", KEY.encode()))
    assert Settings.resolve(base_url="https://w.example").api_key == KEY


def test_a_home_that_may_not_be_entered_has_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/proc/1/root/nowhere")
    assert Settings.resolve().api_key is None


def test_a_settings_file_in_another_encoding_is_read(empty_home: Path) -> None:
    (empty_home / "wandb").mkdir()
    path = empty_home / "wandb" / "settings"
    path.write_bytes(b"[default]\n# jos\xe9\nentity = team\n")
    assert Settings.resolve().entity == "team"
    path.write_bytes(b"what is this\n")
    with pytest.raises(ConfigurationError, match="wandb/settings"):
        Settings.resolve()


def test_headers_go_where_the_key_goes() -> None:
    settings = Settings(base_url="https://w.example", api_key=KEY, headers={"X-Gate": " token "})
    assert authorization(settings, "https://w.example/graphql")["X-Gate"] == "token"
    assert authorization(settings, "https://storage.example/file") == {}
    assert authorization(settings, "https://w.example:bad/file") == {}


def test_what_a_server_quotes_of_our_secrets_is_not_shown() -> None:
    settings = Settings(
        api_key=KEY, headers={"X-Gate": "g4te-t0ken"}, proxy="http://user:p4ssw0rd@proxy.example:1"
    )
    token = authorization(settings, DEFAULT_BASE_URL + "/graphql")["Authorization"].split()[1]
    quoted = f"bad request: {KEY} {token} g4te-t0ken p4ssw0rd"
    detail = GraphQLErrorDetail(quoted)
    error = conceal(ApiError(quoted, hint=quoted, errors=(detail,)), settings)
    text = f"{error} {error.args} {error.errors} {error.hint}"
    for secret in (KEY, token, "g4te-t0ken", "p4ssw0rd"):
        assert secret not in text
