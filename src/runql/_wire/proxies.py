"""Proxies from the environment, with the same rules for queries and transfers."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from importlib.util import find_spec
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from runql._configuration.checks import checked_proxy
from runql.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    import ssl
    from ipaddress import IPv4Address, IPv6Address

    import urllib3

    from runql.settings import Settings

__all__ = ["proxy_for", "proxy_manager"]

_PORTS: Final = {"http": 80, "https": 443}


def proxy_for(settings: Settings, url: str) -> str | None:
    """Return the URL of the proxy for a request; None for a direct connection.

    Raises:
        ConfigurationError: If an environment variable is invalid; the message names it.
    """
    if settings.proxy is not None:
        return settings.proxy
    from urllib.request import getproxies

    proxies = getproxies()
    parts = urlsplit(url)
    kind = next((each for each in (parts.scheme, "all") if proxies.get(each)), None)
    if kind is None:
        return None
    host, port = (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(parts.scheme)
    if _bypassed(host, port, proxies.get("no", "")) or _system_bypass(host):
        return None
    return checked_proxy(proxies[kind], _variable(f"{kind}_proxy"))


def proxy_manager(proxy: str, trust: ssl.SSLContext, maxsize: int) -> urllib3.PoolManager:
    """Return the urllib3 manager that sends requests through a proxy.

    Raises:
        MissingDependencyError: If it is a SOCKS proxy, and its library is not installed.
    """
    import urllib3

    if proxy.startswith("socks"):
        # urllib3 warns about the missing library before it raises, so check first.
        if find_spec("socks") is None:
            raise MissingDependencyError(
                "The SOCKS proxy requires another package.",
                hint='Install it with: pip install "runql[socks]"',
            )
        from urllib3.contrib.socks import SOCKSProxyManager

        return SOCKSProxyManager(proxy, maxsize=maxsize, ssl_context=trust)
    parts = urlsplit(proxy)
    headers = None
    if parts.username is not None:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers = urllib3.make_headers(proxy_basic_auth=login)
    return urllib3.ProxyManager(
        proxy, maxsize=maxsize, ssl_context=trust, proxy_headers=headers, proxy_ssl_context=trust
    )


def _variable(name: str) -> str:
    return next((each for each in (name, name.upper()) if os.environ.get(each)), name.upper())


def _system_bypass(host: str) -> bool:
    """Return whether the operating system's settings (not the environment) bypass the proxy for a host."""
    from urllib.request import getproxies_environment, proxy_bypass

    return not getproxies_environment() and bool(proxy_bypass(host))


def _bypassed(host: str, port: int | None, value: str) -> bool:
    """Return whether `NO_PROXY` matches a host; entries are names, patterns, IP addresses or networks."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        address = None
    entries = value.replace(",", " ").replace(";", " ").split()
    return any(_matches(each, host.lower(), port, address) for each in entries)


def _matches(
    entry: str, host: str, port: int | None, address: IPv4Address | IPv6Address | None
) -> bool:
    name, wanted = _split_port(entry.rpartition("://")[2].lower())
    if wanted is not None and wanted != port:
        return False
    if "/" in name:
        try:
            network = ip_network(name.replace("[", "").replace("]", ""), strict=False)
        except ValueError:
            raise ConfigurationError(
                f"Invalid network in {_variable('no_proxy')}: {entry!r}.",
                hint="Use networks such as 10.0.0.0/8 or fe80::/10, separated by commas.",
            ) from None
        return address is not None and address in network
    if address is not None:
        try:
            return address == ip_address(name)
        except ValueError:
            pass
    if name == "<local>":
        return "." not in host and address is None
    if "*" in name:
        return fnmatch(host, name) or fnmatch(host, name.removeprefix("*."))
    bare = name.strip(".")
    return bool(bare) and (host == bare or host.endswith(f".{bare}"))


def _split_port(entry: str) -> tuple[str, int | None]:
    """Return the host and port of an entry; an IPv6 address may be in brackets."""
    if entry.startswith("["):
        name, _, rest = entry[1:].partition("]")
        tail = rest.removeprefix(":")
        if rest.startswith("/"):
            return f"{name}{rest}", None
    elif entry.count(":") == 1:
        name, _, tail = entry.partition(":")
    else:
        name, tail = entry, ""
    return name, int(tail) if tail.isdecimal() else None
