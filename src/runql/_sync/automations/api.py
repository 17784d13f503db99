# Generated from src/runql/_async/automations/api.py by `make generate`. Do not edit.

"""Automation methods of `Api`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.automations import base as ops

from runql._paging.pages import LARGEST_PAGE, Listing, Page, PageWindow
from runql._sync._client.api_base import ApiBase
from runql.errors import ConflictError, NotFoundError

if TYPE_CHECKING:
    from runql_graphql.fragments.automations.base import TriggerFields
    from runql_graphql.list_automations import ListAutomations
    from runql_graphql.list_project_automations import ListProjectAutomations

    from runql._models.automations.events import NewAutomation
    from runql._sync.automations.listing import Automations
    from runql._sync.automations.resource import Automation

__all__ = ["AutomationsApi"]


class AutomationsApi(ApiBase):
    """`Api` methods for automations."""

    def automations(
        self,
        entity: str | None = None,
        *,
        name: str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Automations:
        """List the automations of an entity and of its projects and collections.

        Args:
            entity: User or team; None means the settings' entity.
            name: Exact name of the automation to list; None for all.
            per_page: Automations per request; None starts with 50 and grows.
            limit: Maximum number of automations; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            UsageError: If the name is empty or too long, or no entity is passed, and the settings have no default
                entity.
            NotFoundError: If the entity does not exist; raised by the first page.
            UnsupportedError: If the server is too old to list automations; the message names the
                missing feature.

        Requests: None until iterated; then one per page; one more on an older server. One more if no automation has
        the name: then a `UserWarning` suggests a similar name.

        Examples:
            >>> [automation.name for automation in api.automations("sandbox")]
            ['high-loss']
        """
        return self._listed_automations(
            entity, name, PageWindow(per_page, limit, after), check=True
        )

    def _listed_automations(
        self, entity: str | None, name: str | None, window: PageWindow, *, check: bool
    ) -> Automations:
        """Return a list of automations.

        Args:
            entity: User or team; None means the settings' entity.
            name: Exact name; None for all.
            window: The part of the list to read.
            check: Whether to warn about a misspelled name.
        """
        from runql._models.automations.base import (
            check_name,
            listed_automations,
            listed_project_automations,
        )
        from runql._sync.automations.listing import Automations, automation_key
        from runql._sync.automations.resource import Automation

        if name is not None:
            check_name(name)
        owner = self._named_entity(entity)
        from runql._models.automations.actions import compact

        filters = None if name is None else compact({"name": name})

        def chosen(page: Page[TriggerFields]) -> Page[Automation]:
            """Return a page with the automations that match the name."""
            items = tuple(
                Automation(self._session, each, owner)
                for each in page.items
                if name is None or each.name == name
            )
            return Page(items, page.cursor, end=page.end)

        def read(response: ListAutomations) -> Page[Automation]:
            """Return a page of automations from a response."""
            return chosen(listed_automations(response, owner))

        def read_older(response: ListProjectAutomations) -> Page[Automation]:
            """Return a page of automations of projects from a response."""
            return chosen(listed_project_automations(response, owner))

        call = ops.list_automations(entity=owner, filters=filters)
        listing = Listing(call, read, automation_key, window)
        older = Listing(
            ops.list_project_automations(entity=owner),
            read_older,
            automation_key,
            window,
            narrowed=True,
        )
        return Automations(self._session, listing, older, owner, name if check else None)

    def automation(self, name: str, entity: str | None = None) -> Automation:
        """Fetch one automation by name.

        Args:
            name: Name of the automation.
            entity: User or team; None means the settings' entity.

        Raises:
            UsageError: If the name is empty or too long; nothing was sent.
            NotFoundError: If the automation or the entity does not exist.

        Requests: One; if the automation does not exist, one more to find similar names.
        """
        from runql._models.automations.base import missing_automation

        found = self._listed_automations(
            entity, name, PageWindow(None, 1, None), check=False
        ).first()
        if found is None:
            every = self._listed_automations(
                entity, None, PageWindow(None, LARGEST_PAGE, None), check=False
            )
            known = [each.name for each in every.all()]
            raise missing_automation(self._named_entity(entity), name, known)
        return found

    def create_automation(
        self,
        new: NewAutomation,
        *,
        name: str,
        description: str | None = None,
        enabled: bool = True,
        fetch_existing: bool = False,
        entity: str | None = None,
    ) -> Automation:
        """Create an automation from `event >> action`.

        Args:
            new: The event combined with the action.
            name: Name, unique within an entity.
            description: Purpose of the automation.
            enabled: Whether the automation is active immediately.
            fetch_existing: Whether to return an existing automation of that name, unchanged.
            entity: Entity of the existing automation; None means the entity of the event's scope, then the settings'.

        Raises:
            UsageError: If the name is empty or too long; nothing was sent.
            ConflictError: If there is one of that name, and `fetch_existing` is off.
            UnsupportedError: If the server lacks event, action or scope; names the feature.
            PermissionDeniedError: If the API key may only read there.

        Requests: One; one more for the features the first time, and for an existing one.
        """
        from runql._models.automations.base import as_create_input, create_input, made_automation
        from runql._sync.automations.resource import Automation, require_features

        given = create_input(new, name, description, enabled=enabled)
        owner = entity or new.event.scope.entity or self._entity
        require_features(self._session, given)
        try:
            response = self._session.send(ops.create_automation(input=as_create_input(given)))
        except ConflictError as conflict:
            if not fetch_existing:
                raise
            try:
                return self.automation(name, owner)
            except NotFoundError:
                raise conflict from None
        return Automation(self._session, made_automation(response), new.event.scope.entity)
