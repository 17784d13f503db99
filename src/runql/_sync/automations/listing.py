# Generated from src/runql/_async/automations/listing.py by `make generate`. Do not edit.

"""Lists of automations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models._attributes.list_checks import ListCheck
from runql._models._attributes.text_lists import differ_in_numbers, warn_misspelled_names
from runql._models.automations.base import (
    listed_automations,
    listed_project_automations,
    missing_listing,
)
from runql._paging.pages import LARGEST_PAGE
from runql._sync._client.lister import Lister
from runql._sync.automations.resource import Automation
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from runql._paging.pages import Listing
    from runql._sync._client.session import Session

__all__ = ["Automations"]


class Automations(Lister[Automation]):
    """Lazy list of an entity's automations.

    Older servers list only the automations of projects; then a page is a page of projects.

    Requests: One per page up to the last requested automation; one more on an older server, and one more if no
    automation has the requested name.
    """

    def __init__(
        self,
        session: Session,
        listing: Listing[Any, Automation],
        older: Listing[Any, Automation],
        entity: str,
        name: str | None = None,
    ) -> None:
        super().__init__(session, listing)
        self._older = older
        self._entity = entity
        self._name = name

    def _load_page(self) -> None:
        if self._listing is self._older:
            self._load_older_page()
            return
        try:
            super()._load_page()
        except UnsupportedError as error:
            if "triggers" not in error.message:
                raise
            self._listing = self._older
            self._load_older_page()

    def _check_first_page(self) -> None:
        """Warn if no automation has the requested name, and an automation has a similar name."""
        name, buffer, window = self._name, self._buffer, self._listing.window
        if name is None or not buffer.done or buffer.items or window.after is not None:
            return
        with ListCheck(f"whether an automation has the name {name!r}"):
            known = self._every_name()
            # A script may create numbered automations, and look first whether the next one exists.
            known = [each for each in known if not differ_in_numbers(each, name)]
            warn_misspelled_names(f"The entity {self._entity}", [name], known, "automation")

    def _every_name(self) -> list[str]:
        """Return the names of the entity's automations.

        Requests: One.
        """
        call = self._listing.call.replace(first=LARGEST_PAGE, after=None)
        if self._listing is self._older:
            page = listed_project_automations(self._session.send(call), self._entity)
        else:
            everything = call.replace(filters=None)
            page = listed_automations(self._session.send(everything), self._entity)
        return [each.name for each in page.items]

    def _load_older_page(self) -> None:
        try:
            super()._load_page()
        except UnsupportedError as error:
            if "triggers" not in error.message:
                raise
            raise missing_listing(self._entity) from error


def automation_key(automation: Automation) -> str:
    """Return the deduplication key of an automation."""
    return automation.id
