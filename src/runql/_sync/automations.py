# Generated from src/runql/_async/automations.py by `make generate`. Do not edit.

"""Automations: listed, made, changed, switched, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import automations as ops

from runql._models.automation import (
    AutomationBase,
    changed_automation,
    create_input,
    listed_automations,
    made_automation,
    missing_automation,
    needed_features,
    update_input,
)
from runql._models.automation_events import compact
from runql._models.user import check_done
from runql._pages import Listing, Page
from runql._sync._lister import Lister
from runql._sync.base import ApiBase
from runql.errors import ConflictError

if TYPE_CHECKING:
    from runql_graphql.fragments import TriggerFields
    from runql_graphql.list_automations import ListAutomations

    from runql._models.automation_events import Action, Event, NewAutomation
    from runql._sync.session import Session

__all__ = ["Automation", "Automations", "AutomationsApi"]


class Automation(AutomationBase):
    """An automation: attributes as of the server's last answer, and what changes it."""

    def __init__(self, session: Session, snapshot: TriggerFields) -> None:
        super().__init__(snapshot)
        self._session = session

    def update(
        self,
        *,
        name: str | None = None,
        description: str | None = None,
        enabled: bool | None = None,
        event: Event | None = None,
        action: Action | None = None,
    ) -> None:
        """Change what is given; everything else stays as the server has it.

        Args:
            name: Another name.
            description: What it is for.
            enabled: Whether it fires.
            event: What starts it, and where.
            action: What it does.

        Raises:
            UsageError: The name is empty or too long; nothing was sent.
            NotFoundError: It has been deleted.
            ConflictError: Another automation has the name.
            UnsupportedError: The server lacks the event or the action; names the feature.

        Requests: One; one more when the features are needed and not known.
        """
        changes = update_input(
            self,
            name=name,
            description=description,
            enabled=enabled,
            event=event,
            action=action,
        )
        require_features(self._session, event, action)
        answer = self._session.send(ops.update_automation(input=changes), idempotent=True)
        self._take(changed_automation(answer))

    def enable(self) -> None:
        """Let it fire.

        Requests: One.
        """
        self.update(enabled=True)

    def disable(self) -> None:
        """Keep it from firing.

        Requests: One.
        """
        self.update(enabled=False)

    def delete(self) -> None:
        """Delete it.

        Raises:
            NotFoundError: It has been deleted already.

        Requests: One.
        """
        answer = self._session.send(ops.delete_automation(id=self.id))
        check_done(answer.delete_trigger.success, "DeleteAutomation", "delete the automation")


class Automations(Lister[Automation]):
    """Automations of an entity: a lazy list.

    Requests: One per page as far as the automations asked for reach.
    """


class AutomationsApi(ApiBase):
    """Automations, from the front door."""

    def automations(
        self,
        entity: str | None = None,
        *,
        name: str | None = None,
        per_page: int = 50,
        limit: int | None = None,
        after: str | None = None,
    ) -> Automations:
        """List the automations of an entity and of its projects and collections.

        Args:
            entity: User or team; None takes the settings' entity.
            name: The one of that name only.
            per_page: Automations to ask for at once.
            limit: Automations after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.

        Raises:
            UsageError: No entity was given, and the settings name none.
            NotFoundError: There is no such entity; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        owner = self._named_entity(entity)
        filters = None if name is None else compact({"name": name})
        call = ops.list_automations(entity=owner, filters=filters)

        def read(answer: ListAutomations) -> Page[Automation]:
            """Take a page of automations out of an answer."""
            page = listed_automations(answer, owner)
            items = tuple(
                Automation(self._session, each)
                for each in page.items
                if name is None or each.name == name
            )
            return Page(items, page.cursor)

        listing = Listing(call, read, automation_key, per_page=per_page, limit=limit, after=after)
        return Automations(self._session, listing)

    def automation(self, name: str, entity: str | None = None) -> Automation:
        """Fetch one automation by name.

        Args:
            name: Name of the automation.
            entity: User or team; None takes the settings' entity.

        Raises:
            NotFoundError: The entity has none of that name, or there is no such entity.

        Requests: One.
        """
        found = self.automations(entity, name=name, limit=1).first()
        if found is None:
            raise missing_automation(self._named_entity(entity), name)
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
        """Make an automation of `event >> action`.

        Args:
            new: The event joined with the action.
            name: Name; one entity has it once.
            description: What it is for.
            enabled: Whether it fires at once.
            fetch_existing: Return the automation of that name, unchanged, when there is one.
            entity: Where to look for that; None takes the settings' entity.

        Raises:
            UsageError: The name is empty or too long; nothing was sent.
            ConflictError: There is one of that name, and `fetch_existing` is off.
            UnsupportedError: The server lacks event, action or scope; names the feature.
            PermissionDeniedError: The API key may only read there.

        Requests: One; one more for the features the first time, and for an existing one.
        """
        given = create_input(new, name, description, enabled=enabled)
        require_features(self._session, new.event, new.action)
        try:
            answer = self._session.send(ops.create_automation(input=given))
        except ConflictError:
            if not fetch_existing:
                raise
            return self.automation(name, entity)
        return Automation(self._session, made_automation(answer))


def require_features(session: Session, event: Event | None, action: Action | None) -> None:
    """Refuse an event or an action that the server lacks.

    Raises:
        UnsupportedError: Names the feature that is off or unknown.

    Requests: One the first time that a feature is needed.
    """
    event_type = event.event_type if event is not None else "LINK_MODEL"
    scope = event.scope.kind if event is not None else "PROJECT"
    kind = action.kind if action is not None else "NOTIFICATION"
    for name in needed_features(event_type, kind, scope):
        session.require_feature(name, "This automation")


def automation_key(automation: Automation) -> str:
    """Return what makes an automation itself, wherever it is listed."""
    return automation.id
