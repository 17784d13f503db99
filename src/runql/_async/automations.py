"""Automations: listed, made, changed, switched, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops import automations as ops

from runql._async._lister import AsyncLister
from runql._async.base import AsyncApiBase
from runql._models.automation import (
    AutomationBase,
    as_create_input,
    as_update_input,
    changed_automation,
    create_input,
    entity_after,
    listed_automations,
    listed_project_automations,
    made_automation,
    missing_automation,
    missing_listing,
    needed_features,
    recreate_input,
    update_input,
)
from runql._models.user import check_done
from runql._pages import Listing, Page
from runql._wire.capabilities import refuse_without, state_of
from runql.errors import ConflictError, NotFoundError, UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.fragments.automations import TriggerFields
    from runql_graphql.list_automations import ListAutomations
    from runql_graphql.list_project_automations import ListProjectAutomations

    from runql._async.session import AsyncSession
    from runql._models.automation_actions import Action
    from runql._models.automation_events import Event, NewAutomation
    from runql._models.automation_scopes import Place

__all__ = ["AsyncAutomation", "AsyncAutomations", "AsyncAutomationsApi"]


class AsyncAutomation(AutomationBase):
    """An automation: attributes as of the server's last answer, and what changes it."""

    def __init__(
        self, session: AsyncSession, snapshot: TriggerFields, entity: str | None = None
    ) -> None:
        super().__init__(snapshot, entity)
        self._session = session

    async def update(
        self,
        *,
        name: str | None = None,
        description: str | None = None,
        enabled: bool | None = None,
        scope: Place | None = None,
        event: Event | None = None,
        action: Action | None = None,
        create_missing: bool = False,
    ) -> None:
        """Change what is given; everything else stays as the server has it.

        Args:
            name: Another name.
            description: What it is for.
            enabled: Whether it fires.
            scope: Where it looks.
            event: What starts it, and where unless `scope` is given too.
            action: What it does.
            create_missing: Make it anew, with all that it was and the changes, if it has been deleted.

        Raises:
            UsageError: The name is empty or too long, or the event cannot look at the scope; nothing was sent.
            NotFoundError: It has been deleted, and `create_missing` is off.
            ConflictError: Another automation has the name.
            UnsupportedError: The server lacks the event, the action or the scope; names the feature.

        Requests: One; one more when it is made anew, and one when the features are needed and not known.
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
        await require_features(self._session, changes)
        owner = entity_after(self, scope, event)
        call = ops.update_automation(input=as_update_input(changes))
        try:
            answer = await self._session.send(call, idempotent=True)
        except NotFoundError:
            if not create_missing:
                raise
            again = as_create_input(recreate_input(self, changes))
            made = await self._session.send(ops.create_automation(input=again))
            self._take(made_automation(made), owner)
            return
        self._take(changed_automation(answer), owner)

    async def enable(self) -> None:
        """Let it fire.

        Requests: One.
        """
        await self.update(enabled=True)

    async def disable(self) -> None:
        """Keep it from firing.

        Requests: One.
        """
        await self.update(enabled=False)

    async def delete(self) -> None:
        """Delete it.

        Raises:
            NotFoundError: It has been deleted already.

        Requests: One.
        """
        answer = await self._session.send(ops.delete_automation(id=self.id))
        check_done(answer.delete_trigger.success, "DeleteAutomation", "delete the automation")


class AsyncAutomations(AsyncLister[AsyncAutomation]):
    """Automations of an entity: a lazy list.

    Older servers list the automations of projects only; then pages are of projects.

    Requests: One per page as far as the automations asked for reach; one more where the server is older.
    """

    def __init__(
        self,
        session: AsyncSession,
        listing: Listing[Any, AsyncAutomation],
        older: Listing[Any, AsyncAutomation],
        entity: str,
    ) -> None:
        super().__init__(session, listing)
        self._older = older
        self._entity = entity

    async def _load_page(self) -> None:
        if self._listing is self._older:
            await self._load_older_page()
            return
        try:
            await super()._load_page()
        except UnsupportedError as error:
            if "triggers" not in error.message:
                raise
            self._listing = self._older
            await self._load_older_page()

    async def _load_older_page(self) -> None:
        try:
            await super()._load_page()
        except UnsupportedError as error:
            if "triggers" not in error.message:
                raise
            raise missing_listing(self._entity) from error


class AsyncAutomationsApi(AsyncApiBase):
    """Automations, from the front door."""

    def automations(
        self,
        entity: str | None = None,
        *,
        name: str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncAutomations:
        """List the automations of an entity and of its projects and collections.

        Args:
            entity: User or team; None takes the settings' entity.
            name: The one of that name only.
            per_page: Automations to ask for at once; None begins with 50, and asks for more each time.
            limit: Automations after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.

        Raises:
            UsageError: No entity was given, and the settings name none.
            NotFoundError: There is no such entity; raised by the first page.
            UnsupportedError: The server is too old to list automations; names the feature.

        Requests: None until iterated; then one per page; one more where the server is older.
        """
        owner = self._named_entity(entity)
        from runql._models.automation_actions import compact

        filters = None if name is None else compact({"name": name})

        def chosen(page: Page[TriggerFields]) -> Page[AsyncAutomation]:
            """Make automations of those that have the name."""
            items = tuple(
                AsyncAutomation(self._session, each, owner)
                for each in page.items
                if name is None or each.name == name
            )
            return Page(items, page.cursor)

        def read(answer: ListAutomations) -> Page[AsyncAutomation]:
            """Take a page of automations out of an answer."""
            return chosen(listed_automations(answer, owner))

        def read_older(answer: ListProjectAutomations) -> Page[AsyncAutomation]:
            """Take a page of projects' automations out of an answer."""
            return chosen(listed_project_automations(answer, owner))

        call = ops.list_automations(entity=owner, filters=filters)
        listing = Listing(call, read, automation_key, per_page=per_page, limit=limit, after=after)
        older = Listing(
            ops.list_project_automations(entity=owner),
            read_older,
            automation_key,
            per_page=per_page,
            limit=limit,
            after=after,
            narrowed=True,
        )
        return AsyncAutomations(self._session, listing, older, owner)

    async def automation(self, name: str, entity: str | None = None) -> AsyncAutomation:
        """Fetch one automation by name.

        Args:
            name: Name of the automation.
            entity: User or team; None takes the settings' entity.

        Raises:
            NotFoundError: The entity has none of that name, or there is no such entity.

        Requests: One.
        """
        found = await self.automations(entity, name=name, limit=1).first()
        if found is None:
            raise missing_automation(self._named_entity(entity), name)
        return found

    async def create_automation(
        self,
        new: NewAutomation,
        *,
        name: str,
        description: str | None = None,
        enabled: bool = True,
        fetch_existing: bool = False,
        entity: str | None = None,
    ) -> AsyncAutomation:
        """Make an automation of `event >> action`.

        Args:
            new: The event joined with the action.
            name: Name; one entity has it once.
            description: What it is for.
            enabled: Whether it fires at once.
            fetch_existing: Return the automation of that name, unchanged, when there is one.
            entity: Where to look for that; None takes the entity of the event's scope, then the settings'.

        Raises:
            UsageError: The name is empty or too long; nothing was sent.
            ConflictError: There is one of that name, and `fetch_existing` is off.
            UnsupportedError: The server lacks event, action or scope; names the feature.
            PermissionDeniedError: The API key may only read there.

        Requests: One; one more for the features the first time, and for an existing one.
        """
        owner = entity or new.event.scope.entity or self._entity
        given = create_input(new, name, description, enabled=enabled)
        await require_features(self._session, given)
        try:
            answer = await self._session.send(ops.create_automation(input=as_create_input(given)))
        except ConflictError as conflict:
            if not fetch_existing:
                raise
            try:
                return await self.automation(name, owner)
            except NotFoundError:
                raise conflict from None
        return AsyncAutomation(self._session, made_automation(answer), new.event.scope.entity)


async def require_features(session: AsyncSession, given: Mapping[str, Any]) -> None:
    """Refuse an event, an action or a scope that the server lacks.

    Raises:
        UnsupportedError: Names the feature that is off or unknown.

    Requests: One the first time that a feature is needed.
    """
    needed = needed_features(given)
    if not needed:
        return
    features = await session.features()
    for name, assumed in needed.items():
        if not features.get(name, assumed):
            refuse_without(state_of(features, name), name, "This automation")


def automation_key(automation: AsyncAutomation) -> str:
    """Return what makes an automation itself, wherever it is listed."""
    return automation.id
