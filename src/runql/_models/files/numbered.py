"""The newest of numbered files, such as checkpoints: the one with the greatest number in its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from runql._models.files.globs import NUMBER, number_pattern
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["NumberedNames"]

_DIGITS: Final = re.compile(r"(\d+-of-\d+)|(\d+)", re.ASCII)
"""A part of several files that are one, which numbers nothing, or a number."""

_SHOWN: Final = 5


class NumberedNames:
    """Finds the name with the greatest number.

    Without a pattern, names that differ in nothing but numbers are numbered files, and the greatest is the one that no
    other is greater than in any number.

    Attributes:
        pattern: A glob with `{number}` in place of the number; None to find it.
    """

    def __init__(self, pattern: str | None) -> None:
        """Check a pattern.

        Raises:
            UsageError: If it has no `{number}`, or several.
        """
        self.pattern = pattern
        self._regex = None if pattern is None else number_pattern(pattern)

    def latest(self, names: Iterable[str]) -> str:
        """Return the name with the greatest number.

        Raises:
            UsageError: If it is not clear which number counts, or two names have the greatest.
            NotFoundError: If no name has a number, or fits the pattern.
        """
        known = list(names)
        if self._regex is None:
            return _greatest(_one_family(known))
        numbers = {
            name: (int(found[1]),) for name in known if (found := self._regex.fullmatch(name))
        }
        if not numbers:
            raise NotFoundError(
                f"No file fits {self.pattern!r}.",
                hint=f"The files are {_listed(known)}."
                if known
                else "The list of files is empty; run.files() lists all.",
            )
        return _greatest(numbers)


def _one_family(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the numbers of names that differ in nothing else.

    Raises:
        UsageError: If there are names that differ in something else.
        NotFoundError: If no name has a number.
    """
    families: dict[str, dict[str, tuple[int, ...]]] = {}
    for name in names:
        numbers = tuple(int(found[2]) for found in _DIGITS.finditer(name) if found[2])
        if numbers:
            template = _DIGITS.sub(lambda found: found[1] or "*", name)
            families.setdefault(template, {})[name] = numbers
    if not families:
        raise NotFoundError(
            "No file of the list has a number in its name.",
            hint=f"The files are {_listed(names)}."
            if names
            else "The list of files is empty; run.files() lists all.",
        )
    if len(families) > 1:
        one = next(iter(families)).replace("*", NUMBER, 1)
        raise UsageError(
            f"Files are numbered in {len(families)} ways: {_listed(list(families))}.",
            hint=f"Say which one, as in latest_by_number({one!r}), or list fewer files, as in run.files('*.pt').",
        )
    return next(iter(families.values()))


def _greatest(numbers: Mapping[str, tuple[int, ...]]) -> str:
    """Return the name that is greatest in every number that is not the same in all.

    Raises:
        UsageError: If there is none, or there are several.
    """
    most = tuple(max(column) for column in zip(*numbers.values(), strict=True))
    found = [name for name, own in numbers.items() if own == most]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"{len(found)} files have the greatest number: {_listed(found)}.",
            hint="Narrow the list, as in run.files('folder/*.pt'), or name the folder in the pattern.",
        )
    own = next(iter(numbers))
    raise UsageError(
        f"It is not clear which number of {own!r} counts: no file has the greatest of all.",
        hint=f"Put {NUMBER} in its place and `*` for the others, as in "
        f"latest_by_number({_DIGITS.sub('*', own).replace('*', NUMBER, 1)!r}).",
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"
