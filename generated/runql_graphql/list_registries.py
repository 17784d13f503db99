# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.registries.base import ProjectRegistry


class ListRegistries(BaseModel):
    """List the registries of an organization that match a MongoDB-style filter."""

    organization: Optional["ListRegistriesOrganization"]


class ListRegistriesOrganization(BaseModel):
    id: str
    name: str
    org_entity: Optional["ListRegistriesOrganizationOrgEntity"]


class ListRegistriesOrganizationOrgEntity(BaseModel):
    id: str
    name: str
    projects: Optional["ListRegistriesOrganizationOrgEntityProjects"]


class ListRegistriesOrganizationOrgEntityProjects(BaseModel):
    edges: list["ListRegistriesOrganizationOrgEntityProjectsEdges"]
    page_info: "ListRegistriesOrganizationOrgEntityProjectsPageInfo"


class ListRegistriesOrganizationOrgEntityProjectsEdges(BaseModel):
    cursor: str
    node: Optional["ListRegistriesOrganizationOrgEntityProjectsEdgesNode"]


ListRegistriesOrganizationOrgEntityProjectsEdgesNode = ProjectRegistry
ListRegistriesOrganizationOrgEntityProjectsPageInfo = PageInfoFields
