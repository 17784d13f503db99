"""Automations triggered by new, linked and unlinked versions, and by aliases and tags of versions and collections."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from runql_sandbox.automations.run_events import note
from runql_sandbox.mongo import is_match, read_pattern
from runql_sandbox.store.artifacts.tables import ArtifactMembership
from runql_sandbox.store.automations import Trigger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.orm import Session

    from runql_sandbox.store.artifacts.tables import Artifact, ArtifactCollection

__all__ = [
    "fire_for_alias",
    "fire_for_collection_tags",
    "fire_for_tags",
    "fire_for_unlink",
    "fire_for_version",
    "matches",
]

_NEW = "new memberships"


def fire_for_version(session: Session, membership: ArtifactMembership) -> None:
    """Record automations for a version in a new collection: created in a sequence, or linked to a portfolio."""
    session.info.setdefault(_NEW, set()).add(membership.id)
    _fire_for_scope(session, membership, _event_of(membership), {})
    if membership.collection.kind == "SEQUENCE":
        fire_for_tags(session, membership.artifact, json.loads(membership.artifact.tags), ())


def fire_for_alias(session: Session, membership: ArtifactMembership, alias: str) -> None:
    """Record automations for a new alias. An alias of a newly linked version also belongs to the link."""
    told = {"alias": alias}
    _fire_for_scope(session, membership, "ADD_ARTIFACT_ALIAS", told, secrets.token_hex(4))
    if membership.id in session.info.get(_NEW, ()):
        _fire_for_scope(session, membership, _event_of(membership), told)


def fire_for_unlink(session: Session, membership: ArtifactMembership) -> None:
    """Record automations for a version that is about to be unlinked from a portfolio."""
    _fire_for_scope(session, membership, "UNLINK_ARTIFACT", {})


def fire_for_tags(
    session: Session, artifact: Artifact, added: Iterable[str], gone: Iterable[str]
) -> None:
    """Record automations for tags of a version, once in each collection that contains it."""
    wanted = select(ArtifactMembership).where(ArtifactMembership.artifact_id == artifact.id)
    memberships = session.scalars(wanted.order_by(ArtifactMembership.id)).all()
    for event, tags in (("ADD_ARTIFACT_TAG", added), ("REMOVE_ARTIFACT_TAG", gone)):
        for tag in sorted(tags):
            cause = f"version {artifact.id} {event} {secrets.token_hex(4)}"
            for membership in memberships:
                _fire(
                    session,
                    membership.collection,
                    event,
                    {**_version(membership), "tag": tag},
                    cause,
                )


def fire_for_collection_tags(
    session: Session,
    collection: ArtifactCollection,
    author: str,
    added: Iterable[str],
    gone: Iterable[str],
) -> None:
    """Record automations for tags of a collection."""
    for event, tags in (("ADD_COLLECTION_TAG", added), ("REMOVE_COLLECTION_TAG", gone)):
        for tag in sorted(tags):
            cause = f"collection {collection.id} {event} {secrets.token_hex(4)}"
            _fire(session, collection, event, {"event_author": author, "tag": tag}, cause)


def matches(document: Any, values: dict[str, str | None]) -> bool:  # noqa: ANN401 - JSON
    """Return whether an event matches a filter."""
    if "$or" in document:
        return any(matches(each, values) for each in document["$or"])
    if "$and" in document:
        return all(matches(each, values) for each in document["$and"])
    if "$nor" in document:
        return not any(matches(each, values) for each in document["$nor"])
    if "$not" in document:
        return not matches(document["$not"], values)
    return all(
        values.get(field) is not None and _holds(condition, str(values[field]))
        for field, condition in document.items()
    )


def _holds(condition: dict[str, Any], value: str) -> bool:
    tests: dict[str, Callable[[Any], bool]] = {
        "$eq": lambda wanted: value == wanted,
        "$ne": lambda wanted: value != wanted,
        "$in": lambda wanted: value in wanted,
        "$nin": lambda wanted: value not in wanted,
        "$contains": lambda wanted: wanted in value,
        "$exists": lambda wanted: wanted is True,
        "$regex": lambda wanted: is_match(read_pattern(wanted, ""), value),
    }
    return all(
        operator in tests and bool(tests[operator](wanted))
        for operator, wanted in condition.items()
    )


def _event_of(membership: ArtifactMembership) -> str:
    return "CREATE_ARTIFACT" if membership.collection.kind == "SEQUENCE" else "LINK_MODEL"


def _fire_for_scope(
    session: Session,
    membership: ArtifactMembership,
    event: str,
    told: dict[str, str],
    once: str = "",
) -> None:
    # Membership numbers are reused after the last membership is deleted.
    cause = f"version {membership.id} {membership.created_at} {event} {once}".rstrip()
    _fire(session, membership.collection, event, {**_version(membership), **told}, cause)


def _version(membership: ArtifactMembership) -> dict[str, str]:
    name = membership.collection.name
    return {
        "event_author": membership.artifact.user.username,
        "artifact_version_string": f"{name}:v{membership.version}",
        "artifact_version_index": str(membership.version),
    }


def _fire(
    session: Session, collection: ArtifactCollection, event: str, told: dict[str, str], cause: str
) -> None:
    project = collection.project
    here = or_(
        (Trigger.scope_type == "ARTIFACT_COLLECTION") & (Trigger.scope_id == collection.id),
        (Trigger.scope_type == "PROJECT") & (Trigger.scope_id == project.id),
        (Trigger.scope_type == "ENTITY") & (Trigger.scope_id == project.owner.id),
    )
    wanted = select(Trigger).where(Trigger.enabled, Trigger.event_type == event, here)
    for trigger in session.scalars(wanted):
        changed_names = {"alias": told.get("alias"), "tag": told.get("tag")}
        if matches(json.loads(trigger.event_filter), changed_names):
            values = {
                "automation_name": trigger.name,
                "event_type": event,
                "entity_name": project.entity,
                "project_name": project.name,
                "artifact_collection_name": collection.name,
                "alias": "",
                "tag": "",
                **told,
            }
            note(session, trigger, cause, values)
