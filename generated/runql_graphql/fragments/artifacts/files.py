# Generated from queries/artifacts/files.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...fragments._shared import PageInfoFields
from ...fragments.files import FileFields


class ArtifactCollectionMembershipFilesPage(BaseModel):
    id: str
    files: Optional["ArtifactCollectionMembershipFilesPageFiles"]


class ArtifactCollectionMembershipFilesPageFiles(BaseModel):
    edges: list["ArtifactCollectionMembershipFilesPageFilesEdges"]
    page_info: "ArtifactCollectionMembershipFilesPageFilesPageInfo"


class ArtifactCollectionMembershipFilesPageFilesEdges(BaseModel):
    cursor: str
    node: Optional["ArtifactCollectionMembershipFilesPageFilesEdgesNode"]


ArtifactCollectionMembershipFilesPageFilesEdgesNode = FileFields
ArtifactCollectionMembershipFilesPageFilesPageInfo = PageInfoFields


class FileUrl(BaseModel):
    name: str
    direct_url: str


class ArtifactCollectionMembershipUrlsPage(BaseModel):
    id: str
    files: Optional["ArtifactCollectionMembershipUrlsPageFiles"]


class ArtifactCollectionMembershipUrlsPageFiles(BaseModel):
    edges: list["ArtifactCollectionMembershipUrlsPageFilesEdges"]
    page_info: "ArtifactCollectionMembershipUrlsPageFilesPageInfo"


class ArtifactCollectionMembershipUrlsPageFilesEdges(BaseModel):
    cursor: str
    node: Optional["ArtifactCollectionMembershipUrlsPageFilesEdgesNode"]


ArtifactCollectionMembershipUrlsPageFilesEdgesNode = FileUrl
ArtifactCollectionMembershipUrlsPageFilesPageInfo = PageInfoFields


class ArtifactManifestFields(BaseModel):
    id: str
    file: "ArtifactManifestFieldsFile"


ArtifactManifestFieldsFile = FileFields
