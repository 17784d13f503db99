"""Changes of versions: fields, tags, aliases, links, deletion."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ariadne import MutationType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.automations.artifact_events import fire_for_tags, fire_for_unlink
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import Refusal, invalid, not_found
from runql_sandbox.request.permissions import Access, project_access
from runql_sandbox.resolvers.artifacts.deletion import count_aliases, delete_artifact, leave
from runql_sandbox.resolvers.artifacts.lookup import (
    artifact_by_id,
    artifact_id,
    collection_by_id,
    collection_by_name,
    collection_id,
    join,
    set_aliases,
    type_by_name,
)
from runql_sandbox.resolvers.artifacts.upload import set_metadata
from runql_sandbox.store._base import now
from runql_sandbox.store.artifacts.aliases import drop_aliases
from runql_sandbox.store.artifacts.tables import (
    Artifact,
    ArtifactAlias,
    ArtifactCollection,
    ArtifactMembership,
)
from runql_sandbox.store.registries import PREFIX, is_registry, registry_settings

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

mutation = MutationType()

BINDABLES: list[SchemaBindable] = [mutation]

_TAGS_AT_ONCE: Final = 20


@mutation.field("updateArtifact")
def update_artifact(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Change fields and tags of a version. Null does not change a field."""
    context = context_of(info)
    found = _living(context, input["artifactID"])
    if input.get("description") is not None:
        found.description = input["description"]
    if input.get("metadata") is not None:
        set_metadata(found, input["metadata"])
    if input.get("ttlDurationSeconds") is not None:
        seconds = input["ttlDurationSeconds"]
        if seconds < -2 or seconds == 0:
            raise invalid(f"invalid ttlDurationSeconds {seconds}")
        found.ttl_seconds = seconds
    added, gone = _names(input, "tagsToAdd"), _names(input, "tagsToDelete")
    held = set(json.loads(found.tags))
    found.tags = json.dumps(sorted((held | added) - gone))
    fire_for_tags(context.session, found, added - held - gone, gone & held)
    if input.get("aliases") is not None:
        context.project_to_write(found.sequence.project.name, found.sequence.project.entity)
        own = _membership(context, found, found.sequence)
        wanted = [each["alias"] for each in input["aliases"]]
        others = ArtifactAlias.membership_id == own.id, ArtifactAlias.alias.not_in(wanted)
        drop_aliases(context.session, *others)
        set_aliases(context.session, own, wanted)
    found.updated_at = now()
    context.session.flush()
    return {"artifact": found, "clientMutationId": input.get("clientMutationId")}


