"""Notebook display of a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._display.cards import Card, Section, address_of, kind_of
from runql._display.text import Bytes, dotted
from runql.errors import DataValidationError

if TYPE_CHECKING:
    from runql._models.artifacts.base import ArtifactAttributes

__all__ = ["artifact_card"]


def artifact_card(artifact: ArtifactAttributes[Any]) -> Card:
    """Return the card of a version, without a request."""
    facts = {
        "type": artifact.type,
        "aliases": artifact.aliases,
        "tags": artifact.tags,
        "size": Bytes(artifact.size),
        "files": artifact.file_count,
        "created": artifact.created_at,
        "description": artifact.description,
    }
    try:
        section = Section("metadata", dotted(artifact._metadata_document()), is_open=False)
    except DataValidationError as error:
        section = Section("metadata", {}, note=str(error).partition("\n")[0])
    # Deleted and pending versions are marked by their state.
    state = "" if artifact.state == "COMMITTED" else artifact.state.value
    url = address_of(lambda: artifact.url)
    kind, path = kind_of(artifact), artifact.qualified_name
    return Card(kind, artifact.name, url, path, state, facts, sections=[section])
