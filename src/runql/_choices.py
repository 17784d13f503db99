"""Arguments with a fixed set of string values."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["checked_choice", "checked_choices", "near_names"]

_SHOWN = 80

ChoiceT = TypeVar("ChoiceT", bound=str)


def checked_choice(
    name: str,
    value: object,
    choices: Iterable[ChoiceT],
    spellings: Mapping[str, ChoiceT] | None = None,
) -> ChoiceT:
    """Return the choice for an argument.

    Args:
        name: Name of the argument, as callers write it.
        value: Value that the caller passed.
        choices: Allowed values.
        spellings: Alternative spellings of allowed values.

    Raises:
        UsageError: If the value is invalid. The message lists the allowed values.
    """
    known = tuple(choices)
    if isinstance(value, str):
        for choice in known:
            if value == choice:
                return choice
        if spellings is not None and value in spellings:
            return spellings[value]
    listed = ", ".join(repr(str(choice)) for choice in known)
    near, shown = near_names(str(value), known) or _longer(str(value), known), repr(value)
    if len(shown) > _SHOWN:
        shown = f"{shown[:_SHOWN]}…"
    raise UsageError(
        f"{name} must be one of {listed}, got {shown}.",
        hint=f"Did you mean {near[0]!r}?"
        if near
        else f"Pass {name}={str(known[0])!r}, for example.",
    )


def checked_choices(
    name: str, values: Iterable[object], choices: Sequence[ChoiceT]
) -> tuple[ChoiceT, ...]:
    """Return the choices for an argument that is a list, without duplicates.

    Args:
        name: Name of the argument, as callers write it.
        values: Values that the caller passed.
        choices: Allowed values.

    Raises:
        UsageError: If the argument is a string, or a value is invalid.
    """
    if isinstance(values, str):
        raise UsageError(
            f"{name} must be a list of strings, got the string {values!r}.",
            hint=f"Use {name}=[{values!r}].",
        )
    return tuple(dict.fromkeys(checked_choice(name, item, choices) for item in values))


def _longer(value: str, known: Iterable[str]) -> list[str]:
    """Return names that a value begins with, such as `max` of `maximize`."""
    return [str(each) for each in known if value.casefold().startswith(str(each).casefold())]


def near_names(name: str, known: Iterable[str], most: int = 1) -> list[str]:
    """Return names that are similar to a misspelled name, the most similar first."""
    import difflib

    names = {str(each).casefold(): str(each) for each in known}
    found = difflib.get_close_matches(name.casefold()[:200], list(names), n=most, cutoff=0.6)
    return [names[each] for each in found]
