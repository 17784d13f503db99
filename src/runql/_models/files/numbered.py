"""The newest of numbered files, such as checkpoints: the file with the greatest number in its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from runql._models.files.globs import NUMBER, number_pattern
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["NumberedNames"]

_DIGITS: Final = re.compile(r"(\d+-of-\d+)|(\d+)", re.ASCII)
"""Either the number of a part, such as `1-of-2`, which is ignored, or a number."""

_SHOWN: Final = 5


class NumberedNames:
    """Search for the name with the greatest number.

    Without a pattern, all names with numbers must be equal except for the numbers. The greatest name
    is the one that has the maximum of every number.

    Attributes:
        pattern: A glob with `{number}` in the position of the number; None to detect the position.
    """

    def __init__(self, pattern: str | None) -> None:
        """Check a pattern.

        Raises:
            UsageError: If the pattern does not contain `{number}` exactly once.
        """
        self.pattern = pattern
        self._regex = None if pattern is None else number_pattern(pattern)

    def latest(self, names: Iterable[str]) -> str:
        """Return the name with the greatest number.

        Raises:
            UsageError: If the position of the number is ambiguous, or two names have the greatest.
            NotFoundError: If no name has a number, or matches the pattern.
        """
        known = list(names)
        if self._regex is None:
            return _greatest(_one_family(known))
        numbers = {
            name: (int(found[1]),) for name in known if (found := self._regex.fullmatch(name))
        }
        if not numbers:
            raise NotFoundError(
                f"No file matches {self.pattern!r}.",
                hint=f"Existing files: {_listed(known)}."
                if known
                else "The list of files is empty; use run.files() to list all files.",
            )
        return _greatest(numbers)


def _one_family(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the numbers of names that are equal except for their numbers.

    Raises:
        UsageError: If names differ in other parts.
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
            hint=f"Existing files: {_listed(names)}."
            if names
            else "The list of files is empty; use run.files() to list all files.",
        )
    if len(families) > 1:
        one = next(iter(families)).replace("*", NUMBER, 1)
        raise UsageError(
            f"The list has {len(families)} series of numbered files: {_listed(list(families))}.",
            hint=f"Select one with latest_by_number({one!r}), or list fewer files with run.files('*.pt').",
        )
    return next(iter(families.values()))


def _greatest(numbers: Mapping[str, tuple[int, ...]]) -> str:
    """Return the name that has the maximum of every number.

    Raises:
        UsageError: If no name or several names have it.
    """
    most = tuple(max(column) for column in zip(*numbers.values(), strict=True))
    found = [name for name, own in numbers.items() if own == most]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"{len(found)} files have the greatest number: {_listed(found)}.",
            hint="List fewer files with run.files('folder/*.pt'), or add the folder to the pattern.",
        )
    own = next(iter(numbers))
    raise UsageError(
        f"The numbers in {own!r} are ambiguous: no file has the maximum of all of them.",
        hint=f"Put {NUMBER} in the position of the number and `*` in all others, such as "
        f"latest_by_number({_DIGITS.sub('*', own).replace('*', NUMBER, 1)!r}).",
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"
