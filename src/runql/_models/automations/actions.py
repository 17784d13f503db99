"""Actions of automations, as frozen values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql._models._attributes.json_values import check_finite, encode_document
from runql._models._attributes.text_lists import check_kind, required_text
from runql.errors import UnsupportedError, UsageError
from runql.filters.values import checked_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._models.integrations import SlackIntegration, WebhookIntegration

__all__ = [
    "Action",
    "DoNothing",
    "OtherAction",
    "QueueJob",
    "SendNotification",
    "SendPromptToAria",
    "SendWebhook",
    "compact",
]

Severity: TypeAlias = Literal["INFO", "WARN", "ERROR"]
_PROMPT_BYTES: Final = 4000


class Action:
    """An action of an automation.

    Attributes:
        kind: Kind of the action, as the server names it.
    """

    kind: ClassVar[str]

    def config(self) -> dict[str, Any]:
        """Return the action's configuration in the API's format.

        Returns:
            The JSON object that the server stores.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class DoNothing(Action):
    """No action; useful for testing an event."""

    kind: ClassVar[str] = "NO_OP"

    def config(self) -> dict[str, Any]:
        """Return the action's configuration in the API's format.

        Returns:
            The JSON object that the server stores.
        """
        return {"noOpActionInput": {"noOp": True}}


@dataclass(frozen=True, slots=True)
class SendNotification(Action):
    """A message in a Slack channel.

    Attributes:
        integration_id: Opaque ID of the Slack integration.
        title: First line.
        message: Text below the first line.
        severity: `INFO`, `WARN` or `ERROR`.

    Raises:
        UsageError: If the severity is invalid, or another attribute is not a string.
    """

    kind: ClassVar[str] = "NOTIFICATION"

    integration_id: str
    title: str = ""
    message: str = ""
    severity: Severity = "INFO"

    def __post_init__(self) -> None:
        severity = str(self.severity).upper()
        if severity not in get_args(Severity):
            checked_choice("severity", self.severity, get_args(Severity))
        object.__setattr__(self, "severity", severity)
        for name in ("integration_id", "title", "message"):
            _text(getattr(self, name), name)

    @classmethod
    def from_integration(
        cls,
        integration: SlackIntegration,
        *,
        title: str = "",
        text: str = "",
        level: Severity = "INFO",
    ) -> SendNotification:
        """Create an action that posts to a Slack channel of `api.slack_integrations()`.

        Args:
            integration: The channel.
            title: First line.
            text: Text below the first line.
            level: `INFO`, `WARN` or `ERROR`.

        Returns:
            The action.

        Raises:
            UsageError: If the level is invalid, or the integration is not a Slack channel.
        """
        from runql._models.integrations import SlackIntegration

        check_kind(integration, SlackIntegration, "integration")
        return cls(integration.id, title, text, level)

    def config(self) -> dict[str, Any]:
        """Return the action's configuration in the API's format.

        Returns:
            The JSON object that the server stores.
        """
        return {
            "notificationActionInput": {
                "integrationID": self.integration_id,
                "message": self.message,
                "severity": self.severity,
                "title": self.title,
            }
        }


