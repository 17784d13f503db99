"""Patterns of file names: SQL's in wandb, globs in runql."""

from __future__ import annotations

from runql._caller import warn_caller

__all__ = ["accepted_pattern", "glob_of_like"]


def glob_of_like(pattern: str) -> str:
    """Return the glob that a pattern of SQL means.

    `%` crosses folders. A glob without a slash is about the last part of a name, in any folder.
    """
    return pattern.replace("%", "**" if "/" in pattern else "*")


def accepted_pattern(pattern: str) -> str:
    """Return a glob, with a warning if the pattern is one of SQL."""
    if "%" not in pattern or any(each in pattern for each in "*?["):
        return pattern
    glob = glob_of_like(pattern)
    message = f"The pattern {pattern!r} is one of SQL, as wandb takes it. Use the glob {glob!r}."
    warn_caller(f"{message} [%] is the character itself.", DeprecationWarning)
    return glob
