# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from ...base_model import BaseModel
from ...enums import ArtifactState
from ...fragments.artifacts.base import TagFields


class ArtifactBirth(BaseModel):
    id: str


class FilePlace(BaseModel):
    """The upload URL of a file."""

    id: str
    upload_url: Optional[str]
    upload_headers: list[str]


class ArtifactManifestTarget(BaseModel):
    id: str
    file: "ArtifactManifestTargetFile"


ArtifactManifestTargetFile = FilePlace


class ArtifactProgress(BaseModel):
    """Get the state of a version."""

    id: str
    state: ArtifactState
    digest: str


class ArtifactStart(BaseModel):
    """A new version. Tags and time to live are selected because a server without them may ignore them in the input, and
    refuses to select them."""

    id: str
    state: ArtifactState
    digest: str
    ttl_duration_seconds: int
    tags: list["ArtifactStartTags"]


ArtifactStartTags = TagFields


class FilePartsTarget(BaseModel):
    """Upload URLs for a file of a version, in one part or several, and the version that owns the file."""

    id: str
    storage_path: Optional[str]
    upload_url: Optional[str]
    upload_headers: list[str]
    upload_multipart_urls: Optional["FilePartsTargetUploadMultipartUrls"]
    artifact: Optional["FilePartsTargetArtifact"]


class FilePartsTargetUploadMultipartUrls(BaseModel):
    upload_id: str = Field(validation_alias="uploadID", serialization_alias="uploadID")
    upload_url_parts: list["FilePartsTargetUploadMultipartUrlsUploadUrlParts"]


class FilePartsTargetUploadMultipartUrlsUploadUrlParts(BaseModel):
    part_number: int
    upload_url: str


FilePartsTargetArtifact = ArtifactBirth
