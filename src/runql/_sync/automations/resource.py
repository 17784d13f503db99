# Generated from src/runql/_async/automations/resource.py by `make generate`. Do not edit.

"""`Automation`: one automation, with methods to change, enable and delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.automations import base as ops

from runql._models._attributes.mutation_results import check_done
from runql._models.automations.base import (
    AutomationBase,
    as_create_input,
    as_update_input,
    changed_automation,
    entity_after,
    made_automation,
    needed_features,
    recreate_input,
    update_input,
)
from runql._sync.automations.executions import AutomationLog
from runql._wire.capabilities import refuse_without, state_of
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.fragments.automations.base import TriggerFields

    from runql._models.automations.actions import Action
    from runql._models.automations.events import Event
    from runql._models.automations.scopes import ScopeSource
    from runql._sync._client.session import Session

__all__ = ["Automation"]


class Automation(AutomationBase, AutomationLog):
    """A W&B automation. Attributes reflect the last response from the server."""

    def __init__(
        self, session: Session, snapshot: TriggerFields, entity: str | None = None
    ) -> None:
        super().__init__(snapshot, entity)
        self._session = session

    def update(
        self,
        *,
        name: str | None = None,
        description: str | None = None,
        enabled: bool | None = None,
        scope: ScopeSource | None = None,
        event: Event | None = None,
        action: Action | None = None,
        create_missing: bool = False,
    ) -> None:
        """Change the passed attributes; the others keep the server's current values.

        Args:
            name: New name.
            description: Purpose of the automation.
            enabled: Whether the automation is active.
            scope: Project or collection that the automation watches.
            event: Event that triggers the automation; its scope applies unless `scope` is passed.
            action: Action that the automation runs.
            create_missing: Whether to create the automation again, with its last known attributes
                and the changes, if it has been deleted.

        Raises:
            UsageError: If the name is empty or too long, or the event does not support the scope;
                nothing was sent.
            NotFoundError: If the automation has been deleted, and `create_missing` is False.
            ConflictError: If another automation has the name.
            UnsupportedError: If the server lacks the event, the action or the scope; the message
                names the feature.

        Requests: One; one more to create the automation again, and one more if the server's
        features are needed and not known.
        """
        changes = update_input(
            self,
            name=name,
            description=description,
            enabled=enabled,
            scope=scope,
            event=event,
            action=action,
        )
        require_features(self._session, changes)
        owner = entity_after(self, scope, event)
        call = ops.update_automation(input=as_update_input(changes))
        try:
            response = self._session.send(call, idempotent=True)
        except NotFoundError:
            if not create_missing:
                raise
            again = as_create_input(recreate_input(self, changes))
            made = self._session.send(ops.create_automation(input=again))
            self._take(made_automation(made), owner)
            return
        self._take(changed_automation(response), owner)

    def enable(self) -> None:
        """Enable the automation.

        Requests: One.
        """
        self.update(enabled=True)

    def disable(self) -> None:
        """Disable the automation.

        Requests: One.
        """
        self.update(enabled=False)

    def delete(self) -> None:
        """Delete the automation.

        Raises:
            NotFoundError: If the automation has already been deleted.

        Requests: One.
        """
        response = self._session.send(ops.delete_automation(id=self.id))
        check_done(response.delete_trigger.success, "DeleteAutomation", "delete the automation")


def require_features(session: Session, given: Mapping[str, Any]) -> None:
    """Raise UnsupportedError for an event, an action or a scope that the server lacks.

    Raises:
        UnsupportedError: If a required feature is off or unknown; the message names it.

    Requests: One the first time that a feature is needed.
    """
    needed = needed_features(given)
    if not needed:
        return
    features = session.features()
    for name, assumed in needed.items():
        if not features.get(name, assumed):
            refuse_without(state_of(features, name), name, "This automation")
