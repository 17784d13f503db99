"""Upload of a version: mutation inputs, file parts, manifest and integrity checks."""

from __future__ import annotations

import json
import string
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql._display.counts import counted
from runql._models._attributes.inputs import input_of
from runql._models.artifacts.draft_entries import draft_digest
from runql._models.artifacts.names import (
    checked_aliases,
    checked_name,
    checked_tags,
    checked_ttl,
    dump_metadata,
)
from runql.errors import IntegrityError, ProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from runql_graphql.create_artifact_files import CreateArtifactFiles
    from runql_graphql.fragments.artifacts.upload import FilePartsTarget
    from runql_graphql.inputs import CreateArtifactFileSpecInput, CreateArtifactInput

    from runql._models.artifacts.draft import ArtifactDraft
    from runql._models.artifacts.draft_entries import DraftEntry
    from runql._wire.json_types import JsonValue

__all__ = [
    "MANIFEST_NAME",
    "Part",
    "UploadTarget",
    "create_input",
    "file_specs",
    "file_targets",
    "manifest_text",
    "md5_of",
    "parts_of",
    "verified",
]

MANIFEST_NAME: Final = "wandb_manifest.json"
LARGE: int = 2 * 2**30
"""Minimum size in bytes of files that are sent in parts."""
PART: int = 100 * 2**20
_MOST_PARTS: Final = 10_000
_STEP: Final = 4096
_LETTERS: Final = string.ascii_lowercase + string.digits


