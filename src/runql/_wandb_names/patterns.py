"""Patterns of file names: SQL LIKE in wandb, globs in runql."""

from __future__ import annotations

from runql._caller import warn_caller

__all__ = ["accepted_pattern", "glob_of_like"]


def glob_of_like(pattern: str) -> str:
    """Convert an SQL LIKE pattern to a glob.

    `%` also matches slashes. A glob without a slash matches the last part of a name, in any folder.
    """
    return pattern.replace("%", "**" if "/" in pattern else "*")


def accepted_pattern(pattern: str) -> str:
    """Return a glob, with a warning if the pattern is an SQL LIKE pattern."""
    if "%" not in pattern or any(each in pattern for each in "*?["):
        return pattern
    glob = glob_of_like(pattern)
    message = f"{pattern!r} is an SQL LIKE pattern, as in wandb. Use the glob {glob!r}."
    warn_caller(f"{message} [%] matches the character itself.", DeprecationWarning)
    return glob
