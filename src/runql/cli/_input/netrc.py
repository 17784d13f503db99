"""API keys in a netrc file, as the official client stores them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from runql._configuration.files import netrc_key, netrc_path
from runql.errors import ConfigurationError

if TYPE_CHECKING:
    from re import Match

__all__ = ["store_key"]


def store_key(base_url: str, key: str) -> Path:
    """Store the API key of a server in the user's netrc file, and return the file.

    An entry of the same server is replaced. Entries of other machines are unchanged byte for byte. Afterwards, only the
    user can read the file.

    Args:
        base_url: URL of the server.
        key: The API key.

    Raises:
        ConfigurationError: If the file cannot be read, or the entry cannot be replaced in it.
        OSError: If the file cannot be written.
    """
    found = netrc_path() or os.environ.get("NETRC") or "~/.netrc"
    # The netrc file may be a symbolic link into a repository of settings. Keep the link.
    path = Path(os.path.realpath(os.path.expanduser(found)))  # noqa: PTH111 - never raises
    machine = urlsplit(base_url).netloc
    before = path.read_bytes().decode("utf-8", "surrogateescape") if path.exists() else ""
    text = _without(before, machine)
    if text and not text.endswith("\n"):
        text += "\n"
    text += f"machine {machine}\n  login user\n  password {key}\n"
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
        if netrc_key(str(part), base_url) != key:
            raise ConfigurationError(
                f"Cannot replace the entry of {machine} in the netrc file {path}.",
                hint="Remove the entry in an editor and run the command again.",
            )
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _without(text: str, machine: str) -> str:
    """Return a netrc file without the entries of a machine."""

    def kept(found: Match[str]) -> str:
        return "" if found["machine"].strip('"') == machine else found[0]

    words = r"(?:login|user|account|password)"
    entry = rf"^[ \t]*machine\s+(?P<machine>\S+)(?:\s+{words}\s+\S+)*[ \t]*\n?"
    return re.sub(entry, kept, text, flags=re.MULTILINE)
