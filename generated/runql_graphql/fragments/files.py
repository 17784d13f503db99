# Generated from queries/files.graphql by `make generate`. Do not edit.

from typing import Optional

from ..base_model import BaseModel
from ..fragments._shared import PageInfoFields
from ..scalars import DateTime


class FileFields(BaseModel):
    """A file of a run, and where it can be fetched."""

    id: str
    name: str
    size_bytes: int
    mimetype: Optional[str]
    md5: Optional[str]
    updated_at: Optional[DateTime]
    url: Optional[str]
    direct_url: str


class FolderMetadataFields(BaseModel):
    name: str
    number_of_files: int
    size: int


class RunFilesPage(BaseModel):
    id: str
    file_count: Optional[int]
    files: Optional["RunFilesPageFiles"]


class RunFilesPageFiles(BaseModel):
    edges: list["RunFilesPageFilesEdges"]
    page_info: "RunFilesPageFilesPageInfo"


class RunFilesPageFilesEdges(BaseModel):
    cursor: str
    node: Optional["RunFilesPageFilesEdgesNode"]


RunFilesPageFilesEdgesNode = FileFields
RunFilesPageFilesPageInfo = PageInfoFields


class RunFolders(BaseModel):
    id: str
    folders: Optional["RunFoldersFolders"]


class RunFoldersFolders(BaseModel):
    folder_list: list[Optional["RunFoldersFoldersFolderList"]]


RunFoldersFoldersFolderList = FolderMetadataFields