@dataclass(frozen=True, slots=True)
class UploadTarget:
    """The project and run to which a version is logged.

    Attributes:
        entity: User or team that owns the project.
        project: Name of the project.
        run: ID of the run that logs the version; None for no run.
    """

    entity: str
    project: str
    run: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a large file.

    Attributes:
        number: Part number, from 1.
        start: Offset of the first byte.
        length: Length in bytes.
        md5: MD5 digest of the part, as bytes.
    """

    number: int
    start: int
    length: int
    md5: bytes


def create_input(
    draft: ArtifactDraft,
    target: UploadTarget,
    digest: str,
    *,
    aliases: Sequence[str],
    tags: Sequence[str],
    history_step: int | None,
    deduplicate: bool = True,
) -> CreateArtifactInput:
    """Build the input of the mutation that creates a version.

    With `deduplicate`, the server returns an existing version with the same content.

    Raises:
        UsageError: If the name, an alias, a tag, the metadata or the time to live is invalid.
    """
    from runql_graphql.inputs import CreateArtifactInput

    named = dict.fromkeys([*checked_aliases(aliases), "latest"])
    ttl = checked_ttl(draft.ttl)  # like the name, it can be assigned after the draft was created
    given = {
        "entity_name": target.entity,
        "project_name": target.project,
        "run_name": target.run,
        "artifact_type_name": draft.type,
        "artifact_collection_name": checked_name(draft.name),
        "description": draft.description,
        "digest": digest,
        "digest_algorithm": "MANIFEST_MD5",
        "enable_digest_deduplication": deduplicate,
        "metadata": dump_metadata(draft.metadata, draft.name) if draft.metadata else None,
        "aliases": [{"artifact_collection_name": draft.name, "alias": each} for each in named],
        "tags": [{"tag_name": each} for each in checked_tags(tags)] or None,
        "client_id": draw_client_id(),
        "sequence_client_id": draw_client_id(),
        # The API expects the next step.
        "history_step": None if history_step is None else history_step + 1,
        "ttl_duration_seconds": None if ttl is None else int(ttl.total_seconds()),
    }
    return input_of(
        CreateArtifactInput, {name: value for name, value in given.items() if value is not None}
    )


def file_specs(
    artifact_id: str, manifest_id: str, entries: Sequence[DraftEntry]
) -> list[CreateArtifactFileSpecInput]:
    """Build the specs that request upload URLs.

    Large files are read to compute the digests of their parts.
    """
    from runql_graphql.inputs import CreateArtifactFileSpecInput

    specs = []
    for entry in entries:
        parts = [
            {"part_number": each.number, "hex_md5": each.md5.hex()} for each in parts_of(entry)
        ]
        spec = {
            "artifact_id": artifact_id,
            "artifact_manifest_id": manifest_id,
            "name": entry.path,
            "md5": entry.digest,
            **({"upload_parts_input": parts} if parts else {}),
        }
        specs.append(input_of(CreateArtifactFileSpecInput, spec))
    return specs


def parts_of(entry: DraftEntry) -> list[Part]:
    """Return the parts of a large file; no parts for other files.

    The file is read to compute the digests of its parts.
    """
    size = entry.size or 0
    if size < LARGE:
        return []
    length = PART
    if size > _MOST_PARTS * length:
        length = -(-size // _MOST_PARTS)
        length = -(-length // _STEP) * _STEP
    return [
        Part(
            number,
            start,
            min(length, size - start),
            md5_of(entry.chunks(start, min(length, size - start))),
        )
        for number, start in enumerate(range(0, size, length), start=1)
    ]


def file_targets(response: CreateArtifactFiles, count: int) -> list[FilePartsTarget]:
    """Return upload targets, in the order of the request.

    Raises:
        ProtocolError: If the server returned targets for a different number of files.
    """
    made = response.create_artifact_files
    targets = [each.node for each in made.files.edges if each.node] if made is not None else []
    if len(targets) != count:
        raise ProtocolError(
            f"The server returned {counted(len(targets), 'upload URL')} for {counted(count, 'file')}.",
            operation="CreateArtifactFiles",
        )
    return targets


def manifest_text(entries: Mapping[str, DraftEntry]) -> bytes:
    """Return the manifest of a version as JSON."""
    contents: dict[str, JsonValue] = {}
    for path in sorted(entries):
        entry = entries[path]
        written: dict[str, JsonValue] = {"digest": entry.digest}
        if entry.ref is not None:
            written["ref"] = entry.ref
        if entry.birth_artifact_id is not None:
            written["birthArtifactID"] = entry.birth_artifact_id
        if entry.size is not None:
            written["size"] = entry.size
        if entry.extra:
            written["extra"] = dict(entry.extra)
        contents[path] = written
    document = {
        "version": 1,
        "storagePolicy": "wandb-storage-policy-v1",
        "storagePolicyConfig": {"storageLayout": "V2"},
        "contents": contents,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def md5_of(chunks: Iterator[bytes]) -> bytes:
    """Return the MD5 of a sequence of chunks."""
    import hashlib

    digest = hashlib.md5(usedforsecurity=False)
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()


def verified(chunks: Iterator[bytes], md5: bytes, name: str) -> Iterator[bytes]:
    """Yield chunks; the last one only if the MD5 of all chunks is the expected digest.

    If a file changes during the upload, the request body is therefore incomplete, and the server
    cannot store it.

    Raises:
        IntegrityError: If the digest differs.
    """
    import hashlib

    digest, held = hashlib.md5(usedforsecurity=False), b""
    for chunk in chunks:
        digest.update(chunk)
        if held:
            yield held
        held = chunk
    if digest.digest() != md5:
        raise IntegrityError(
            f"{name} changed during the upload: its MD5 is no longer {b64encode(md5).decode()}.",
            hint="Log the artifact again when no process writes to its files.",
        )
    if held:
        yield held


def check_committed(draft: ArtifactDraft, digest: str, found: str) -> None:
    """Check that the server created the version that was sent.

    Raises:
        IntegrityError: If the digests differ.
    """
    if digest != found:
        raise IntegrityError(
            f"Digest mismatch for {draft.name}: expected {digest}, the server returned {found}.",
            hint="Delete the version, and log it again.",
        )


def check_complete(entries: Mapping[str, DraftEntry], digest: str, name: str) -> None:
    """Check that no file changed between the first read and the manifest.

    Raises:
        IntegrityError: If a file changed.
    """
    found = draft_digest(entries)
    if found != digest:
        raise IntegrityError(
            f"The files of {name} changed while the artifact was being logged.",
            hint="Log the artifact again when no process writes to its files.",
        )


def draw_client_id() -> str:
    """Return a random client ID of 128 characters, as in the official SDK."""
    import secrets

    return "".join(secrets.choice(_LETTERS) for _ in range(128))
