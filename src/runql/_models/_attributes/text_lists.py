"""Checks of arguments that are strings or lists of strings, such as names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from runql._caller import warn_caller
from runql._choices import near_names
from runql.errors import UsageError

__all__ = [
    "check_kind",
    "differ_in_numbers",
    "optional_text",
    "required_text",
    "text_list",
    "text_or_empty",
    "warn_misspelled_names",
]


def text_list(values: Iterable[str], name: str) -> list[str]:
    """Return a list of strings.

    Args:
        values: The value that the user passed.
        name: The name of the argument or attribute.

    Raises:
        UsageError: If the value is one string, which would become a list of its letters, or an
            item is not a string or cannot be encoded.
    """
    if isinstance(values, str | bytes):
        raise UsageError(
            f"{name} must be a list of strings, got the string {values!r}.",
            hint=f"Use {name}=[{values!r}].",
        )
    if not isinstance(values, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"{name} must be a list of strings, got {values!r}.")
    found = list(values)
    for each in found:
        if not isinstance(each, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"{name} must be a list of strings, got the item {each!r}.",
                hint=f"Convert the items: {name}=[str(each) for each in values].",
            )
    return [str(_encodable(each, name)) for each in found]


def check_kind(value: object, kind: type, name: str) -> None:
    """Check that an argument is an instance of a class.

    Raises:
        UsageError: If it is not.
    """
    if not isinstance(value, kind):
        raise UsageError(f"{name} must be of type {kind.__name__}, got {value!r}.")


def required_text(value: str, name: str) -> str:
    """Return a string.

    Raises:
        UsageError: If the value is not a string.
    """
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"{name} must be a string, got {value!r}.", hint=f"Use str({value!r}).")
    return _encodable(value, name)


def optional_text(value: str | None, name: str) -> str | None:
    """Return a string or None.

    Raises:
        UsageError: If the value is neither.
    """
    if value is not None and not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(
            f"{name} must be a string or None, got {value!r}.", hint=f"Use str({value!r})."
        )
    return None if value is None else _encodable(value, name)


def text_or_empty(value: str | None, name: str) -> str:
    """Return a string for a server that ignores null: None becomes the empty string, which clears a field.

    Raises:
        UsageError: If the value is neither a string nor None.
    """
    return optional_text(value, name) or ""


def _encodable(value: str, name: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise UsageError(
                f"{name} contains half of a surrogate pair: {value!r}.",
                hint="Decode the string with its original encoding.",
            ) from None
    return value


def differ_in_numbers(left: str, right: str) -> bool:
    """Return whether two names have different numbers and are equal otherwise, such as `model-1` and `model-2`."""
    return left != right and re.sub(r"\d+", "0", left) == re.sub(r"\d+", "0", right)


def warn_misspelled_names(
    what: str, names: Iterable[str], known: Iterable[str], kind: str = "file"
) -> None:
    """Warn about requested names that do not exist, if a similar name exists.

    Args:
        what: What was searched, for the warning.
        names: The requested names.
        known: The names that exist.
        kind: What has the names.
    """
    every = dict.fromkeys(known)
    for name in names:
        near = [] if name in every else near_names(name, every)
        if near:
            warn_caller(f"{what} has no {kind} {name!r}. Did you mean {near[0]!r}?")
