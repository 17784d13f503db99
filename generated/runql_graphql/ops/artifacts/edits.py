# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

"""Calls of queries/artifacts/edits.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import Call, Operation
from ...documents.artifacts import base as _artifacts_base
from ...documents.artifacts import edits as _artifacts_edits
from ...documents.artifacts import upload as _artifacts_upload
from ...documents.runs import base as _runs_base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...add_artifact_aliases import AddArtifactAliases
    from ...delete_artifact import DeleteArtifact
    from ...delete_artifact_aliases import DeleteArtifactAliases
    from ...inputs import (
        ArtifactCollectionAliasInput,
        LinkArtifactInput,
        UpdateArtifactInput,
        UseArtifactInput,
    )
    from ...link_artifact import LinkArtifact
    from ...unlink_artifact import UnlinkArtifact
    from ...update_artifact import UpdateArtifact
    from ...use_artifact import UseArtifact

__all__ = [
    "ADD_ARTIFACT_ALIASES",
    "DELETE_ARTIFACT",
    "DELETE_ARTIFACT_ALIASES",
    "LINK_ARTIFACT",
    "UNLINK_ARTIFACT",
    "UPDATE_ARTIFACT",
    "USE_ARTIFACT",
    "add_artifact_aliases",
    "delete_artifact",
    "delete_artifact_aliases",
    "link_artifact",
    "unlink_artifact",
    "update_artifact",
    "use_artifact",
]

UPDATE_ARTIFACT: Final[Operation[UpdateArtifact]] = Operation(
    name="UpdateArtifact",
    kind="mutation",
    model=".update_artifact:UpdateArtifact",
    document=Operation.join(
        _artifacts_edits.UPDATE_ARTIFACT,
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactFields,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _runs_base.RunProjectFields,
        _artifacts_base.TagFields,
    ),
    arguments={"input": "input"},
)


def update_artifact(*, input: UpdateArtifactInput) -> Call[UpdateArtifact]:
    """Change description, metadata, time to live and tags of a version; null leaves a field unchanged.

    Args:
        input: `UpdateArtifactInput!`.

    Source: mutation UpdateArtifact in queries/artifacts/edits.graphql.
    """
    return Call(UPDATE_ARTIFACT, {"input": input})


ADD_ARTIFACT_ALIASES: Final[Operation[AddArtifactAliases]] = Operation(
    name="AddArtifactAliases",
    kind="mutation",
    model=".add_artifact_aliases:AddArtifactAliases",
    document=Operation.join(_artifacts_edits.ADD_ARTIFACT_ALIASES),
    arguments={"artifact": "artifact", "aliases": "aliases"},
)


def add_artifact_aliases(
    *, artifact: str, aliases: Sequence[ArtifactCollectionAliasInput]
) -> Call[AddArtifactAliases]:
    """Add aliases to a version in collections that it is in.

    Args:
        artifact: `ID!`.
        aliases: `[ArtifactCollectionAliasInput!]!`.

    Source: mutation AddArtifactAliases in queries/artifacts/edits.graphql.
    """
    return Call(ADD_ARTIFACT_ALIASES, {"artifact": artifact, "aliases": aliases})


DELETE_ARTIFACT_ALIASES: Final[Operation[DeleteArtifactAliases]] = Operation(
    name="DeleteArtifactAliases",
    kind="mutation",
    model=".delete_artifact_aliases:DeleteArtifactAliases",
    document=Operation.join(_artifacts_edits.DELETE_ARTIFACT_ALIASES),
    arguments={"artifact": "artifact", "aliases": "aliases"},
)


def delete_artifact_aliases(
    *, artifact: str, aliases: Sequence[ArtifactCollectionAliasInput]
) -> Call[DeleteArtifactAliases]:
    """Remove aliases from a version.

    Args:
        artifact: `ID!`.
        aliases: `[ArtifactCollectionAliasInput!]!`.

    Source: mutation DeleteArtifactAliases in queries/artifacts/edits.graphql.
    """
    return Call(DELETE_ARTIFACT_ALIASES, {"artifact": artifact, "aliases": aliases})


LINK_ARTIFACT: Final[Operation[LinkArtifact]] = Operation(
    name="LinkArtifact",
    kind="mutation",
    model=".link_artifact:LinkArtifact",
    document=Operation.join(
        _artifacts_edits.LINK_ARTIFACT,
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactCollectionMembershipFields,
        _artifacts_base.ArtifactCollectionMembershipFull,
        _artifacts_base.ArtifactFields,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _runs_base.RunProjectFields,
        _artifacts_base.TagFields,
    ),
    arguments={"input": "input"},
)


def link_artifact(*, input: LinkArtifactInput) -> Call[LinkArtifact]:
    """Link a version to a portfolio, which is created if it does not exist.

    Args:
        input: `LinkArtifactInput!`.

    Source: mutation LinkArtifact in queries/artifacts/edits.graphql.
    """
    return Call(LINK_ARTIFACT, {"input": input})


UNLINK_ARTIFACT: Final[Operation[UnlinkArtifact]] = Operation(
    name="UnlinkArtifact",
    kind="mutation",
    model=".unlink_artifact:UnlinkArtifact",
    document=Operation.join(_artifacts_edits.UNLINK_ARTIFACT),
    arguments={"artifact": "artifact", "portfolio": "portfolio"},
)


def unlink_artifact(*, artifact: str, portfolio: str) -> Call[UnlinkArtifact]:
    """Unlink a version from a portfolio.

    Args:
        artifact: `ID!`.
        portfolio: `ID!`.

    Source: mutation UnlinkArtifact in queries/artifacts/edits.graphql.
    """
    return Call(UNLINK_ARTIFACT, {"artifact": artifact, "portfolio": portfolio})


DELETE_ARTIFACT: Final[Operation[DeleteArtifact]] = Operation(
    name="DeleteArtifact",
    kind="mutation",
    model=".delete_artifact:DeleteArtifact",
    document=Operation.join(_artifacts_edits.DELETE_ARTIFACT, _artifacts_upload.ArtifactProgress),
    arguments={"artifact": "artifact", "with_aliases": "withAliases"},
)


def delete_artifact(*, artifact: str, with_aliases: bool) -> Call[DeleteArtifact]:
    """Delete a version; a version with aliases only together with its aliases.

    Args:
        artifact: `ID!`.
        with_aliases: `Boolean!`.

    Source: mutation DeleteArtifact in queries/artifacts/edits.graphql.
    """
    return Call(DELETE_ARTIFACT, {"artifact": artifact, "withAliases": with_aliases})


USE_ARTIFACT: Final[Operation[UseArtifact]] = Operation(
    name="UseArtifact",
    kind="mutation",
    model=".use_artifact:UseArtifact",
    document=Operation.join(_artifacts_edits.USE_ARTIFACT, _artifacts_upload.ArtifactBirth),
    arguments={"input": "input"},
)


def use_artifact(*, input: UseArtifactInput) -> Call[UseArtifact]:
    """Record a version as an input of a run.

    Args:
        input: `UseArtifactInput!`.

    Source: mutation UseArtifact in queries/artifacts/edits.graphql.
    """
    return Call(USE_ARTIFACT, {"input": input})
