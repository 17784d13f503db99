"""The manifest of a version: paths, digests and locations of its files."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from runql._display.counts import counted, counted_bytes
from runql._models._attributes.json_text import read_object
from runql._models.files.digests import Algorithm, hasher
from runql.errors import IntegrityError, NotFoundError, ProtocolError

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = ["EntryInfo", "Manifest", "parse_manifest"]

_HEADER: Final = b"wandb-artifact-manifest-v1\n"
_VERSION: Final = 1

E = TypeVar("E", bound="EntryInfo")


@dataclass(frozen=True, slots=True)
class EntryInfo:
    """A file of a version, or a reference to content that is stored elsewhere.

    Attributes:
        path: Path within the version, with `/` on every system.
        digest: Base64 of the content's hash. For a reference, the identifier of its content: an
            ETag, a hash, or its URL.
        size: Size in bytes; None if unknown.
        ref: URL of a reference; None for a file that the server stores.
        birth_artifact_id: Opaque ID of the version that first had the content.
        extra: Additional fields, such as `etag` and `versionID`.
    """

    path: str
    digest: str
    size: int | None
    ref: str | None = None
    birth_artifact_id: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=dict["str", "JsonValue"], hash=False)

    @property
    def digest_algorithm(self) -> Algorithm:
        """Hash algorithm of the content: `md5` or `xxh128`."""
        return "xxh128" if str(self.extra.get("alg", "")).upper() == "XXH128" else "md5"

    @property
    def digest_hex(self) -> str | None:
        """Hex of the content's hash, as in `md5sum`; None if it is not a hash."""
        try:
            raw = b64decode(self.digest, validate=True)
        except (Base64Error, ValueError):
            return None
        return raw.hex() if len(raw) == 16 else None

    @property
    def is_reference(self) -> bool:
        """Whether the content is stored elsewhere."""
        return self.ref is not None

    def __repr__(self) -> str:
        where = f" -> {self.ref}" if self.ref is not None else ""
        return f"<{type(self).__name__} {self.path} ({counted_bytes(self.size)}){where}>"


class Manifest(Mapping[str, EntryInfo]):
    """The files of a version by path, in the order of their paths.

    Attributes:
        entries: Files and references by path.
        digest: Hex digest of the manifest, as recorded in the version.
        digest_algorithm: Algorithm of the digest: `md5` or `xxh128`.
        storage_layout: Storage layout on the server: `V1` or `V2`.
        storage_region: Storage region on the server; None for the default region.
    """

    def __init__(
        self,
        entries: Mapping[str, EntryInfo],
        *,
        digest: str,
        digest_algorithm: Algorithm = "md5",
        storage_layout: str = "V1",
        storage_region: str | None = None,
    ) -> None:
        self.entries: Mapping[str, EntryInfo] = {path: entries[path] for path in sorted(entries)}
        self.digest = digest
        self.digest_algorithm = digest_algorithm
        self.storage_layout = storage_layout
        self.storage_region = storage_region

    @cached_property
    def size(self) -> int:
        """Total bytes of all files with a known size."""
        return sum(entry.size or 0 for entry in self.entries.values())

    @property
    def references(self) -> list[EntryInfo]:
        """Entries whose content is stored elsewhere."""
        return [entry for entry in self.entries.values() if entry.is_reference]

    def entry(self, path: str, owner: str) -> EntryInfo:
        """Return the entry at a path.

        Args:
            path: Path within the version.
            owner: Name of the version, for errors.

        Returns:
            The entry.

        Raises:
            NotFoundError: If there is no such entry; the error suggests similar paths.
        """
        found = self.entries.get(path)
        if found is None:
            raise missing_entry(path, list(self.entries), owner)
        return found

    def __getitem__(self, path: str) -> EntryInfo:
        return self.entries[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__} of {counted(len(self), 'file')}, {counted(self.size, 'byte')}>"
        )