@mutation.field("addAliases")
def add_aliases(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Add aliases to a version in collections that contain it."""
    context = context_of(info)
    found = _living(context, input["artifactID"], to_read=True)
    for collection, names in _by_collection(context, input["aliases"]):
        set_aliases(context.session, _membership(context, found, collection), names)
    found.updated_at = now()
    payload = {"success": True, "artifact": found, "aliases": input["aliases"]}
    return {**payload, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteAliases")
def delete_aliases(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Remove aliases from a version. A missing alias is not an error."""
    context = context_of(info)
    found = _living(context, input["artifactID"], to_read=True)
    for collection, names in _by_collection(context, input["aliases"]):
        membership = _membership(context, found, collection)
        held = ArtifactAlias.membership_id == membership.id, ArtifactAlias.alias.in_(names)
        drop_aliases(context.session, *held)
    found.updated_at = now()
    context.session.flush()
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@mutation.field("linkArtifact")
def link_artifact(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Link a version to a portfolio, which is created if needed."""
    context = context_of(info)
    found = _meant(context, input)
    portfolio = _portfolio(context, found, input)
    membership = join(context.session, portfolio, found)
    aliases = list(dict.fromkeys([each["alias"] for each in input.get("aliases") or []]))
    set_aliases(context.session, membership, [*aliases, "latest"])
    context.session.flush()
    project = portfolio.project
    return {
        "versionIndex": membership.version,
        "artifactID": artifact_id(found),
        "artifactCollectionID": collection_id(portfolio),
        "artifactMembership": membership,
        "createdAt": membership.created_at,
        "aliases": [
            {
                "alias": alias,
                "artifactCollectionName": portfolio.name,
                "projectName": project.name,
                "entityName": project.entity,
            }
            for alias in aliases
        ],
        "clientMutationId": input.get("clientMutationId"),
    }


@mutation.field("unlinkArtifact")
def unlink_artifact(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Remove a version from a portfolio."""
    context = context_of(info)
    found = _living(context, input["artifactID"], to_read=True)
    portfolio = collection_by_id(context, input["artifactPortfolioID"], "PORTFOLIO")
    membership = _membership(context, found, portfolio)
    fire_for_unlink(context.session, membership)
    leave(context, membership)
    payload = {"artifactID": input["artifactID"], "success": True}
    return {**payload, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteArtifact")
def remove_artifact(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete a version. A version with aliases is deleted only if the request allows that."""
    context = context_of(info)
    found = _living(context, input["artifactID"], to_read=True)
    owner_project = found.sequence.project
    allowed = project_access(context.session, context.user, owner_project)
    context.require(allowed, Access.WRITE)
    if not input.get("deleteAliases") and count_aliases(context, found):
        raise invalid("cannot delete an artifact that has aliases; set deleteAliases")
    delete_artifact(context, found)
    return {"artifact": found, "clientMutationId": input.get("clientMutationId")}


def _living(context: Context, opaque: str, *, to_read: bool = False) -> Artifact:
    found = artifact_by_id(context, opaque, to_read=to_read)
    if found.state == "DELETED":
        raise not_found("artifact")
    return found


def _meant(context: Context, given: dict[str, Any]) -> Artifact:
    if given.get("artifactID"):
        found = _living(context, given["artifactID"], to_read=True)
    else:
        wanted = select(Artifact).where(Artifact.client_id == given.get("clientID"))
        made = context.session.scalars(wanted).first()
        if made is None:
            raise Refusal("failed to map client id", 404)
        found = _living(context, artifact_id(made), to_read=True)
    if found.state != "COMMITTED":
        raise invalid("the artifact is not committed yet")
    return found


def _portfolio(context: Context, found: Artifact, given: dict[str, Any]) -> ArtifactCollection:
    if given.get("artifactPortfolioID"):
        return collection_by_id(context, given["artifactPortfolioID"], "PORTFOLIO")
    name = given.get("artifactPortfolioName")
    if not name or len(name) > 128:
        raise invalid(f"invalid name {name!r}")
    project_name = given.get("projectName") or ""
    if (
        project_name.startswith(PREFIX)
        and context.project(project_name, given.get("entityName")) is None
    ):
        raise not_found(f"registry {project_name.removeprefix(PREFIX)!r}")
    project = context.project_to_write(project_name, given.get("entityName"))
    wanted = found.sequence.type.name
    open_to_all = (
        not is_registry(project) or registry_settings(context.session, project).allow_all_types
    )
    kind = type_by_name(context.session, project, wanted, make=open_to_all)
    if kind is None:
        raise invalid(f"the registry {project.name!r} takes no artifacts of the type {wanted!r}")
    portfolio = collection_by_name(context.session, project, name)
    if portfolio is None:
        portfolio = ArtifactCollection(
            project=project, type=kind, kind="PORTFOLIO", name=name, description=None
        )
        context.session.add(portfolio)
        context.session.flush()
    if portfolio.kind != "PORTFOLIO":
        raise invalid(f"{name!r} is a sequence; link to a portfolio")
    if portfolio.type_id != kind.id:
        raise invalid(f"the collection {name!r} has the type {portfolio.type.name!r}")
    return portfolio


def _by_collection(
    context: Context, aliases: list[dict[str, Any]]
) -> list[tuple[ArtifactCollection, list[str]]]:
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for each in aliases:
        key = each["entityName"], each["projectName"], each["artifactCollectionName"]
        grouped.setdefault(key, []).append(each["alias"])
    found = []
    for (entity, project_name, name), names in grouped.items():
        project = context.project(project_name, entity)
        collection = None if project is None else collection_by_name(context.session, project, name)
        if collection is None:
            raise not_found("artifact collection")
        found.append((collection, names))
    return found


def _membership(
    context: Context, artifact: Artifact, collection: ArtifactCollection
) -> ArtifactMembership:
    wanted = select(ArtifactMembership).where(
        ArtifactMembership.artifact_id == artifact.id,
        ArtifactMembership.collection_id == collection.id,
    )
    found = context.session.scalars(wanted).first()
    if found is None:
        raise not_found("artifact membership")
    return found


def _names(given: dict[str, Any], key: str) -> set[str]:
    tags = given.get(key) or []
    if len(tags) > _TAGS_AT_ONCE:
        raise invalid(f"more than {_TAGS_AT_ONCE} tags in one request")
    return {each["tagName"] for each in tags}
