"""What an automation does, as frozen values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql._models._attributes.json_values import check_finite, encode_document
from runql.errors import UnsupportedError, UsageError

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
    """What an automation does.

    Attributes:
        kind: The action as the server calls it.
    """

    kind: ClassVar[str]

    def config(self) -> dict[str, Any]:
        """The wire form."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class DoNothing(Action):
    """Nothing, to try an event."""

    kind: ClassVar[str] = "NO_OP"

    def config(self) -> dict[str, Any]:
        """The wire form."""
        return {"noOpActionInput": {"noOp": True}}


@dataclass(frozen=True, slots=True)
class SendNotification(Action):
    """A message in a Slack channel.

    Attributes:
        integration_id: Opaque id of the Slack integration.
        title: First line.
        message: The rest.
        severity: How loud.

    Raises:
        UsageError: If the severity does not exist.
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

    @classmethod
    def from_integration(
        cls,
        integration: SlackIntegration,
        *,
        title: str = "",
        text: str = "",
        level: Severity = "INFO",
    ) -> SendNotification:
        """Make one that writes to a Slack channel of `api.slack_integrations()`.

        Args:
            integration: The channel.
            title: First line.
            text: The rest.
            level: How loud.
        """
        return cls(integration.id, title, text, level)

    def config(self) -> dict[str, Any]:
        """The wire form."""
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
        integration_id: Opaque id of the webhook integration.
        payload: JSON body; `${...}` in its strings is filled in by the server. None for the
            default.

    Raises:
        UsageError: If JSON cannot say the payload.
    """

    kind: ClassVar[str] = "GENERIC_WEBHOOK"

    integration_id: str
    payload: Mapping[str, object] | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        if self.payload is not None:
            object.__setattr__(self, "payload", _own(self.payload, "payload"))

    @classmethod
    def from_integration(
        cls, integration: WebhookIntegration, *, payload: Mapping[str, object] | None = None
    ) -> SendWebhook:
        """Make one that posts to a webhook of `api.webhook_integrations()`.

        Args:
            integration: The webhook.
            payload: JSON body; None for the default.
        """
        return cls(integration.id, payload)

    def config(self) -> dict[str, Any]:
        """The wire form."""
        sent: dict[str, Any] = {"integrationID": self.integration_id}
        if self.payload is not None:
            sent["requestPayload"] = compact(self.payload)
        return {"genericWebhookActionInput": sent}


@dataclass(frozen=True, slots=True)
class SendPromptToAria(Action):
    """A task for the server's assistant.

    Attributes:
        prompt: What to do: at most 4,000 bytes; blanks around it are left out.

    Raises:
        UsageError: If the prompt is empty or too long.
    """

    kind: ClassVar[str] = "ARIA"

    prompt: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "prompt", self.prompt.strip())
        size = len(self.prompt.encode())
        if not 0 < size <= _PROMPT_BYTES:
            raise UsageError(f"The prompt has {size} bytes, but must have 1 to {_PROMPT_BYTES}.")

    def config(self) -> dict[str, Any]:
        """The wire form."""
        return {"ariaActionInput": {"prompt": self.prompt}}


@dataclass(frozen=True, slots=True)
class QueueJob(Action):
    """A job for a launch queue.

    Attributes:
        queue_id: Opaque id of the queue; None for one that has been deleted, which cannot be sent.
        template: What the job is, as the queue's agents take it.
        queue_name: Name of the queue, where the server told.

    Raises:
        UsageError: If JSON cannot say the template.
    """

    kind: ClassVar[str] = "QUEUE_JOB"

    queue_id: str | None
    template: Mapping[str, object] = field(hash=False)
    queue_name: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "template", _own(self.template, "template"))

    def config(self) -> dict[str, Any]:
        """The wire form.

        Raises:
            UsageError: If there is no queue.
        """
        if self.queue_id is None:
            raise UsageError("The job's queue has been deleted.", hint="Pass another queue_id.")
        sent = {"queueID": self.queue_id, "template": compact(self.template)}
        return {"queueJobActionInput": sent}


@dataclass(frozen=True, slots=True)
class OtherAction(Action):
    """An action that this version does not make: it can be listed, kept and deleted.

    Attributes:
        typename: What the server calls its type.
    """

    kind: ClassVar[str] = "UNKNOWN"

    typename: str

    def config(self) -> dict[str, Any]:
        """Refuse: what it does is not known.

        Raises:
            UnsupportedError: Always.
        """
        raise UnsupportedError(
            f"runql cannot make the action {self.typename}.",
            hint="Pass another action, or change this one in the web app.",
        )


def compact(document: Mapping[str, object]) -> str:
    """Return JSON as the official client writes it."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def _own(document: Mapping[str, object], what: str) -> dict[str, object]:
    """Return a copy of a JSON object as it will be read back: lists for tuples, strings for keys.

    Raises:
        UsageError: If JSON cannot say it.
    """
    encoded = encode_document(document, what)
    check_finite(encoded, what)
    return dict(encoded)
