"""Comparison of two runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from runql._async._relations import runs
from runql._choices import checked_choices
from runql._models.analysis.differences import COMPARED
from runql._models.runs.attributes import RunAttributes
from runql._models.runs.config import user_config
from runql._paths.runs import RunPath, parse_run_path
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._async._client.session import AsyncSession
    from runql._async.runs.resource import AsyncRun
    from runql._models.analysis.differences import Compared, RunDiff
    from runql._models.runs.fields import Part

__all__ = ["AsyncRunComparison"]

_PACKAGES: Final = "requirements.txt"


class AsyncRunComparison(RunAttributes):
    """Methods of a run that compare it with another run."""

    _session: AsyncSession

    async def diff(
        self,
        other: AsyncRun[Any, Any] | str | RunPath,
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
        run = cast("AsyncRun[Any, Any]", self)
        if isinstance(other, AsyncRunComparison):
            another = other
        else:
            path = parse_run_path(other, entity=self._path.entity, project=self._path.project)
            another = await runs(self._session).run(path)
        before = await _documents(run, chosen)
        after = await _documents(another, chosen)
        if "packages" in chosen:
            installed, installed_there = await _packages(run, another)
            before, after = before | installed, after | installed_there
        return RunDiff(str(run._path), str(another._path), changes_between(before, after))


async def _packages(
    run: AsyncRun[Any, Any], other: AsyncRun[Any, Any]
) -> tuple[dict[str, object], dict[str, object]]:
    """Return the packages of two runs under flat keys; empty if the files are equal.

    Requests: One for each run; one more for each when the files differ.
    """
    from runql._models.analysis.differences import compared_packages

    mine, its = [await each._named_files([_PACKAGES]).first() for each in (run, other)]
    if mine is not None and its is not None and mine.md5_hex and mine.md5_hex == its.md5_hex:
        return {}, {}
    if mine is None or its is None:
        # The packages of a run without requirements.txt are unknown.
        lists: list[dict[str, object]] = [
            {} if each is None else {"packages": _PACKAGES} for each in (mine, its)
        ]
        return lists[0], lists[1]
    return (
        compared_packages(await mine.read_text()),
        compared_packages(await its.read_text()),
    )


async def _documents(run: AsyncRun[Any, Any], parts: Sequence[Compared]) -> dict[str, object]:
    """Return the config, summary and metadata of a run under flat keys, for the comparison."""
    from runql._models.analysis.differences import compared_document

    found: dict[str, object] = {}
    documents: tuple[Part, ...] = ("config", "summary")
    lacking: list[Part] = [part for part in documents if part in parts and not run.is_loaded(part)]
    if lacking:
        await run.load(*lacking)
    if "config" in parts:
        found |= compared_document("config", user_config(run._document("config")))
    if "summary" in parts:
        found |= compared_document("summary", run._document("summary"))
    if "metadata" in parts:
        found |= compared_document("metadata", await run.metadata)
    return found