@dataclass(frozen=True, slots=True)
class SendWebhook(Action):
    """A request to a webhook integration.

    Attributes:
        integration_id: Opaque ID of the webhook integration.
        payload: JSON body; the server replaces `${...}` in its strings. None for the default body.

    Raises:
        UsageError: If the payload cannot be stored as JSON.
    """

    kind: ClassVar[str] = "GENERIC_WEBHOOK"

    integration_id: str
    payload: Mapping[str, object] | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        _text(self.integration_id, "integration_id")
        if self.payload is not None:
            object.__setattr__(self, "payload", _own(self.payload, "payload"))

    @classmethod
    def from_integration(
        cls, integration: WebhookIntegration, *, payload: Mapping[str, object] | None = None
    ) -> SendWebhook:
        """Create an action that posts to a webhook of `api.webhook_integrations()`.

        Args:
            integration: The webhook.
            payload: JSON body; None for the default body.

        Returns:
            The action.

        Raises:
            UsageError: If the payload cannot be stored as JSON, or the integration is not a webhook.
        """
        from runql._models.integrations import WebhookIntegration

        check_kind(integration, WebhookIntegration, "integration")
        return cls(integration.id, payload)

    def config(self) -> dict[str, Any]:
        """Return the action's configuration in the API's format.

        Returns:
            The JSON object that the server stores.
        """
        sent: dict[str, Any] = {"integrationID": self.integration_id}
        if self.payload is not None:
            sent["requestPayload"] = compact(self.payload)
        return {"genericWebhookActionInput": sent}


@dataclass(frozen=True, slots=True)
class SendPromptToAria(Action):
    """A task for the server's assistant.

    Attributes:
        prompt: Text of the task, at most 4,000 bytes; surrounding whitespace is removed.

    Raises:
        UsageError: If the prompt is empty, too long, or not a string.
    """

    kind: ClassVar[str] = "ARIA"

    prompt: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "prompt", _text(self.prompt, "prompt").strip())
        size = len(self.prompt.encode())
        if not 0 < size <= _PROMPT_BYTES:
            raise UsageError(f"prompt must have 1 to {_PROMPT_BYTES} bytes, got {size}.")

    def config(self) -> dict[str, Any]:
        """Return the action's configuration in the API's format.

        Returns:
            The JSON object that the server stores.
        """
        return {"ariaActionInput": {"prompt": self.prompt}}


@dataclass(frozen=True, slots=True)
class QueueJob(Action):
    """A job for a launch queue.

    Attributes:
        queue_id: Opaque ID of the queue. None for a deleted queue; such an action cannot be saved.
        template: Specification of the job, in the format of the queue's agents.
        queue_name: Name of the queue; None if the server did not return it.

    Raises:
        UsageError: If the template cannot be stored as JSON.
    """

    kind: ClassVar[str] = "QUEUE_JOB"

    queue_id: str | None
    template: Mapping[str, object] = field(hash=False)
    queue_name: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.queue_id is not None:
            _text(self.queue_id, "queue_id")
        object.__setattr__(self, "template", _own(self.template, "template"))

    def config(self) -> dict[str, Any]:
        """Return the action's configuration in the API's format.

        Returns:
            The JSON object that the server stores.

        Raises:
            UsageError: If the queue was deleted.
        """
        if self.queue_id is None:
            raise UsageError(
                "Cannot save the action: the job's queue was deleted.",
                hint="Pass another queue_id=.",
            )
        sent = {"queueID": self.queue_id, "template": compact(self.template)}
        return {"queueJobActionInput": sent}


@dataclass(frozen=True, slots=True)
class OtherAction(Action):
    """An action that this version cannot create. It can be listed, kept and deleted.

    Attributes:
        typename: Type of the action, as the server names it.
    """

    kind: ClassVar[str] = "UNKNOWN"

    typename: str

    def config(self) -> dict[str, Any]:
        """Raise an error, because the configuration of the action is unknown.

        Raises:
            UnsupportedError: Always.
        """
        raise UnsupportedError(
            f"This version of runql does not support the action {self.typename}.",
            hint="Pass another action, or change this one in the web app.",
        )


def compact(document: Mapping[str, object]) -> str:
    """Return JSON in the official client's format."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def _text(value: str, name: str) -> str:
    return checked_text(required_text(value, name))


def _own(document: Mapping[str, object], what: str) -> dict[str, object]:
    """Return a JSON object as the server returns it.

    Tuples become lists, keys become strings.

    Raises:
        UsageError: If it cannot be stored as JSON.
    """
    encoded = encode_document(document, what)
    check_finite(encoded, what)
    return dict(encoded)
