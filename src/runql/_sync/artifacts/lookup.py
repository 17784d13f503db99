# Generated from src/runql/_async/artifacts/lookup.py by `make generate`. Do not edit.

"""Lookup of one artifact version by its path, with a fallback for older servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.artifacts import base as ops

from runql._models.artifacts.base import found_in_collection, found_membership
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from runql_graphql.fragments.artifacts.base import ArtifactCollectionMembershipFull

    from runql._paths.artifacts import ArtifactPath
    from runql._sync._client.session import Session

__all__ = ["find_membership"]


def find_membership(session: Session, path: ArtifactPath) -> ArtifactCollectionMembershipFull:
    """Return an artifact version as a member of its collection.

    Older servers cannot look up versions in a project, so the version is requested from its collection.

    Args:
        session: Session that sends the requests.
        path: The version, with the registry's own entity if it is in a registry.

    Raises:
        NotFoundError: If the version does not exist, or the viewer has no access to it.

    Requests: One; one more for the first request to an older server.
    """
    call = ops.get_artifact(entity=path.entity, project=path.project, name=path.name)
    try:
        return found_membership(session.send(call), path)
    except UnsupportedError:
        inside = ops.get_collection_artifact(
            entity=path.entity,
            project=path.project,
            collection=path.collection,
            alias=path.version,
        )
        return found_in_collection(session.send(inside), path)
