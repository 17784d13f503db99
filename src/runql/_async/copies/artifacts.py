"""Copying of the artifact versions that a run logged and used."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from runql._async.artifacts.api import AsyncArtifactsApi
from runql._async.artifacts.entry import AsyncArtifactEntry
from runql._async.artifacts.upload import Logging
from runql._models.artifacts.draft import ArtifactDraft
from runql._models.artifacts.draft_entries import DraftEntry, file_of_version
from runql._models.artifacts.upload import UploadTarget
from runql._paths.artifacts import CollectionPath
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._async.artifacts.resource import AsyncArtifact
    from runql._async.runs.resource import AsyncRun
    from runql._models.artifacts.manifest import EntryInfo
    from runql._models.copies import CopyOptions

__all__ = ["AsyncArtifactCopier"]

_NUMBER: Final = re.compile(r"v\d+")
_OWN: Final = "wandb-artifact:"
_SERVERS: Final = "wandb-"
"""Prefix of the types of artifact versions that servers create for runs automatically."""


class AsyncArtifactCopier:
    """Copies artifact versions that a run logged or used and that its copy lacks.

    Attributes:
        notes: Sentences about data that could not be copied.
    """

    def __init__(
        self,
        source: AsyncRun[Any, Any],
        target: AsyncRun[Any, Any] | None,
        options: CopyOptions,
        *,
        one_server: bool,
    ) -> None:
        """Prepare the copy.

        Args:
            source: The run.
            target: The copy; None if it does not exist.
            options: Options of the copy.
            one_server: Whether both runs are on the same server.
        """
        self.notes: list[str] = []
        self._source = source
        self._target = target
        self._options = options
        self._one_server = one_server
        if options.artifacts == "reference" and not one_server:
            raise UsageError(
                'artifacts="reference" requires the same server, because another server cannot read the content.',
                hint='Pass artifacts="bytes" or artifacts=None.',
            )

    async def run(self) -> tuple[str, ...]:
        """Copy the missing versions, and return their names.

        Requests: Two per 100 versions of either run; for each missing version those of `download` and `log_artifact`.
        """
        logged = await self._source.logged_artifacts().all()
        used = await self._source.used_artifacts().all()
        there = [set[tuple[str, str]](), set[tuple[str, str]]()]
        if self._target is not None:
            there = [
                {_key(each) for each in await self._target.logged_artifacts().all()},
                {_key(each) for each in await self._target.used_artifacts().all()},
            ]
        done: list[str] = []
        for artifact in sorted(logged, key=lambda each: (each.source_name, each.version_index)):
            if artifact.type.startswith(_SERVERS) or _key(artifact) in there[0]:
                continue
            done.append(artifact.source_name)
            if not self._options.dry_run and self._target is not None:
                await self._log(artifact, self._target, as_output=True)
        for artifact in used:
            if _key(artifact) in there[1]:
                continue
            done.append(artifact.source_name)
            if not self._options.dry_run and self._target is not None:
                await self._use(artifact, self._target)
        return tuple(dict.fromkeys(done))

    async def _use(self, artifact: AsyncArtifact[Any], target: AsyncRun[Any, Any]) -> None:
        if not self._one_server:
            there = await self._same_version(artifact, target)
            if there is None:
                there = await self._log(artifact, target, as_output=False)
            artifact = there
        await target.use_artifact(artifact)

    async def _same_version(
        self, artifact: AsyncArtifact[Any], target: AsyncRun[Any, Any]
    ) -> AsyncArtifact[Any] | None:
        """Return the version with the same content in the copy's project, because logging it again would move aliases."""
        collection = artifact.source_name.rpartition(":")[0]
        path = CollectionPath(target.entity, target.project, collection)
        listed = AsyncArtifactsApi(target._session).artifacts(artifact.type, path)
        try:
            async for each in listed:
                if each.digest == artifact.digest:
                    return each
        except NotFoundError:
            return None
        return None

    async def _log(
        self, artifact: AsyncArtifact[Any], target: AsyncRun[Any, Any], *, as_output: bool
    ) -> AsyncArtifact[Any]:
        draft = ArtifactDraft(
            artifact.source_name.rpartition(":")[0],
            "copy",
            artifact.description,
            artifact._metadata_document(),
            ttl=None if artifact.ttl_is_inherited else artifact.ttl,
        )
        draft.type = artifact.type  # assigned here to allow types that are reserved for the SDK
        folder = Path(tempfile.mkdtemp(prefix="runql-copy-"))
        try:
            draft._entries = await self._entries(artifact, folder)
            aliases = [
                each
                for each in artifact.aliases
                if each != "latest" and not _NUMBER.fullmatch(each)
            ]
            place = UploadTarget(target.entity, target.project, target.id if as_output else None)
            same_project = self._one_server and (target.entity, target.project) == (
                artifact.source_entity,
                artifact.source_project,
            )
            logging = Logging(
                target._session,
                place,
                draft,
                aliases,
                artifact.tags,
                artifact.history_step,
                self._options.workers,
                progress=False,
                # In the same collection, the server would return the version of the source run.
                deduplicate=not (as_output and same_project),
            )
            return await logging.log()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    async def _entries(self, artifact: AsyncArtifact[Any], folder: Path) -> dict[str, DraftEntry]:
        manifest = await artifact.manifest
        entries: dict[str, DraftEntry] = {}
        fetched: list[EntryInfo] = []
        for path, info in manifest.items():
            if info.ref is not None and (self._one_server or not info.ref.startswith(_OWN)):
                extra = dict(info.extra)
                entries[path] = DraftEntry(
                    path, None, info.digest, info.size, info.ref, extra=extra
                )
            elif self._options.artifacts == "reference":
                entries[path] = file_of_version(AsyncArtifactEntry(artifact, info), path)
            else:
                fetched.append(info)
        entries |= await self._fetched(artifact, fetched, folder)
        return {path: entries[path] for path in sorted(entries)}

    async def _fetched(
        self, artifact: AsyncArtifact[Any], entries: Sequence[EntryInfo], folder: Path
    ) -> dict[str, DraftEntry]:
        """Download files to a folder, and return their draft entries."""
        from runql._transfer.artifacts.plan import ArtifactPlan, items_of

        if not entries:
            return {}
        places = {info: folder / str(at) for at, info in enumerate(entries)}
        plan = ArtifactPlan(
            items_of(places, artifact.path),
            artifact._file_urls_query(),
            whole=False,
            workers=self._options.workers,
            progress=False,
        )
        await artifact._fetch(plan)
        return {info.path: DraftEntry(info.path, place) for info, place in places.items()}


def _key(artifact: AsyncArtifact[Any]) -> tuple[str, str]:
    return artifact.source_name.rpartition(":")[0], artifact.digest
