"""A version made by hand, one request at a time."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

START = """mutation($input: CreateArtifactInput!) { createArtifact(input: $input) {
  artifact { id state artifactSequence { id latestArtifact { id } } } } }"""
MANIFEST = """mutation($input: CreateArtifactManifestInput!) { createArtifactManifest(input: $input) {
  artifactManifest { id file { uploadUrl } } } }"""
FILES = """mutation($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { files { edges { node {
  storagePath uploadUrl uploadMultipartUrls { uploadID uploadUrlParts { partNumber uploadUrl } } artifact { id } } } } } }"""
COMMIT = "mutation($id: ID!) { commitArtifact(input: {artifactID: $id}) { artifact { id state versionIndex } } }"
COMPLETE = """mutation($input: CompleteMultipartUploadArtifactInput!) {
  completeMultipartUploadArtifact(input: $input) { digest } }"""


class Version:
    """A version made by hand, one request at a time."""

    def __init__(self, http: httpx.Client, entity: str, name: str, files: dict[str, bytes]) -> None:
        self.http, self.entity, self.name = http, entity, name
        self.digests = {path: md5(content) for path, content in files.items()}
        self.entries = {
            path: {"digest": self.digests[path], "size": len(content)}
            for path, content in files.items()
        }
        self.id = ""

    def execute(self, query: str, **variables: object) -> Any:
        response = self.http.post("/graphql", json={"query": query, "variables": variables}).json()
        if response.get("errors"):
            raise LookupError(response["errors"][0]["message"])
        return response["data"]

    def digest(self) -> str:
        lines = "".join(f"{path}:{self.digests[path]}\n" for path in sorted(self.digests))
        return hashlib.md5(f"wandb-artifact-manifest-v1\n{lines}".encode()).hexdigest()

    def start(self, digest: str | None = None, **more: object) -> Any:
        given = {
            "entityName": self.entity,
            "projectName": "by-hand",
            "artifactTypeName": "dataset",
            "artifactCollectionName": self.name,
            "digest": digest or self.digest(),
            "digestAlgorithm": "MANIFEST_MD5",
            "enableDigestDeduplication": True,
            **more,
        }
        artifact = self.execute(START, input=given)["createArtifact"]["artifact"]
        self.id = artifact["id"]
        return artifact

    def manifest(self, digest: str = "", kind: str = "FULL", **more: object) -> Any:
        given = {
            "artifactID": self.id,
            "name": "wandb_manifest.json",
            "digest": digest,
            "entityName": self.entity,
            "projectName": "by-hand",
            "runName": "",
            "type": kind,
            **more,
        }
        found = self.execute(MANIFEST, input=given)["createArtifactManifest"]["artifactManifest"]
        return found["file"]["uploadUrl"]

    def request_target(self, path: str, **more: object) -> Any:
        spec = {"artifactID": self.id, "name": path, "md5": self.digests[path], **more}
        response = self.execute(FILES, input={"artifactFiles": [spec], "storageLayout": "V2"})
        return response["createArtifactFiles"]["files"]["edges"][0]["node"]

    def send_manifest(self, kind: str = "FULL", **more: object) -> None:
        text = json.dumps({"version": 1, "contents": self.entries}).encode()
        self.http.put(self.manifest(md5(text), kind, **more), content=text).raise_for_status()

    def commit(self) -> Any:
        return self.execute(COMMIT, id=self.id)["commitArtifact"]["artifact"]


def md5(content: bytes) -> str:
    return base64.b64encode(hashlib.md5(content).digest()).decode()
