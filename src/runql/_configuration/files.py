"""Settings files: netrc, and the settings files of the official client."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from runql._configuration.checks import PUBLIC_HOSTS
from runql.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["netrc_key", "netrc_path", "settings_files"]

_TOKEN: Final = re.compile(r'"(?:\\.|[^"\\])*"|(?:\\.|[^\s\\])+')


def netrc_path() -> str | None:
    """Return the path of the netrc file; None if it does not exist."""
    named = os.environ.get("NETRC")
    candidates = map(_expanded, [named] if named else ["~/.netrc", "~/_netrc"])
    return next((each for each in candidates if _is_file(each)), None)


def netrc_key(path: str, base_url: str) -> str | None:
    """Return the password of a server from a netrc file; None if there is no entry.

    Entries of other machines may have any encoding. The `default` entry is ignored, because its
    password is not intended for W&B.

    Raises:
        ConfigurationError: If the file cannot be read.
    """
    found = _machines(_text_of(path, "netrc file"), path)
    address = urlsplit(base_url)
    wanted = [address.netloc, address.hostname or ""]
    if address.hostname in PUBLIC_HOSTS:
        # Earlier keys of the public server are stored under its older name.
        wanted += sorted(PUBLIC_HOSTS)
    return next((key for name in wanted if (key := found.get(name))), None)


def settings_files() -> dict[str, str]:
    """Read `wandb/settings` from the user's configuration and the working folder.

    Values of the working folder take precedence.

    Raises:
        ConfigurationError: If a file cannot be read.
    """
    home = _expanded(os.environ.get("WANDB_CONFIG_DIR") or "~/.config/wandb")
    found: dict[str, str] = {}
    for path in (str(Path(home, "settings")), str(Path("wandb", "settings"))):
        if _is_file(path):
            found.update(_default_section(path))
    return found


def _default_section(path: str) -> dict[str, str]:
    from configparser import ConfigParser
    from configparser import Error as IniError

    parser = ConfigParser(interpolation=None)
    try:
        parser.read_string(_text_of(path, "settings file"))
    except IniError as error:
        raise ConfigurationError(
            f"Invalid settings file {path}: {' '.join(error.message.split())}.",
            hint="Correct or remove the file.",
        ) from None
    return dict(parser.items("default")) if parser.has_section("default") else {}


def _expanded(path: str) -> str:
    # Path.expanduser raises if the user has no home folder, as in many containers.
    return os.path.expanduser(path)  # noqa: PTH111


def _is_file(path: str) -> bool:
    # Path.is_file raises if a folder is not accessible, such as the home folder of root.
    return os.path.isfile(path)  # noqa: PTH113


def _text_of(path: str, what: str) -> str:
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"Cannot read the {what} {path}: {error.strerror}.",
            hint="Make the file readable, or pass the API key as api_key= or WANDB_API_KEY.",
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _machines(text: str, path: str) -> dict[str, str]:
    """Return the password of each machine."""
    found: dict[str, str] = {}
    machine: str | None = None
    tokens = _tokens(text)
    for number, token in tokens:
        if token == "default":  # noqa: S105 - a word of the format
            machine = None
        elif token in ("machine", "login", "user", "account", "password"):
            _, value = next(tokens, (number, None))
            if value is None:
                raise _broken(path, number, f"{token} without a value")
            if token == "machine":  # noqa: S105 - a word of the format
                machine = value
            elif token == "password" and machine is not None:  # noqa: S105 - a word of the format
                found.setdefault(machine, value)
        else:
            raise _broken(path, number, "an unknown word")
    return found


def _broken(path: str, number: int, what: str) -> ConfigurationError:
    return ConfigurationError(
        f"Invalid netrc file {path}: {what} in line {number}.",
        hint="Correct the file, or pass the API key as api_key= or WANDB_API_KEY.",
    )


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """Yield words with their line numbers, without comments and macros."""
    in_macro = False
    value_next = False
    for number, line in enumerate(text.splitlines(), start=1):
        if in_macro:
            in_macro = bool(line.strip())
            continue
        for found in _TOKEN.finditer(line):
            word = found[0]
            if not value_next and word.startswith("#"):
                break
            if not value_next and word == "macdef":
                in_macro = True
                break
            value_next = not value_next and word in (
                "machine", "login", "user", "account", "password"
            )  # fmt: skip
            yield number, _unquoted(word)


def _unquoted(word: str) -> str:
    if len(word) > 1 and word.startswith('"') and word.endswith('"'):
        word = word[1:-1]
    return re.sub(r"\\(.)", r"\1", word)
