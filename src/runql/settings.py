"""Server, API key, timeouts and retries."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from runql._configuration import checks
from runql._configuration.checks import DEFAULT_BASE_URL
from runql._configuration.files import netrc_key, netrc_path, settings_files
from runql._wandb_names.keys import ReadByKey
from runql.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULT_BASE_URL", "RetryPolicy", "Settings", "Timeouts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Time limits, in seconds.

    Attributes:
        connect: Time to connect to the server.
        read: Time between two parts of a response.
        total: Time for a call, including all attempts and waits; None for no limit.
    """

    connect: float = 10.0
    read: float = 60.0
    total: float | None = 180.0

    def __post_init__(self) -> None:
        for name in ("connect", "read", "total"):
            value = getattr(self, name)
            if name == "total" and (value is None or value == float("inf")):
                object.__setattr__(self, name, None)
                continue
            seconds = checks.checked_seconds(f"timeouts.{name}", value, least=0)
            object.__setattr__(self, name, seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """The number of attempts of a request, and the waits between them.

    Attributes:
        max_attempts: Maximum number of attempts; 1 disables retries.
        first_wait: Seconds before the second attempt. The wait doubles before each further attempt.
        longest_wait: Longest wait in seconds. The `Retry-After` of a server may be longer.
        jitter: Random fraction that is added to a wait, so that clients do not retry at the same time.
    """

    max_attempts: int = 6
    first_wait: float = 0.5
    longest_wait: float = 30.0
    jitter: float = 0.25

    def __post_init__(self) -> None:
        attempts = checks.checked_count("max_attempts", self.max_attempts, least=1)
        object.__setattr__(self, "max_attempts", attempts)
        for name in ("first_wait", "longest_wait", "jitter"):
            value = checks.checked_seconds(name, getattr(self, name), least=0, inclusive=True)
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(ReadByKey):
    """Configuration of a client. Use `resolve` to fill it from the environment.

    Attributes:
        base_url: URL of the server, without a trailing slash.
        api_key: API key. It never appears in `repr`, and in pickles only with `pickle_api_key`.
        api_key_source: Where the key was found, or all places that were searched.
        entity: Entity of paths without an entity; None for the server's default.
        project: Project of paths without a project.
        app_url: URL of the web app, if it differs from the server's URL.
        timeouts: Time limits.
        retry: Retry policy.
        proxy: URL of a proxy; None reads `HTTPS_PROXY` and similar variables.
        verify: Whether to verify certificates. A path is a file of trusted authorities.
        headers: Additional headers for all requests.
        max_connections: Maximum number of connections of a client.
        pickle_api_key: Whether pickles contain the key, for trusted workers.
        history_cache: Folder to cache exported history files in; None for no cache. Each use is checked
            against the server, and you may delete the folder at any time.
        history_cache_bytes: Maximum size of the folder. The least recently used files are deleted first.
        history_window_bytes: Memory for concurrently read histories of many runs, estimated from
            their rows and keys. A larger history is read alone.
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
        made: dict[str, object] = {
            "base_url": checks.checked_base_url(self.base_url),
            "headers": checks.checked_headers(self.headers),
            "verify": checks.checked_trust(self.verify),
            "max_connections": checks.checked_count(
                "max_connections", self.max_connections, least=1
            ),
            "history_cache_bytes": checks.checked_count(
                "history_cache_bytes", self.history_cache_bytes, least=0
            ),
            "history_window_bytes": checks.checked_count(
                "history_window_bytes", self.history_window_bytes, least=1
            ),
        }
        for name in ("api_key_source", "entity", "project"):
            checks.check_text(name, getattr(self, name))
        if self.api_key is not None:
            checks.check_key(self.api_key, self.api_key_source)
        if self.app_url is not None:
            checks.checked_url("app_url", self.app_url)
        if self.proxy is not None:
            made["proxy"] = checks.checked_proxy(self.proxy, "proxy")
        checks.check_flag("pickle_api_key", self.pickle_api_key)
        checks.check_path("history_cache", self.history_cache)
        for name, kind in (("timeouts", Timeouts), ("retry", RetryPolicy)):
            if not isinstance(getattr(self, name), kind):
                raise ConfigurationError(
                    f"{name} must be {kind.__name__}(...), got {type(getattr(self, name)).__name__}."
                )
        for name, value in made.items():
            object.__setattr__(self, name, value)

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
        """Return settings from arguments, environment, netrc and settings files.

        An argument has priority over the environment, then netrc, then the settings files.

        The call sends no request, writes no file and never prompts. A missing key raises an error only at
        the first request.

        Raises:
            ConfigurationError: If `base_url` is not a URL, the key is invalid, or a file cannot be
                read.
        """
        env = os.environ
        stored = settings_files()
        address = checks.checked_base_url(
            base_url or env.get("WANDB_BASE_URL") or stored.get("base_url") or DEFAULT_BASE_URL
        )
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
            proxy=proxy or _proxy(env),
            verify=verify if verify is not None else _trust(env, insecure=insecure),
            headers={} if headers is None else headers,
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
        """Return the given settings, or resolve settings from the other arguments.

        Raises:
            UsageError: If both were passed.
        """
        given = (api_key, base_url, entity, project, timeout)
        if settings is not None:
            if not isinstance(settings, cls):
                raise ConfigurationError(
                    f"settings must be Settings(...), got {type(settings).__name__}."
                )
            if any(value is not None for value in given):
                raise UsageError(
                    "settings= cannot be combined with api_key=, base_url=, entity=, project= or timeout=.",
                    hint="Pass these values inside settings, or omit settings=.",
                )
            return settings
        timeouts = (
            timeout if timeout is None or isinstance(timeout, Timeouts) else Timeouts(total=timeout)
        )
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


def _log_in(  # pyright: ignore[reportUnusedFunction]  # the table of wandb's names refers to it
    key: str | None = None,
    relogin: bool | None = None,  # noqa: ARG001 - as in wandb
    host: str | None = None,
    force: bool | None = None,  # noqa: ARG001 - as in wandb
    timeout: int | None = None,  # noqa: ARG001 - as in wandb
    verify: bool = False,  # noqa: ARG001 - as in wandb
    **_: object,
) -> bool:
    """Set the API key and the server of this process, like `wandb.login`. Return whether a key was found.

    The call sends no request, writes no file and never prompts.

    Raises:
        ConfigurationError: If `base_url` is not a URL, or the key is invalid.
    """
    found = Settings.resolve(api_key=key, base_url=host)
    if host is not None:
        os.environ["WANDB_BASE_URL"] = found.base_url
    if key is not None:
        os.environ["WANDB_API_KEY"] = key.strip()
    return found.api_key is not None


def _restore(state: dict[str, object]) -> Settings:
    settings = Settings(**state)  # type: ignore[arg-type]  # the fields of another Settings
    if settings.api_key is not None:
        return settings
    key, source = _find_key(None, settings.base_url, settings_files())
    return replace(settings, api_key=key, api_key_source=source)


def _find_key(
    api_key: str | None, base_url: str, stored: Mapping[str, str]
) -> tuple[str | None, str]:
    """Return the key and its source; without a key, None and the searched places."""
    if api_key is not None:
        checks.check_key_type(api_key)
        return api_key.strip(), "argument"
    if from_env := os.environ.get("WANDB_API_KEY", "").strip():
        return from_env, "WANDB_API_KEY"
    path = netrc_path()
    if path is not None and (found := netrc_key(path, base_url)):
        return found, f"netrc file {path}"
    kept_for = stored.get("base_url", DEFAULT_BASE_URL).strip().rstrip("/")
    if "api_key" in stored and kept_for == base_url:
        return stored["api_key"].strip(), "settings file"
    netrc_label = str(path) if path is not None else "no netrc file"
    searched = f"the argument api_key, WANDB_API_KEY, {netrc_label}, the settings files"
    if os.environ.get("WANDB_IDENTITY_TOKEN_FILE"):
        searched += "; identity tokens (WANDB_IDENTITY_TOKEN_FILE) are not supported yet"
    return None, searched


def _proxy(env: Mapping[str, str]) -> str | None:
    for name in ("WANDB_HTTPS_PROXY", "WANDB_HTTP_PROXY"):
        if value := env.get(name, "").strip():
            return checks.checked_proxy(value, name)
    return None


def _trust(env: Mapping[str, str], *, insecure: bool) -> bool | str:
    if insecure:
        return False
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        if value := env.get(name, "").strip():
            return checks.checked_trust(value, name)
    if folders := [each for each in env.get("SSL_CERT_DIR", "").split(os.pathsep) if each.strip()]:
        found = next((each for each in folders if Path(each).is_dir()), folders[0])
        return checks.checked_trust(found, "SSL_CERT_DIR")
    return True
