"""Which server, whose key, how patient."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from runql.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULT_BASE_URL", "RetryPolicy", "Settings", "Timeouts"]

DEFAULT_BASE_URL: Final = "https://api.forge.coreweave.com"
"""The public server, as the official client 0.31 has it."""

_OLD_HOST: Final = "api.wandb.ai"
_PUBLIC_HOSTS: Final = frozenset({"api.forge.coreweave.com", "forge.coreweave.com", _OLD_HOST})

# The official client's own rule: an optional prefix up to a dash, then at least 40 word characters.
_KEY: Final = re.compile(r"(?:[\w-]*-)?\w{40,}")
_JWT: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Limits in seconds.

    Attributes:
        connect: To reach the server.
        read: Between two pieces of an answer.
        total: For a call with all its tries and waits; None for no limit.
    """

    connect: float = 10.0
    read: float = 60.0
    total: float | None = 180.0

    def __post_init__(self) -> None:
        for name in ("connect", "read", "total"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise UsageError(f"The {name} timeout is {value}, but must be above 0 seconds.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often and how patiently a call is tried again.

    Attributes:
        max_attempts: Tries in all; 1 never tries again.
        first_wait: Seconds before the second try; doubled before each further one.
        longest_wait: Seconds that no wait of ours exceeds. A server's `Retry-After` may.
        jitter: Share by which a wait is stretched at random, so that clients do not come in step.
    """

    max_attempts: int = 6
    first_wait: float = 0.5
    longest_wait: float = 30.0
    jitter: float = 0.25

    def __post_init__(self) -> None:
        if self.max_attempts < 1:
            raise UsageError(f"max_attempts is {self.max_attempts}, but must be at least 1.")
        if min(self.first_wait, self.longest_wait, self.jitter) < 0:
            raise UsageError("The waits and the jitter of a RetryPolicy must not be negative.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a client has to know before it asks. Use `resolve` to fill it from the environment.

    Attributes:
        base_url: Address of the server, without a slash at the end.
        api_key: Key of the account; in no `repr`, and in no pickle unless `pickle_api_key`.
        api_key_source: Where the key was found, or every place that was looked at.
        entity: Entity of paths that name none; None leaves it to the server.
        project: Project of paths that name none.
        app_url: Address of the web app, when it is not the server's own.
        timeouts: How long to wait.
        retry: How often to try.
        proxy: Address of a proxy; None leaves it to `HTTPS_PROXY` and its kind.
        verify: Whether to check certificates; a path is a file of authorities to trust.
        headers: More headers for every request.
        max_connections: Connections that a client holds at once.
        pickle_api_key: Whether the key travels in pickles, to trusted workers.
        history_cache: Folder to keep exported files of histories in; None keeps none. Every use is checked
            against the server, and the folder may be deleted at any time.
        history_cache_bytes: What that folder may hold; the files used longest ago go first.
        history_window_bytes: Memory for histories of many runs that are read at once, estimated from
            their rows and keys; a larger history is read alone.
    """

    base_url: str = DEFAULT_BASE_URL
    api_key: str | None = field(default=None, repr=False)
    api_key_source: str = "nowhere"
    entity: str | None = None
    project: str | None = None
    app_url: str | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    proxy: str | None = field(default=None, repr=False)
    verify: bool | str = True
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    max_connections: int = 20
    pickle_api_key: bool = False
    history_cache: str | Path | None = None
    history_cache_bytes: int = 10 * 2**30
    history_window_bytes: int = 2**30

    def __post_init__(self) -> None:
        object.__setattr__(self, "base_url", _checked_url(self.base_url))
        if self.api_key is not None:
            _check_key(self.api_key, self.api_key_source)
        if self.history_cache_bytes < 0:
            raise UsageError(
                f"history_cache_bytes is {self.history_cache_bytes}, but must not be negative."
            )
        if self.history_window_bytes < 1:
            raise UsageError(
                f"history_window_bytes is {self.history_window_bytes}, but must be positive."
            )

    @classmethod
    def resolve(
        cls,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        entity: str | None = None,
        project: str | None = None,
        app_url: str | None = None,
        timeouts: Timeouts | None = None,
        retry: RetryPolicy | None = None,
        proxy: str | None = None,
        verify: bool | str | None = None,
        headers: Mapping[str, str] | None = None,
        max_connections: int = 20,
        pickle_api_key: bool = False,
        history_cache: str | Path | None = None,
        history_cache_bytes: int = 10 * 2**30,
        history_window_bytes: int = 2**30,
    ) -> Settings:
        """Fill settings: the argument, else the environment, else netrc, else the settings files.

        Nothing is sent, nothing is written, and nobody is asked. A key that is nowhere is an error at
        the first request only.

        Raises:
            ConfigurationError: The address is no URL, the key no key, or a file cannot be read.
        """
        env = os.environ
        stored = _settings_files()
        address = base_url or env.get("WANDB_BASE_URL") or stored.get("base_url")
        address = _checked_url(address or DEFAULT_BASE_URL)
        key, source = _find_key(api_key, address, stored)
        insecure = env.get("WANDB_INSECURE_DISABLE_SSL", "").lower() in ("1", "true", "yes")
        return cls(
            base_url=address,
            api_key=key,
            api_key_source=source,
            entity=entity or env.get("WANDB_ENTITY") or stored.get("entity") or None,
            project=project or env.get("WANDB_PROJECT") or stored.get("project") or None,
            app_url=app_url or env.get("WANDB_APP_URL") or None,
            timeouts=timeouts or Timeouts(),
            retry=retry or RetryPolicy(),
            proxy=proxy or env.get("WANDB_HTTPS_PROXY") or env.get("WANDB_HTTP_PROXY") or None,
            verify=verify if verify is not None else _trust(env, insecure=insecure),
            headers=dict(headers or {}),
            max_connections=max_connections,
            pickle_api_key=pickle_api_key,
            history_cache=history_cache,
            history_cache_bytes=history_cache_bytes,
            history_window_bytes=history_window_bytes,
        )

    @classmethod
    def choose(
        cls,
        settings: Settings | None,
        *,
        api_key: str | None,
        base_url: str | None,
        entity: str | None,
        project: str | None,
        timeout: float | Timeouts | None,
    ) -> Settings:
        """Take finished settings, or resolve them from a client's own arguments.

        Raises:
            UsageError: Both were given.
        """
        given = (api_key, base_url, entity, project, timeout)
        if settings is not None:
            if any(value is not None for value in given):
                raise UsageError(
                    "settings= was given beside another argument.",
                    hint="Put everything into settings, or leave it out.",
                )
            return settings
        timeouts = Timeouts(total=timeout) if isinstance(timeout, int | float) else timeout
        return cls.resolve(
            api_key=api_key,
            base_url=base_url,
            entity=entity,
            project=project,
            timeouts=timeouts,
        )

    def __reduce__(self) -> tuple[object, ...]:
        state = {each.name: getattr(self, each.name) for each in fields(self)}
        if not self.pickle_api_key:
            state["api_key"] = None
        return (_restore, (state,))


def _restore(state: dict[str, object]) -> Settings:
    settings = Settings(**state)  # type: ignore[arg-type]  # the fields of another Settings
    if settings.api_key is not None:
        return settings
    key, source = _find_key(None, settings.base_url, _settings_files())
    return replace(settings, api_key=key, api_key_source=source)


def _checked_url(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(
            f"{url!r} is no address of a server.",
            hint="Give base_url= or WANDB_BASE_URL as https://host, with a path if need be.",
        )
    if parts.username or parts.password:
        raise ConfigurationError(
            "The server's address holds a user name or password.",
            hint="Give the API key as api_key= or WANDB_API_KEY instead.",
        )
    host = parts.hostname
    if host.endswith(".wandb.ai") and (host != _OLD_HOST or parts.scheme != "https"):
        raise ConfigurationError(
            f"{url!r} is the web app of the public server, not its API.",
            hint=f"Use https://{_OLD_HOST}, or leave base_url out.",
        )
    if host == "forge.coreweave.com" and parts.path.rstrip("/") in ("", "/api/wandb"):
        return DEFAULT_BASE_URL
    return url.strip().rstrip("/")


def _check_key(key: str, source: str) -> None:
    if not (_KEY.fullmatch(key) or _JWT.fullmatch(key)):
        raise ConfigurationError(
            f"The API key from {source} is no API key: it has {len(key)} characters, and a key has "
            "at least 40 letters, digits and underscores.",
            hint="Copy the key anew from the server's page of user settings.",
        )


def _find_key(
    api_key: str | None, base_url: str, stored: Mapping[str, str]
) -> tuple[str | None, str]:
    """Return the key and where it was found; without one, where it was looked for."""
    if api_key is not None:
        return api_key.strip(), "argument"
    if from_env := os.environ.get("WANDB_API_KEY"):
        return from_env.strip(), "WANDB_API_KEY"
    path = _netrc_path()
    if path is not None and (found := _netrc_key(path, base_url)):
        return found, f"netrc file {path}"
    kept_for = stored.get("base_url", DEFAULT_BASE_URL).rstrip("/")
    if "api_key" in stored and kept_for == base_url:
        return stored["api_key"], "settings file"
    netrc_label = str(path) if path is not None else "no netrc file"
    searched = f"the argument api_key, WANDB_API_KEY, {netrc_label}, the settings files"
    if os.environ.get("WANDB_IDENTITY_TOKEN_FILE"):
        searched += "; identity tokens (WANDB_IDENTITY_TOKEN_FILE) are not supported yet"
    return None, searched


def _netrc_path() -> Path | None:
    named = os.environ.get("NETRC")
    candidates = [Path(named)] if named else [Path.home() / ".netrc", Path.home() / "_netrc"]
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _netrc_key(path: Path, base_url: str) -> str | None:
    import netrc

    try:
        hosts = netrc.netrc(str(path))
    except (netrc.NetrcParseError, OSError) as error:
        raise ConfigurationError(
            f"The netrc file {path} cannot be read: {error}.",
            hint="Mend it, or give the key as api_key= or WANDB_API_KEY.",
        ) from error
    address = urlsplit(base_url)
    wanted = [address.netloc, address.hostname or ""]
    if address.hostname in _PUBLIC_HOSTS:
        # Keys of the public server were kept under its older name.
        wanted += sorted(_PUBLIC_HOSTS)
    # `hosts` rather than `authenticators`: a `default` entry must not hand its password to W&B.
    found = next((hosts.hosts[name] for name in wanted if name in hosts.hosts), None)
    return found[2] if found is not None else None


def _settings_files() -> dict[str, str]:
    """Read `wandb/settings` here and in the user's configuration; the nearer one wins."""
    from configparser import ConfigParser
    from configparser import Error as IniError

    home = os.environ.get("WANDB_CONFIG_DIR") or str(Path.home() / ".config" / "wandb")
    found: dict[str, str] = {}
    for path in (Path(home) / "settings", Path("wandb") / "settings"):
        if path.is_file():
            parser = ConfigParser(interpolation=None)
            try:
                parser.read(path, encoding="utf-8")
            except (IniError, UnicodeDecodeError) as error:
                raise ConfigurationError(
                    f"The settings file {path} cannot be read: {error}."
                ) from error
            if parser.has_section("default"):
                found.update(parser.items("default"))
    return found


def _trust(env: Mapping[str, str], *, insecure: bool) -> bool | str:
    if insecure:
        return False
    return env.get("SSL_CERT_FILE") or env.get("REQUESTS_CA_BUNDLE") or True
