"""Sweeps in the filter of an empty list of runs that do not exist, such as display names instead of IDs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from runql._caller import warn_caller
from runql._choices import near_names
from runql._models.sweeps.base import SweepBase
from runql._models.sweeps.responses import own_sweep_path
from runql.errors import RunQLError, UnknownKeyWarning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runql_graphql.fragments.sweeps import SweepFields

    from runql._paths.projects import ProjectPath

__all__ = ["compared_sweeps", "warn_missing_sweep"]

_MOST: Final = 3


def compared_sweeps(filters: object) -> list[str]:
    """Return the IDs of sweeps that a filter requires, at most three.

    Args:
        filters: The filter in the API's format.
    """
    try:
        document: object = json.loads(str(filters or "{}"))
    except ValueError:
        return []
    return list(dict.fromkeys(_required(document)))[:_MOST]


def _required(document: object) -> Iterator[str]:
    if isinstance(document, list):
        for each in document:
            yield from _required(each)
    elif isinstance(document, dict):
        for key, condition in document.items():
            if key in ("$and", "$or"):
                yield from _required(condition)
            elif key == "sweep":
                yield from _equal(condition)


def _equal(condition: object) -> Iterator[str]:
    """Yield the values that a condition on `sweep` allows."""
    if isinstance(condition, str) and condition:
        yield condition
    elif isinstance(condition, list):
        for each in condition:
            yield from _equal(each)
    elif isinstance(condition, Mapping):
        for name in ("$eq", "$in"):
            yield from _equal(condition.get(name))


def warn_missing_sweep(sweep: str, sweeps: Sequence[SweepFields], project: ProjectPath) -> None:
    """Warn that a project has no sweep with an ID, and suggest the sweep that may be meant.

    Args:
        sweep: The ID in the filter.
        sweeps: The sweeps of the project.
        project: The project.
    """
    names = {each.name: _name(each, project) for each in sweeps}
    named = [sweep_id for sweep_id, name in names.items() if name == sweep]
    near = near_names(sweep, [*names, *names.values()])
    if named:
        which = (
            "sweep with this name has the ID"
            if len(named) == 1
            else "sweeps with this name have the IDs"
        )
        hint = f"`sweep` is compared with IDs. The {which} {', '.join(map(repr, named))}."
    elif near and near[0] in names:
        hint = f"Did you mean {near[0]!r}?"
    elif near:
        meant = next(sweep_id for sweep_id, name in names.items() if name == near[0])
        hint = f"Did you mean {meant!r}, the ID of the sweep {near[0]!r}?"
    else:
        hint = f"api.sweeps({str(project)!r}) lists the sweeps."
    warn_caller(
        f"No sweep of {project} has the ID {sweep!r} of the filter. {hint}", UnknownKeyWarning
    )


def _name(sweep: SweepFields, project: ProjectPath) -> str:
    """Return the name that the web app shows."""
    try:
        return SweepBase(sweep, own_sweep_path(sweep, project), "").name
    except RunQLError:
        return sweep.name  # the config cannot be read
