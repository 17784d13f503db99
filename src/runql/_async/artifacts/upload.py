"""Logging of artifact versions: create, upload files, commit, verify."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runql_graphql.ops.artifacts import base as reading
from runql_graphql.ops.artifacts import upload as ops

from runql._async.artifacts.resource import AsyncArtifact
from runql._models.artifacts.base import ArtifactContext, source_location
from runql._models.artifacts.draft_entries import draft_digest
from runql._models.artifacts.upload import (
    MANIFEST_NAME,
    check_committed,
    check_complete,
    create_input,
    manifest_text,
)
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runql_graphql.fragments.artifacts.upload import ArtifactManifestTarget

    from runql._async._client.session import AsyncSession
    from runql._models.artifacts.draft import ArtifactDraft
    from runql._models.artifacts.draft_entries import DraftEntry
    from runql._models.artifacts.upload import UploadTarget

__all__ = ["Logging"]


@dataclass(frozen=True, slots=True)
class Logging:
    """Operation that logs one artifact version.

    Attributes:
        session: Session that sends the requests.
        target: Entity, project and run that the version is logged to.
        draft: Content of the version.
        aliases: Aliases in addition to `latest`.
        tags: Tags of the version.
        history_step: Last step of the run's history at the time.
        workers: Concurrent transfers.
        progress: Whether to show a bar; None shows it on a terminal and in notebooks.
        deduplicate: Whether an existing version with the same content replaces a new one.
    """

    session: AsyncSession
    target: UploadTarget
    draft: ArtifactDraft
    aliases: Sequence[str] | None
    tags: Sequence[str] | None
    history_step: int | None
    workers: int
    progress: bool | None
    deduplicate: bool = True

    async def log(self) -> AsyncArtifact[Any]:
        """Create the version, unless the server has a version with the same content.

        Requests: Those documented for `log_artifact`.
        """
        from runql._transfer.artifacts.inspection import inspect_all

        draft, workers = self.draft, self.workers
        checked = create_input(draft, self.target, "", **self._given())
        added = draft.entries
        entries = await self.session.transfer(
            lambda to, cancel: inspect_all(to, added, workers, cancel)
        )
        draft._entries = dict(entries)
        digest = draft_digest(entries)
        given = checked.model_copy(update={"digest": digest})
        # Idempotent: a second request starts a version that is never committed, or finds the version
        # with the same ID.
        made = await self.session.send(ops.create_artifact(input=given), idempotent=True)
        if made.create_artifact is None:
            raise ProtocolError(
                f"The server returned no version for {draft.name} and no error message.",
                operation="CreateArtifact",
            )
        started = made.create_artifact.artifact
        if started.state != "COMMITTED":
            await self._fill(started.id, entries, digest)
        return await self._read(started.id, digest)

    async def _fill(self, artifact_id: str, entries: Mapping[str, DraftEntry], digest: str) -> None:
        from hashlib import md5

        from runql._transfer.artifacts.upload import VersionUpload, put, send_files

        manifest = await self._manifest(artifact_id, "")
        upload = VersionUpload(artifact_id, manifest.id, self.workers, self.progress)
        sent = await self.session.transfer(
            lambda to, cancel: send_files(to, upload, entries, cancel)
        )
        check_complete(sent, digest, self.draft.name)
        text = manifest_text(sent)
        own = b64encode(md5(text, usedforsecurity=False).digest()).decode()
        manifest_file = (await self._manifest(artifact_id, own)).file
        url = manifest_file.upload_url
        if url is None:
            raise ProtocolError(
                f"The server returned no upload URL for the manifest of {self.draft.name}.",
                operation="CreateArtifactManifest",
            )
        headers = list(manifest_file.upload_headers)
        await self.session.transfer(
            lambda to, cancel: put(to, url, headers, text, f"upload {MANIFEST_NAME}", cancel)
        )
        await self.session.send(ops.commit_artifact(artifact=artifact_id), idempotent=True)

    async def _manifest(self, artifact_id: str, digest: str) -> ArtifactManifestTarget:
        from runql_graphql.enums import ArtifactManifestType

        call = ops.create_artifact_manifest(
            artifact=artifact_id,
            name=MANIFEST_NAME,
            digest=digest,
            entity=self.target.entity,
            project=self.target.project,
            run=self.target.run or "",
            type_=ArtifactManifestType("FULL"),
        )
        response = (await self.session.send(call, idempotent=True)).create_artifact_manifest
        if response is None:
            raise ProtocolError(
                f"The server returned no manifest for {self.draft.name}.",
                operation="CreateArtifactManifest",
            )
        return response.artifact_manifest

    async def _read(self, artifact_id: str, digest: str) -> AsyncArtifact[Any]:
        snapshot = (await self.session.send(reading.get_artifact_by_id(id=artifact_id))).artifact
        context = ArtifactContext(self.session.app_url, None)
        if snapshot is None:
            raise ProtocolError(
                f"The server committed {self.draft.name}, but returns no version with its ID.",
                operation="GetArtifactById",
            )
        check_committed(self.draft, digest, snapshot.digest)
        return AsyncArtifact(self.session, snapshot, source_location(snapshot), context)

    def _given(self) -> dict[str, Any]:
        return {
            "aliases": () if self.aliases is None else self.aliases,
            "tags": () if self.tags is None else self.tags,
            "history_step": self.history_step,
            "deduplicate": self.deduplicate,
        }
