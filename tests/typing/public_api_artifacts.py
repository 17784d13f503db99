"""Types of artifacts, for type checkers; read by mypy and pyright, never run."""

from __future__ import annotations

from typing import assert_type

from runql import ArtifactCollection, LoggedArtifact, media
from runql.errors import PartialUpdateError, RunQLError


def artifact_values(artifact: LoggedArtifact, collection: ArtifactCollection) -> None:
    found = artifact.get("joined")
    assert_type(found, media.Table | media.JoinedTable | media.Media)
    if isinstance(found, media.JoinedTable):
        assert_type(found.table1, media.Table)
        assert_type(found.join_key, tuple[str, str])
    if isinstance(found, media.Image):
        assert_type(found.boxes_within, dict[str, tuple[media.BoundingBox, ...]])
    try:
        collection.delete_artifacts(dry_run=False)
    except PartialUpdateError as error:
        assert_type(error.finished, tuple[str, ...])
        assert_type(error.failures, dict[str, RunQLError])
