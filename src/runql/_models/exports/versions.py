"""Exported artifact versions and logged tables."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from runql._models.exports.parts import ExportedFile, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ExportedTable", "VersionRecord", "collection_of", "referred_versions"]

_SCHEME: Final = "wandb-artifact://"


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table that a run logged, as Parquet.

    Attributes:
        key: Key under which it was logged.
        part: Its file.
    """

    key: str
    part: Part

    @classmethod
    def of_json(cls, document: Mapping[str, Any]) -> ExportedTable:
        """Return the table for an object that `asdict` returned."""
        return cls(document["key"], Part(**document["part"]))


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """The exported data of an artifact version.

    Attributes:
        fields: The server's JSON of the version.
        manifest: The manifest, exactly as on the server.
        files: Content of its files; references to other storage have no content.
        listed: File attributes that the server returned.
        refers: IDs of the versions whose files its manifest refers to.
    """

    fields: Mapping[str, Any]
    manifest: Part
    files: tuple[Part, ...] = ()
    listed: tuple[ExportedFile, ...] = ()
    refers: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Opaque ID of the version."""
        found: str = self.fields["id"]
        return found

    @property
    def digest(self) -> str:
        """Hex digest of its content."""
        found: str = self.fields["digest"]
        return found

    @property
    def parts(self) -> list[Part]:
        """Every file of the version."""
        return [self.manifest, *self.files]

    @classmethod
    def of_json(cls, document: Mapping[str, Any]) -> VersionRecord:
        """Return the record for an object that `to_json` returned."""
        return cls(
            document["fields"],
            Part(**document["manifest"]),
            tuple(Part(**each) for each in document["files"]),
            tuple(ExportedFile(**each) for each in document["listed"]),
            tuple(document["refers"]),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON for the manifest."""
        return asdict(self)

    def updated(self, fields: Mapping[str, Any]) -> VersionRecord:
        """Return the record with the server's current attributes."""
        return replace(self, fields=fields)


def collection_of(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Return type and source collection of a version; "" for a hidden collection."""
    sequence = fields["artifactSequence"]
    project = sequence.get("project")
    name: str = fields["artifactType"]["name"]
    if project is None:
        return name, ""
    return name, f"{project['entityName']}/{project['name']}/{sequence['name']}"


def referred_versions(refs: Iterable[str | None]) -> tuple[str, ...]:
    """Return the IDs of the versions that the references of a manifest refer to."""
    found: list[str] = []
    for ref in refs:
        if ref is not None and ref.startswith(_SCHEME):
            name = ref.removeprefix(_SCHEME).partition("/")[0]
            try:
                found.append(b64encode(bytes.fromhex(name)).decode())
            except ValueError:
                continue  # an invalid ID; reading the reference raises an error
    return tuple(dict.fromkeys(found))
