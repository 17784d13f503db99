"""Executions of automations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._paging.connections import page_of
from runql._wandb_names.attributes import WandbNames

if TYPE_CHECKING:
    from datetime import datetime

    from pydantic import BaseModel
    from runql_graphql.fragments.automations.executions import TriggerExecutionFields
    from runql_graphql.list_automation_executions import ListAutomationExecutions

    from runql._paging.pages import Page

__all__ = ["AutomationExecution", "executions_page"]


class AutomationExecution(WandbNames):
    """One execution of an automation, for one event.

    Attributes:
        id: Opaque ID.
        state: `PENDING`, `FINISHED` or `FAILED`.
        created_at: Time at which the server recorded the event (aware, UTC).
        started_at: Time at which the action started (aware, UTC); None if it has not started.
        updated_at: Time of the last change of this record (aware, UTC).
        event_type: Kind of the event, such as `RUN_STATE` or `ADD_ARTIFACT_ALIAS`; None if the
            server does not return it.
        event: Details of the event, with the server's own names, such as `runName` or
            `artifactCollectionName`.
        action_type: Kind of the action, such as `GENERIC_WEBHOOK`; None if the server does not
            return it.
        result_type: Kind of the result, such as `HTTP_RESPONSE`; None if there is no result yet.
        result: Details of the result, with the server's own names, such as `statusCode` and `body`.
        error: Error message of the action; None if there was no error.
    """

    def __init__(self, snapshot: TriggerExecutionFields) -> None:
        self.id: str = snapshot.id
        self.state: str = str(snapshot.state)
        self.created_at: datetime = snapshot.created_at
        self.started_at: datetime | None = snapshot.action_started_at
        self.updated_at: datetime | None = snapshot.updated_at
        event, action, result = snapshot.event, snapshot.action, snapshot.result
        self.event_type: str | None = None if event is None else str(event.event_type)
        self.event: dict[str, Any] = {} if event is None else _details(event.data)
        self.action_type: str | None = None if action is None else str(action.action_type)
        self.result_type: str | None = None if result is None else str(result.result_type)
        found = {} if result is None else _details(result.data)
        error = found.pop("error", None)
        self.error: str | None = str(error["message"]) if isinstance(error, dict) else None
        self.result = found

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.state} {self.event_type} {self.created_at:%Y-%m-%d %H:%M:%S}>"


def executions_page(response: ListAutomationExecutions) -> Page[AutomationExecution]:
    """Return the page of executions in a response."""
    found = response.trigger.trigger_executions
    return page_of(found, AutomationExecution, found.total_count)


def _details(data: BaseModel | None) -> dict[str, Any]:
    """Return the fields of an object by their schema names, without null fields."""
    if data is None:
        return {}
    return data.model_dump(mode="json", by_alias=True, exclude={"typename__"}, exclude_none=True)
