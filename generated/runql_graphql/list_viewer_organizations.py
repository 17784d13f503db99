# Generated from queries/accounts/organizations.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.organizations import OrganizationFields


class ListViewerOrganizations(BaseModel):
    """List the organizations of the viewer."""

    viewer: Optional["ListViewerOrganizationsViewer"]


class ListViewerOrganizationsViewer(BaseModel):
    id: str
    organizations: list["ListViewerOrganizationsViewerOrganizations"]


ListViewerOrganizationsViewerOrganizations = OrganizationFields
