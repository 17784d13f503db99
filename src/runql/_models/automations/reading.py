"""Typed events, actions and scopes of automations in responses; unknown ones are preserved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from runql._models.automations import events
from runql._models.automations.actions import (
    Action,
    DoNothing,
    OtherAction,
    QueueJob,
    SendNotification,
    SendPromptToAria,
    SendWebhook,
)
from runql._models.automations.conditions import (
    Condition,
    MetricChange,
    MetricFilter,
    MetricThreshold,
    MetricZScore,
    RunMetricFilter,
    RunStateFilter,
)
from runql._models.automations.events import Event, OtherEvent, decoded
from runql._models.automations.scopes import Scope
from runql.errors import FilterError, UsageError
from runql.filters import from_mongo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.scalars import JSONString

    from runql._models.automations.actions import Severity
    from runql._wire.json_types import JsonValue
    from runql.filters import Filter

__all__ = ["read_action", "read_event", "read_scope"]

_ARTIFACT_EVENTS: Final[Mapping[str, type[events.ArtifactEventBase]]] = {
    each.named: each
    for each in (
        events.OnAddArtifactAlias,
        events.OnAddArtifactTag,
        events.OnAddCollectionTag,
        events.OnCreateArtifact,
        events.OnLinkArtifact,
        events.OnRemoveArtifactTag,
        events.OnRemoveCollectionTag,
        events.OnUnlinkArtifact,
    )
}
_WRAPPED: Final = {*_ARTIFACT_EVENTS, "UPDATE_ARTIFACT_ALIAS"}
"""Events whose filter the server nests in another JSON object. The last one is obsolete."""
_METRICS: Final = ("RUN_METRIC", "RUN_METRIC_CHANGE", "RUN_METRIC_ZSCORE")
_SEVERITIES: Final[Mapping[str, Severity]] = {"INFO": "INFO", "WARN": "WARN", "ERROR": "ERROR"}
_FIELDS: Final = ("alias", "display_name", "tag")
_OPERATORS: Final = ("$eq", "$ne", "$in", "$nin", "$contains", "$regex", "$exists")
_JOINING: Final = ("$and", "$or", "$nor")
_MISFITS: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError, UsageError)


def read_scope(found: object, entity: str | None = None) -> Scope | None:
    """Return the scope of an automation; None for an unknown kind."""
    from runql_graphql.fragments.automations.base import (
        ArtifactPortfolioScopeFields,
        ArtifactSequenceScopeFields,
        EntityScopeFields,
        ProjectScopeFields,
    )

    if isinstance(found, ProjectScopeFields):
        return Scope("PROJECT", found.id, found.name, entity)
    if isinstance(found, EntityScopeFields):
        return Scope("ENTITY", found.id, found.name, found.name)
    if isinstance(found, ArtifactPortfolioScopeFields | ArtifactSequenceScopeFields):
        return Scope("ARTIFACT_COLLECTION", found.id, found.name, entity)
    return None


def read_event(found: object, scope: Scope | None) -> Event | OtherEvent:
    """Return the event of an automation, typed if that loses no information."""
    from runql_graphql.fragments.automations.base import FilterEventTriggeringConditionFields

    if not isinstance(found, FilterEventTriggeringConditionFields):
        return OtherEvent(str(getattr(found, "typename__", "unknown")), "", scope)
    event_type = str(found.event_type)
    text = _unwrapped(found.filter_) if event_type in _WRAPPED else found.filter_
    kept = OtherEvent(event_type, text, scope)
    if scope is None:
        return kept
    try:
        typed = _typed(event_type, scope, decoded(text))
        same = typed is not None and typed.document == kept.document
    except _MISFITS:
        return kept
    return typed if typed is not None and same and typed.event_type == event_type else kept


def read_action(found: object) -> Action:
    """Return the action of an automation; an `OtherAction` for unknown types."""
    from runql_graphql.fragments.automations.base import (
        ARIATriggeredActionFields,
        GenericWebhookTriggeredActionFields,
        NoOpTriggeredActionFields,
        NotificationTriggeredActionFields,
        QueueJobTriggeredActionFields,
    )
    from runql_graphql.fragments.integrations import (
        GenericWebhookIntegrationFields,
        SlackIntegrationFields,
    )

    if isinstance(found, NoOpTriggeredActionFields):
        return DoNothing()
    if isinstance(found, ARIATriggeredActionFields):
        return _prompt(found.prompt)
    if isinstance(found, QueueJobTriggeredActionFields):
        queue, template = found.queue, _object(found.template)
        if template is not None:
            known = (queue.id, queue.name) if queue is not None else (None, None)
            return QueueJob(known[0], template, known[1])
    if isinstance(found, NotificationTriggeredActionFields):
        channel, severity = found.integration, _SEVERITIES.get(str(found.severity or "INFO"))
        if isinstance(channel, SlackIntegrationFields) and severity is not None:
            title, message = found.title or "", found.message or ""
            return SendNotification(channel.id, title, message, severity)
    if isinstance(found, GenericWebhookTriggeredActionFields):
        webhook, payload = found.integration, _object(found.request_payload)
        if isinstance(webhook, GenericWebhookIntegrationFields) and (
            payload is not None or not found.request_payload
        ):
            return SendWebhook(webhook.id, payload)
    return OtherAction(str(getattr(found, "typename__", "unknown")))


def _typed(event_type: str, scope: Scope, document: Any) -> Event | None:  # noqa: ANN401 - JSON
    if event_type in _ARTIFACT_EVENTS:
        [whole] = document["$or"]
        return _ARTIFACT_EVENTS[event_type](scope, _all_of(whole))
    if event_type not in (*_METRICS, "RUN_STATE"):
        return None
    run = _run(document["run_filter"])
    if event_type == "RUN_STATE":
        states = tuple(document["run_state_filter"]["states"])
        return events.OnRunState(scope, RunStateFilter(states, run))
    metric = _metric(document["run_metric_filter"])
    return events.OnRunMetric(scope, RunMetricFilter(metric, run))


def _metric(document: Any) -> MetricFilter:  # noqa: ANN401 - JSON
    [(kind, spec)] = document.items()
    if kind == "threshold_filter":
        compared = spec["cmp_op"], spec["threshold"]
        return MetricThreshold(spec["name"], *compared, spec["agg_op"], spec["window_size"])
    if kind == "change_filter":
        return MetricChange(
            spec["name"],
            spec["change_amount"],
            spec["change_type"] == "RELATIVE",
            spec["change_dir"],
            spec["agg_op"],
            spec["current_window_size"],
        )
    return MetricZScore(spec["name"], spec["threshold"], spec["window_size"], spec["change_dir"])


def _run(document: Any) -> Condition | Filter | None:  # noqa: ANN401 - JSON
    terms = document["$and"]
    if not terms:
        return None
    try:
        return _all_of(document)
    except _MISFITS:
        return from_mongo(terms[0] if len(terms) == 1 else document)


def _all_of(document: Any) -> Condition | None:  # noqa: ANN401 - JSON
    terms = document["$and"]
    if not terms:
        return None
    return _condition(terms[0] if len(terms) == 1 else document)


def _condition(document: Any) -> Condition:  # noqa: ANN401 - JSON
    [(field, found)] = document.items()
    if field == "$not":
        return Condition("", "$not", parts=(_condition(found),))
    if field in _JOINING:
        return Condition("", field, parts=tuple(_condition(each) for each in found))
    [(operator, value)] = found.items()
    if field not in _FIELDS or operator not in _OPERATORS:
        raise FilterError(f"runql cannot express the condition {field} {operator}.")
    return Condition(field, operator, tuple(value) if isinstance(value, list) else value)


def _prompt(text: str) -> Action:
    try:
        return SendPromptToAria(text)
    except UsageError:
        return OtherAction("ARIATriggeredAction")


def _unwrapped(text: str) -> str:
    """Return the filter of an artifact event without the object around it."""
    try:
        document = json.loads(text)
    except ValueError:
        return text
    if isinstance(document, dict) and set(document) == {"filter"}:
        inner = document["filter"]
        return inner if isinstance(inner, str) else json.dumps(inner, separators=(",", ":"))
    return text


def _object(found: JSONString | None) -> dict[str, JsonValue] | None:
    """Return the JSON object of a string; None if the string contains no object."""
    try:
        document = found.value if found is not None else None
    except ValueError:
        return None
    return document if isinstance(document, dict) else None
