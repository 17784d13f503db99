"""Arguments that take one of a few words."""

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
    """Return the choice that an argument names.

    Args:
        name: The argument, as callers write it.
        value: The word that the caller passed.
        choices: Every word that the argument takes.
        spellings: Other words for some of them.

    Raises:
        UsageError: If the argument is invalid of them; the error lists all.
    """
    known = tuple(choices)
    if isinstance(value, str):
        for choice in known:
            if value == choice:
                return choice
        if spellings is not None and value in spellings:
            return spellings[value]
    listed = ", ".join(repr(str(choice)) for choice in known)
    near, shown = near_names(str(value), known), repr(value)
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
    """Return the choices that an argument lists, each once.

    Args:
        name: The argument, as callers write it.
        values: The words that the caller passed.
        choices: Every word that the argument takes.

    Raises:
        UsageError: If the argument is a string, or one of its words is not a choice.
    """
    if isinstance(values, str):
        raise UsageError(
            f"{name} must be a list of strings, got {values!r}.", hint=f"Use {name}=[{values!r}]."
        )
    return tuple(dict.fromkeys(checked_choice(name, item, choices) for item in values))


def near_names(name: str, known: Iterable[str], most: int = 1) -> list[str]:
    """Return names that a misspelled one may mean, the nearest first."""
    import difflib

    names = {str(each).casefold(): str(each) for each in known}
    found = difflib.get_close_matches(name.casefold()[:200], list(names), n=most, cutoff=0.6)
    return [names[each] for each in found]
