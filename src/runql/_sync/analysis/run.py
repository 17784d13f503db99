# Generated from src/runql/_async/analysis/run.py by `make generate`. Do not edit.

"""Comparison of two runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from runql._choices import checked_choices
from runql._models.analysis.differences import COMPARED
from runql._models.runs.attributes import RunAttributes
from runql._models.runs.config import user_config
from runql._paths.runs import RunPath, parse_run_path
from runql._sync._relations import runs
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._models.analysis.differences import Compared, RunDiff
    from runql._models.runs.fields import Part
    from runql._sync._client.session import Session
    from runql._sync.runs.resource import Run

__all__ = ["RunComparison"]

_PACKAGES: Final = "requirements.txt"


class RunComparison(RunAttributes):
    """Methods of a run that compare it with another run."""

    _session: Session

    def diff(
        self,
        other: Run[Any, Any] | str | RunPath,
        *,
        parts: Sequence[Compared] = COMPARED,
    ) -> RunDiff:
        """Return the keys that differ between two runs: added, removed or changed.

        The server's values of config, summary and metadata (git commit, command line, Python, machine) are compared key
        by key, and so are the versions of installed packages. Unsaved edits do not count. Keys that always differ are
        left out: `_runtime`, `_timestamp` and `_wandb` of the summary, and `startedAt`, `heartbeatAt` and `writerId` of
        the metadata. Packages are read from the run's file `requirements.txt`; if one run lacks this file, the result
        has one change with the key `packages`.

        Args:
            other: The other run, or its path; a run ID alone means a run of the same project.
            parts: Parts to compare: `config`, `summary`, `metadata`, `packages`.

        Raises:
            UsageError: If a part is unknown, or parts is empty; nothing was sent.
            PathError: If the path is invalid; nothing was sent.
            NotFoundError: If the run does not exist.

        Requests: Two for the metadata of each run, unless it was read before; one for the packages of each run, and
        one more for each if they differ; one if the other run is passed as a path; one for each run whose
        config or summary is not loaded.
        """
        from runql._models.analysis.differences import RunDiff, changes_between

        chosen = checked_choices("parts", parts, COMPARED)
        if not chosen:
            raise UsageError("parts must not be empty.", hint="Omit parts= to compare everything.")
        run = cast("Run[Any, Any]", self)
        if isinstance(other, RunComparison):
            another = other
        else:
            path = parse_run_path(other, entity=self._path.entity, project=self._path.project)
            another = runs(self._session).run(path)
        before = _documents(run, chosen)
        after = _documents(another, chosen)
        if "packages" in chosen:
            installed, installed_there = _packages(run, another)
            before, after = before | installed, after | installed_there
        return RunDiff(str(run._path), str(another._path), changes_between(before, after))


def _packages(
    run: Run[Any, Any], other: Run[Any, Any]
) -> tuple[dict[str, object], dict[str, object]]:
    """Return the packages of two runs under flat keys; empty if the files are equal.

    Requests: One for each run; one more for each when the files differ.
    """
    from runql._models.analysis.differences import compared_packages

    mine, its = [each._named_files([_PACKAGES]).first() for each in (run, other)]
    if mine is not None and its is not None and mine.md5_hex and mine.md5_hex == its.md5_hex:
        return {}, {}
    if mine is None or its is None:
        # The packages of a run without requirements.txt are unknown.
        lists: list[dict[str, object]] = [
            {} if each is None else {"packages": _PACKAGES} for each in (mine, its)
        ]
        return lists[0], lists[1]
    return (
        compared_packages(mine.read_text()),
        compared_packages(its.read_text()),
    )


def _documents(run: Run[Any, Any], parts: Sequence[Compared]) -> dict[str, object]:
    """Return the config, summary and metadata of a run under flat keys, for the comparison."""
    from runql._models.analysis.differences import compared_document

    found: dict[str, object] = {}
    documents: tuple[Part, ...] = ("config", "summary")
    lacking: list[Part] = [part for part in documents if part in parts and not run.is_loaded(part)]
    if lacking:
        run.load(*lacking)
    if "config" in parts:
        found |= compared_document("config", user_config(run._document("config")))
    if "summary" in parts:
        found |= compared_document("summary", run._document("summary"))
    if "metadata" in parts:
        found |= compared_document("metadata", run.metadata)
    return found
