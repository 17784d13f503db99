"""Config and summary keys in command options: unknown keys are errors, never an empty result."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from runql._choices import near_names
from runql._models.history.rows import ALWAYS
from runql._models.runs.config import plain_key
from runql.errors import UnknownKeyWarning, UnsupportedError, UsageError
from runql.filters.mongo import compared_fields
from runql.filters.text import parse_filter

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable

    from runql._sync.api import Api

__all__ = ["check_project_keys", "filter_keys", "require_known", "unknown_keys_refused"]

_DOCUMENTS: Final = {"config": "config", "summary_metrics": "summary"}
_OWN: Final = frozenset({"config._wandb", "summary._wandb", *(f"summary.{key}" for key in ALWAYS)})
"""Keys that the SDK writes and a project does not list."""
_OPTIONS: Final = {"the filter": "--filter", "the order": "--order", "fields=": "--columns"}


@contextmanager
def unknown_keys_refused() -> Generator[None]:
    """Turn the warning about a key that no run has into an error that names the option.

    Raises:
        UsageError: If the library issues the warning in the block.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnknownKeyWarning)
        try:
            yield
        except UnknownKeyWarning as warning:
            text = str(warning)
            for place, option in _OPTIONS.items():
                said, found, hint = text.partition(f" of {place}. ")
                if found:
                    raise UsageError(f"{said} of {option}.", hint=hint) from None
            raise UsageError(text) from None


def filter_keys(text: str | None) -> list[str]:
    """Return the keys of config and summary whose values a filter compares.

    Raises:
        FilterError: If the text is not a filter.
    """
    if text is None:
        return []
    found = map(_readable, compared_fields(parse_filter(text).to_mongo()))
    return list(dict.fromkeys(key for key in found if key is not None))


def check_project_keys(api: Api, project: str, keys: Iterable[str], option: str) -> None:
    """Check that runs of a project have the keys.

    Args:
        api: The client.
        project: Path of the project.
        keys: Keys such as `config.lr`.
        option: Option that names the keys, for the error.

    Raises:
        UsageError: If no run has a key. The error suggests similar keys.

    Requests: One for the project, and one per 1000 keys. Zero without keys.
    """
    wanted = [key for key in keys if key not in _OWN]
    if not wanted:
        return
    try:
        listed = api.project(project).keys(kinds=["config", "summary"], scan=False)
    except UnsupportedError:
        listed = api.project(project).keys(kinds=["config", "summary"], scan=True)
    require_known(wanted, {str(each) for each in listed}, f"No run of {project} has", option)


def require_known(keys: Iterable[str], known: Collection[str], what: str, option: str) -> None:
    """Check that keys are known, contain known keys, or are inside known keys.

    Raises:
        UsageError: If a key is unknown. The error suggests similar keys.
    """
    for key in keys:
        if any(key == each or _within(key, each) or _within(each, key) for each in known):
            continue
        near = near_names(key, known, most=3)
        shown = ", ".join(sorted(known)[:20])
        raise UsageError(
            f"{what} the key {key!r}, which {option} names.",
            hint=f"Did you mean {' or '.join(map(repr, near))}?"
            if near
            else f"Known keys: {shown}."
            if known
            else "Nothing was logged yet.",
        )


def _within(inner: str, outer: str) -> bool:
    return inner.startswith(f"{outer}.")


def _readable(wire: str) -> str | None:
    document, _, rest = wire.partition(".")
    if document not in _DOCUMENTS or not rest:
        return None
    key = plain_key(rest) if document == "config" else rest
    return f"{_DOCUMENTS[document]}.{key}"
