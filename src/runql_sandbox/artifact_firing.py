"""What automations do when a version is made, linked, or gets an alias."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from runql_sandbox.firing import note
from runql_sandbox.store.automations import Trigger

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from runql_sandbox.store.artifacts import ArtifactMembership

__all__ = ["fire_for_alias", "fire_for_version", "matches"]

_NEW = "new memberships"


def fire_for_version(session: Session, membership: ArtifactMembership) -> None:
    """Note the automations that a version in a new place starts: made in a sequence, linked to a portfolio."""
    session.info.setdefault(_NEW, set()).add(membership.id)
    _fire(session, membership, _event_of(membership), None)


def fire_for_alias(session: Session, membership: ArtifactMembership, alias: str) -> None:
    """Note the automations that a new alias starts; one of a version just linked belongs to the link too."""
    _fire(session, membership, "ADD_ARTIFACT_ALIAS", alias)
    if membership.id in session.info.get(_NEW, ()):
        _fire(session, membership, _event_of(membership), alias)


def matches(document: Any, facts: dict[str, str | None]) -> bool:  # noqa: ANN401 - JSON
    """Tell whether what happened is what a filter says."""
    if "$or" in document:
        return any(matches(each, facts) for each in document["$or"])
    if "$and" in document:
        return all(matches(each, facts) for each in document["$and"])
    return all(
        facts.get(field) is not None and _holds(condition, str(facts[field]))
        for field, condition in document.items()
    )


def _holds(condition: dict[str, Any], value: str) -> bool:
    tests: dict[str, Callable[[Any], bool]] = {
        "$eq": lambda wanted: value == wanted,
        "$ne": lambda wanted: value != wanted,
        "$in": lambda wanted: value in wanted,
        "$nin": lambda wanted: value not in wanted,
        "$contains": lambda wanted: wanted in value,
        "$regex": lambda wanted: re.search(wanted, value) is not None,
    }
    return all(
        operator in tests and bool(tests[operator](wanted))
        for operator, wanted in condition.items()
    )


def _event_of(membership: ArtifactMembership) -> str:
    return "CREATE_ARTIFACT" if membership.collection.kind == "SEQUENCE" else "LINK_MODEL"


def _fire(session: Session, membership: ArtifactMembership, event: str, alias: str | None) -> None:
    collection = membership.collection
    home = collection.project
    here = or_(
        (Trigger.scope_type == "ARTIFACT_COLLECTION") & (Trigger.scope_id == collection.id),
        (Trigger.scope_type == "PROJECT") & (Trigger.scope_id == home.id),
        (Trigger.scope_type == "ENTITY") & (Trigger.scope_id == home.owner.id),
    )
    wanted = select(Trigger).where(Trigger.enabled, Trigger.event_type == event, here)
    for trigger in session.scalars(wanted):
        if matches(json.loads(trigger.event_filter), {"alias": alias}):
            cause = f"version {membership.id} {event}"
            if event == "ADD_ARTIFACT_ALIAS":
                cause += f" {alias}"
            facts = {
                "automation_name": trigger.name,
                "event_type": event,
                "event_author": membership.artifact.user.username,
                "entity_name": home.entity,
                "project_name": home.name,
                "artifact_collection_name": collection.name,
                "artifact_version_string": f"{collection.name}:v{membership.version}",
                "artifact_version_index": str(membership.version),
                "alias": alias or "",
            }
            note(session, trigger, cause, facts)
