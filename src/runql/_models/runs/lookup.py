"""Lookup of the run in responses about its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from runql._models.runs.responses import missing_run

if TYPE_CHECKING:
    from runql._paths.runs import RunPath

__all__ = ["found_run"]

Found_co = TypeVar("Found_co", covariant=True)


class _Project(Protocol[Found_co]):
    @property
    def run(self) -> Found_co | None: ...


class _RunResponse(Protocol[Found_co]):
    @property
    def project(self) -> _Project[Found_co] | None: ...


def found_run(response: _RunResponse[Found_co], path: RunPath, operation: str) -> Found_co:
    """Return the run of a response.

    Raises:
        NotFoundError: If the run was deleted.
    """
    run = response.project.run if response.project is not None else None
    if run is None:
        raise missing_run(path, operation, project_exists=response.project is not None)
    return run
