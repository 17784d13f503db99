# Generated from queries/automations/base.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/automations/base.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, Sender, Unset
from ...ops.automations import base as _ops

if TYPE_CHECKING:
    from ...create_automation import CreateAutomation
    from ...delete_automation import DeleteAutomation
    from ...inputs import CreateFilterTriggerInput, UpdateFilterTriggerInput
    from ...list_automations import ListAutomations
    from ...list_project_automations import ListProjectAutomations
    from ...update_automation import UpdateAutomation

__all__ = ["AutomationsBaseMethods"]


class AutomationsBaseMethods:
    """Operations of queries/automations/base.graphql."""

    _sender: Sender

    def list_automations(
        self,
        *,
        entity: str,
        filters: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListAutomations:
        """List the automations of an entity and its projects, registries and collections.

        Args:
            entity: `String!`.
            filters: `JSONString`.
            first: `Int`.
            after: `String`.

        Source: query ListAutomations in queries/automations/base.graphql.
        """
        return self._sender.send(
            _ops.list_automations(entity=entity, filters=filters, first=first, after=after)
        )

    def list_project_automations(
        self, *, entity: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
    ) -> ListProjectAutomations:
        """List the automations of an entity's projects, for servers that cannot list those of the
        entity.

        Args:
            entity: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListProjectAutomations in queries/automations/base.graphql.
        """
        return self._sender.send(
            _ops.list_project_automations(entity=entity, first=first, after=after)
        )

    def create_automation(self, *, input: CreateFilterTriggerInput) -> CreateAutomation:
        """Create an automation.

        Args:
            input: `CreateFilterTriggerInput!`.

        Source: mutation CreateAutomation in queries/automations/base.graphql.
        """
        return self._sender.send(_ops.create_automation(input=input))

    def update_automation(self, *, input: UpdateFilterTriggerInput) -> UpdateAutomation:
        """Change the given fields of an automation.

        Args:
            input: `UpdateFilterTriggerInput!`.

        Source: mutation UpdateAutomation in queries/automations/base.graphql.
        """
        return self._sender.send(_ops.update_automation(input=input))

    def delete_automation(self, *, id: str) -> DeleteAutomation:
        """Delete an automation.

        Args:
            id: `ID!`.

        Source: mutation DeleteAutomation in queries/automations/base.graphql.
        """
        return self._sender.send(_ops.delete_automation(id=id))
