# Generated from src/runql/_async/registry_lists.py by `make generate`. Do not edit.

"""Lists over the registries of an organization."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from runql_graphql.ops.accounts import organizations as organization_ops
from runql_graphql.ops.registries import base as ops

from runql._json import JsonValue
from runql._models.organization import only_organization, own_organizations
from runql._sync._lister import Lister
from runql._sync.artifact import Artifact
from runql._sync.collections import ArtifactCollection
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from runql._models.registry_filters import VersionSearch
    from runql._pages import Listing
    from runql._sync.session import Session

__all__ = ["OrganizationLister", "RegistryCollections", "RegistryVersions"]

T = TypeVar("T")


class OrganizationLister(Lister[T]):
    """A lazy list of an organization, whose name is asked for first when it was not given."""

    def __init__(
        self, session: Session, listing: Listing[Any, T], organization: str | None
    ) -> None:
        super().__init__(session, listing)
        self._organization = organization
        self._prepared = organization is not None

    def _load_page(self) -> None:
        if not self._prepared:
            self._prepare()
            self._prepared = True
        super()._load_page()

    def _prepare(self) -> None:
        """Complete the call, before the first page."""
        if self._organization is None:
            self._organization = only_organization_name(self._session)
        call = self._listing.call.replace(organization=self._organization)
        self._listing = replace(self._listing, call=call)


class RegistryCollections(OrganizationLister[ArtifactCollection]):
    """Collections of registries: a lazy list, which the server counts.

    Requests: One per page as far as the collections asked for reach; one more when no organization was named.
    """


class RegistryVersions(OrganizationLister[Artifact[dict[str, JsonValue]]]):
    """Versions linked to registries: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the versions asked for reach; one more when no organization was named, and one
    more when the filter or the order is spelled differently by organizations that search differently.
    """

    def __init__(
        self,
        session: Session,
        listing: Listing[Any, Artifact[dict[str, JsonValue]]],
        organization: str | None,
        search: VersionSearch,
    ) -> None:
        super().__init__(session, listing, organization)
        self._search = search
        self._prepared = False

    def _prepare(self) -> None:
        """Complete the call: the organization's name, and the filter as its search spells it."""
        super()._prepare()
        advanced = False
        if self._search.depends:
            advanced = self._is_advanced()
        filters, order = self._search.to_wire(advanced=advanced)
        call = self._listing.call.replace(filters=filters, order=order)
        self._listing = replace(self._listing, call=call)

    def _is_advanced(self) -> bool:
        call = ops.get_registry_search(organization=self._organization or "")
        try:
            found = self._session.send(call).organization
        except UnsupportedError:
            return False
        features = found.advanced_registry_features if found is not None else None
        return features is not None and features.advanced_search


def only_organization_name(session: Session) -> str:
    """Return the name of the viewer's one organization."""
    answer = session.send(organization_ops.list_viewer_organizations())
    return only_organization(own_organizations(answer)).name
