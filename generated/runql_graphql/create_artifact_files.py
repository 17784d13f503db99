# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.artifacts.upload import FilePartsTarget


class CreateArtifactFiles(BaseModel):
    """Request upload URLs for files of a version, in the order of the request; files that the server has get no URL."""

    create_artifact_files: Optional["CreateArtifactFilesCreateArtifactFiles"]


class CreateArtifactFilesCreateArtifactFiles(BaseModel):
    files: "CreateArtifactFilesCreateArtifactFilesFiles"


class CreateArtifactFilesCreateArtifactFilesFiles(BaseModel):
    edges: list["CreateArtifactFilesCreateArtifactFilesFilesEdges"]
    page_info: "CreateArtifactFilesCreateArtifactFilesFilesPageInfo"


class CreateArtifactFilesCreateArtifactFilesFilesEdges(BaseModel):
    node: Optional["CreateArtifactFilesCreateArtifactFilesFilesEdgesNode"]


CreateArtifactFilesCreateArtifactFilesFilesEdgesNode = FilePartsTarget
CreateArtifactFilesCreateArtifactFilesFilesPageInfo = PageInfoFields