def missing_entry(path: str, known: list[str], owner: str, kind: str = "file") -> NotFoundError:
    """Return the error for a file that a version does not have, with similar names."""
    import difflib

    inside = sum(each.startswith(f"{path.rstrip('/')}/") for each in known) if path else 0
    if inside and kind == "file":
        return NotFoundError(
            f"File not found in artifact {owner}: {path!r} is a folder of {counted(inside, 'file')}.",
            hint=f"Use download(path_prefix={path.rstrip('/') + '/'!r}) to download the folder.",
            operation="read manifest",
        )
    last = path.rsplit("/", 1)[-1]
    near = [each for each in known if each.endswith(last)]
    near = list(dict.fromkeys([*near, *difflib.get_close_matches(path, known, n=3, cutoff=0.5)]))
    hint = (
        f"Similar names: {', '.join(near[:3])}."
        if near
        else "Use artifact.manifest to list all paths."
    )
    return NotFoundError(
        f"The artifact {owner} has no {kind} {path!r}.", hint=hint, operation="read manifest"
    )


def parse_manifest(content: bytes, digest: str, owner: str) -> Manifest:
    """Parse a manifest, and check that its digest is the version's.

    Args:
        content: The manifest file.
        digest: Hex digest recorded in the version.
        owner: Name of the version, for errors.

    Raises:
        ProtocolError: If the content is not a manifest that this version of the library supports.
        IntegrityError: If the digest of the manifest differs.
    """
    document = _document(content, owner)
    if document.get("version") != _VERSION:
        raise ProtocolError(
            f"Unsupported manifest of {owner}: version must be 1, got {document.get('version')!r}.",
            operation="read manifest",
        )
    contents, config = document.get("contents"), document.get("storagePolicyConfig")
    if not isinstance(contents, dict):
        raise ProtocolError(
            f"The manifest of {owner} contains no list of files.", operation="read manifest"
        )
    entries = {path: _entry(path, value, owner) for path, value in contents.items()}
    config = config if isinstance(config, dict) else {}
    region = config.get("storageRegion")
    return Manifest(
        entries,
        digest=digest,
        digest_algorithm=_matching_algorithm(entries, digest, owner),
        storage_layout=str(config.get("storageLayout") or "V1"),
        storage_region=str(region) if region else None,
    )


def manifest_digest(entries: Mapping[str, EntryInfo], algorithm: Algorithm) -> str:
    """Return the hex digest of the paths and digests of all entries."""
    digest = hasher(algorithm)
    digest.update(_HEADER)
    for path in sorted(entries):
        digest.update(f"{path}:{entries[path].digest}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _matching_algorithm(entries: Mapping[str, EntryInfo], digest: str, owner: str) -> Algorithm:
    if manifest_digest(entries, "md5") == digest:
        return "md5"
    # MD5 is tried first, because XXH128 requires an optional library.
    newer = any(entry.digest_algorithm == "xxh128" for entry in entries.values()) or not entries
    if newer and manifest_digest(entries, "xxh128") == digest:
        return "xxh128"
    raise IntegrityError(
        f"The manifest of {owner} does not match the version: expected digest {digest}, "
        f"got {manifest_digest(entries, 'md5')}.",
        hint="Retry the call. If it fails again, the manifest is corrupted on the server.",
    )


def _document(content: bytes, owner: str) -> dict[str, JsonValue]:
    return read_object(content, f"The manifest of {owner}")


def _entry(path: str, value: JsonValue, owner: str) -> EntryInfo:
    if not isinstance(value, dict) or not isinstance(value.get("digest"), str):
        raise ProtocolError(
            f"The manifest of {owner} has no digest for {path!r}.", operation="read manifest"
        )
    size, ref, birth = value.get("size"), value.get("ref"), value.get("birthArtifactID")
    extra = value.get("extra")
    if size is not None and (type(size) is not int or not 0 <= size < 2**63):
        raise ProtocolError(
            f"Invalid size of {path!r} in the manifest of {owner}: {size!r}. "
            "A size must be an integer of at least 0.",
            operation="read manifest",
        )
    return EntryInfo(
        path,
        str(value["digest"]),
        size,
        ref if isinstance(ref, str) else None,
        birth if isinstance(birth, str) else None,
        extra if isinstance(extra, dict) else {},
    )
