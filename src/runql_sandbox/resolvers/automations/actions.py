"""Actions of automations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.inputs import parse_object, valid_text
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.resolvers.integrations import integration_with_id
from runql_sandbox.resolvers.runs.queues import queue_with_id

if TYPE_CHECKING:
    from runql_sandbox.request.context import Context
    from runql_sandbox.store.accounts.tables import Entity
    from runql_sandbox.store.automations import Integration, Trigger

__all__ = ["checked_document", "set_action", "type_of_action"]

_INPUTS: Final = {
    "NOTIFICATION": ("notificationActionInput", "NotificationTriggeredAction"),
    "GENERIC_WEBHOOK": ("genericWebhookActionInput", "GenericWebhookTriggeredAction"),
    "NO_OP": ("noOpActionInput", "NoOpTriggeredAction"),
    "QUEUE_JOB": ("queueJobActionInput", "QueueJobTriggeredAction"),
    "ARIA": ("ariaActionInput", "ARIATriggeredAction"),
}
"""Input field of each action, and its type in listings."""

_WITH_INTEGRATION: Final = {
    "NOTIFICATION": "SlackIntegration",
    "GENERIC_WEBHOOK": "GenericWebhookIntegration",
}
"""Actions that use an integration, with the kind of the integration."""

_PROMPT_BYTES: Final = 4000
"""Maximum bytes of a prompt, according to the official client."""


def type_of_action(kind: str) -> str:
    """Return the type of an action in listings."""
    return _INPUTS[kind][1]


def set_action(context: Context, found: Trigger, kind: str, config: dict[str, Any]) -> None:
    """Set the action of an automation.

    Raises:
        GraphQLError: If the action does not exist, or its input is invalid.
    """
    if kind not in _INPUTS:
        raise invalid(f"the action {kind} is not served by this sandbox")
    given = config.get(_INPUTS[kind][0])
    if given is None:
        raise invalid(f"the action {kind} needs {_INPUTS[kind][0]}")
    used: Integration | None = None
    with context.session.no_autoflush:
        if kind == "QUEUE_JOB":
            _check_job(context, found.entity, given)
        elif kind in _WITH_INTEGRATION:
            used = integration_with_id(context, given["integrationID"])
    if used is not None and used.kind != _WITH_INTEGRATION[kind]:
        raise invalid(f"the action {kind} needs a {_WITH_INTEGRATION[kind]}")
    if kind == "ARIA":
        given = {"prompt": _checked_prompt(given["prompt"])}
    found.action_type, found.integration = kind, used
    found.action = json.dumps({key: each for key, each in given.items() if key != "integrationID"})


def _checked_prompt(given: str) -> str:
    prompt = given.strip()
    if not prompt:
        raise invalid("the prompt of an ARIA action is empty")
    if len(prompt.encode()) > _PROMPT_BYTES:
        raise invalid(f"the prompt of an ARIA action has more than {_PROMPT_BYTES} bytes")
    return prompt


def _check_job(context: Context, owner: Entity, given: dict[str, Any]) -> None:
    """Reject a job for a run queue of another entity."""
    if queue_with_id(context, given["queueID"]).project.entity != owner.name:
        raise not_found("run queue")
    checked_document(given["template"], "template")


def checked_document(text: str, what: str = "eventFilter") -> str:
    """Return a string that contains a JSON object."""
    return valid_text(text, parse_object(text, what))
