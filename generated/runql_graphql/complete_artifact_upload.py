# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class CompleteArtifactUpload(BaseModel):
    """Complete a multipart upload."""

    complete_multipart_upload_artifact: Optional[
        "CompleteArtifactUploadCompleteMultipartUploadArtifact"
    ]


class CompleteArtifactUploadCompleteMultipartUploadArtifact(BaseModel):
    digest: Optional[str]
