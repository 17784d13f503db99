"""URLs that return a file of a version to a user with a key, in all forms that clients use."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from runql_sandbox.request.ids import number
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers.artifacts.lookup import artifact_access
from runql_sandbox.store.accounts.management import entity_named
from runql_sandbox.store.artifacts.contents import ArtifactContent
from runql_sandbox.store.artifacts.tables import Artifact

if TYPE_CHECKING:
    from runql_sandbox.request.context import Context

__all__ = ["ADDRESSES", "find_content"]

_V2: Final = "/artifactsV2/{region}/{entity}"
_COLLECTION: Final = _V2 + "/{project}/{collection}"

ADDRESSES: Final = (
    _COLLECTION + "/{artifact}/{birth}/{digest}/{name:path}",
    _COLLECTION + "/{birth}/{digest}/{name:path}",
    _V2 + "/{birth}/{digest}",
    "/artifacts/{entity}/{digest}",
)
"""URL patterns, the newest first and the oldest last."""


def find_content(context: Context, path: dict[str, Any]) -> ArtifactContent | None:
    """Return the stored file of a URL, if the user can see it."""
    entity: str = path["entity"]
    birth = path.get("birth")
    if birth is not None:
        number_of_birth = number(birth, "Artifact")
        if number_of_birth is None:
            return None
        artifact = context.session.get(Artifact, number_of_birth)
        if artifact is None or artifact_access(context, artifact) < Access.READ:
            return None
        entity = artifact.sequence.project.entity
    else:
        owner = entity_named(context.session, entity)
        if owner is None or context.access(owner) < Access.READ:
            return None
    try:
        digest = base64.b64encode(bytes.fromhex(path["digest"])).decode()
    except ValueError:
        return None
    wanted = select(ArtifactContent).where(
        ArtifactContent.entity == entity,
        ArtifactContent.digest == digest,
        ArtifactContent.size.is_not(None),
    )
    return context.session.scalars(wanted).first()
