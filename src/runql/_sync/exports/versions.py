# Generated from src/runql/_async/exports/versions.py by `make generate`. Do not edit.

"""Export of the artifact versions of runs."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING, Any

from runql_graphql.ops.artifacts import base as reading

from runql._models.artifacts.base import ArtifactContext, source_location
from runql._models.artifacts.files import tree_paths
from runql._models.exports.parts import ExportedFile
from runql._models.exports.snapshots import as_sent, file_fields
from runql._models.exports.versions import VersionRecord, collection_of, referred_versions
from runql._models.files.local_paths import safe_name
from runql._models.history.many_runs import FATAL
from runql._sync._client.concurrency import in_order, in_thread
from runql._sync.artifacts.api import ArtifactsApi
from runql._sync.artifacts.resource import Artifact
from runql._transfer._engine.atomic_files import commit_file, local_errors
from runql._transfer.artifacts.plan import ArtifactPlan, items_of
from runql._transfer.exports.folder import part_of
from runql.errors import LocalFileError, NotFoundError, RunQLError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from runql._models.exports.parts import Part
    from runql._sync._client.session import Session
    from runql._sync.artifacts.files import ArtifactFile
    from runql._transfer._engine.cancel import CancelToken
    from runql._transfer.exports.folder import ExportFolder

__all__ = ["VersionExporter"]

_PAGE = 1000


class VersionExporter:
    """Updates the artifact versions of an export.

    Attributes:
        failures: Errors of the versions that could not be fetched, by name.
    """

    def __init__(self, session: Session, folder: ExportFolder, cancel: CancelToken) -> None:
        self.failures: dict[str, RunQLError] = {}
        self._session = session
        self._folder = folder
        self._cancel = cancel
        self._found: dict[str, Artifact[Any]] = {}

    def see(self, artifacts: Iterable[Artifact[Any]]) -> None:
        """Record versions from the server's latest response."""
        self._found.update((each.id, each) for each in artifacts)

    def run(self, wanted: Iterable[str], workers: int) -> None:
        """Fetch missing versions, and the attributes of the others.

        Requests: One per collection with versions that were not listed; for each missing version two for the
        manifest, two per 1,000 files, and one per file.
        """
        needed = set(wanted)
        self._list_known(needed)
        done = set[str]()
        while todo := sorted(needed - done):
            done.update(todo)

            def attempt(version: str) -> tuple[str, ...]:
                """Fetch one version, and return the versions that it refers to."""
                return self._update(version, workers)

            with closing(in_order(attempt, todo, workers, self._cancel)) as found:
                for referred in found:
                    needed.update(referred)
        in_thread(lambda _cancel: self._folder.keep_versions(needed))

    def _list_known(self, needed: set[str]) -> None:
        """List the collections of exported versions again, because aliases and metadata may have changed."""
        known = self._folder.manifest.versions
        collections = {
            collection_of(known[version].fields)
            for version in needed - set(self._found)
            if version in known
        }
        api = ArtifactsApi(self._session)
        for type_name, path in sorted(collections):
            if not path:
                continue  # this API key has no access to the collection's project
            try:
                listed = api.artifacts(type_name, path, per_page=_PAGE).all()
            except NotFoundError:
                continue  # the collection has been deleted; the export keeps its files
            self.see(each for each in listed if each.id in needed)

    def _update(self, version: str, workers: int) -> tuple[str, ...]:
        known = self._folder.manifest.versions.get(version)
        artifact = self._found.get(version)
        try:
            if known is not None and (artifact is None or artifact.digest == known.digest):
                record = known
                if artifact is not None:
                    record = known.updated(as_sent(artifact._snapshot))
            else:
                record = self._fetch(artifact or self._by_id(version), workers)
        except (*FATAL, LocalFileError):
            raise
        except RunQLError as error:
            name = str(artifact.path) if artifact is not None else f"artifact {version}"
            self.failures[name] = error
            return ()
        if record != known:
            in_thread(lambda _cancel: self._folder.record_version(record))
        return record.refers

    def _by_id(self, version: str) -> Artifact[Any]:
        snapshot = self._session.send(reading.get_artifact_by_id(id=version)).artifact
        if snapshot is None:
            raise NotFoundError(
                f"Artifact version not found: {version}.", operation="GetArtifactById"
            )
        context = ArtifactContext(self._session.app_url)
        return Artifact(self._session, snapshot, source_location(snapshot), context)

    def _fetch(self, artifact: Artifact[Any], workers: int) -> VersionRecord:
        manifest, content = artifact._fetch_manifest()
        artifact._known_manifest = manifest
        root = self._folder.root
        place = root / "artifacts" / _stem(artifact)
        stored = [entry for entry in manifest.entries.values() if entry.ref is None]
        targets = tree_paths(place, [entry.path for entry in stored])
        plan = ArtifactPlan(
            items_of({entry: targets[entry.path] for entry in stored}, artifact.path),
            artifact._file_urls_query(),
            whole=len(stored) == len(manifest),
            workers=workers,
            progress=False,
        )
        artifact._fetch(plan)
        listed = artifact.files(per_page=_PAGE).all()
        paths = {path: to.relative_to(root).as_posix() for path, to in targets.items()}

        def describe() -> tuple[Part, tuple[Part, ...]]:
            """Write the manifest, and compute the digests."""
            to = place.with_name(f"{place.name}.json")
            _write(self._folder.scratch(f"manifest-{place.name}"), to, content)
            files = tuple(part_of(targets[path], paths[path], 0) for path in paths)
            return part_of(to, to.relative_to(root).as_posix(), 0), files

        part, files = in_thread(lambda _cancel: describe())
        return VersionRecord(
            as_sent(artifact._snapshot),
            part,
            files,
            _listed(listed, paths),
            referred_versions(entry.ref for entry in manifest.entries.values()),
        )


def _listed(files: Sequence[ArtifactFile], paths: dict[str, str]) -> tuple[ExportedFile, ...]:
    return tuple(
        ExportedFile(file.name, paths.get(file.name, ""), file_fields(file)) for file in files
    )


def _stem(artifact: Artifact[Any]) -> str:
    """Return a readable folder name for a version's files, unique on every operating system."""
    collection, _, version = artifact.source_name.rpartition(":")
    mark = hashlib.sha256(artifact.id.encode()).hexdigest()[:6]
    return f"{safe_name(collection)}/{version}~{mark}"


def _write(scratch: Path, target: Path, content: bytes) -> None:
    with local_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(content)
        commit_file(scratch, target)
