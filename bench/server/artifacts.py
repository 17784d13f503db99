"""Artifacts as nodes: `small-N` has N small files, `large-N` one of N bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from bench.server.graphql import Node, dumps
from bench.server.lists import page_of
from bench.server.sizes import ARTIFACTS, ENTITY, LARGE_FILE, file_name
from bench.server.store import Repeated, md5_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bench.server.graphql import Arguments, Value
    from bench.server.store import File, Store

__all__ = ["Artifact"]

_SIGNATURE = "X-Amz-Signature=" + 8 * "0123456789abcdef"


class Artifact:
    """A version with its files.

    Attributes:
        node: The version.
        collection: The collection that it is in.
        membership: The version as a member of it.
    """

    def __init__(self, name: str, store: Store, url: str) -> None:
        kind, _, count = name.partition("-")
        if kind == "small":
            self._files = {file_name(index): store.small(index) for index in range(int(count))}
        else:
            self._files = {LARGE_FILE: store.large(int(count))}
        self._url = url
        self._id = name
        digests = {path: md5_of(file) for path, file in self._files.items()}
        self._manifest = self._manifest_of(digests)
        self._file_nodes = {path: self._file_node(path, digests[path]) for path in self._files}
        self._collection_fields(name)
        self.node = Node("Artifact", self._version_fields(digests))
        self._membership_fields()

    def file(self, path: str) -> File:
        """Return the content at a path below the URL of the artifact."""
        if path == "manifest":
            return Repeated(memoryview(self._manifest), len(self._manifest))
        return self._files[path.removeprefix("files/")]

    def _manifest_of(self, digests: Mapping[str, str]) -> bytes:
        contents = {
            path: {"digest": digests[path], "size": file.size, "birthArtifactID": self._id}
            for path, file in self._files.items()
        }
        policy = {"storageLayout": "V2"}
        return dumps(
            {
                "version": 1,
                "storagePolicy": "wandb-storage-policy-v1",
                "storagePolicyConfig": policy,
                "contents": contents,
            }
        )

    def _file_node(self, path: str, md5: str) -> Node:
        url = dumps(f"{self._url}/files/{quote(path)}?{_SIGNATURE}")
        return Node(
            "File",
            {
                "id": dumps(f"file-{path}"),
                "name": dumps(path),
                "url": url,
                "directUrl": url,
                "sizeBytes": dumps(self._files[path].size),
                "mimetype": b'"application/octet-stream"',
                "updatedAt": b'"2026-01-01T00:00:00Z"',
                "md5": dumps(md5),
                "digest": dumps(md5),
            },
        )

    def _collection_fields(self, name: str) -> None:
        project: dict[str, Value] = {
            "id": b'"project-artifacts"',
            "internalId": b'"43"',
            "name": dumps(ARTIFACTS),
            "entityName": dumps(ENTITY),
            "entity": Node("Entity", {"id": b'"RW50"', "name": dumps(ENTITY)}),
        }
        self._kind = Node("ArtifactType", {"id": b'"type-dataset"', "name": b'"dataset"'})
        self.collection = Node(
            "ArtifactSequence",
            {
                "id": dumps(f"collection-{name}"),
                "name": dumps(name),
                "type": self._kind,
                "defaultArtifactType": self._kind,
                "project": Node("Project", project),
                "artifactMembership": lambda _: self.membership,
            },
        )

    def _version_fields(self, digests: Mapping[str, str]) -> Mapping[str, Value]:
        digest = hashlib.md5(b"wandb-artifact-manifest-v1\n", usedforsecurity=False)
        for path in sorted(digests):
            digest.update(f"{path}:{digests[path]}\n".encode())
        manifest: dict[str, Value] = {
            "id": b'"manifest"',
            "digest": b'"manifest"',
            "file": Node(
                "File",
                {
                    "id": b'"manifest-file"',
                    "name": b'"wandb_manifest.json"',
                    "url": dumps(f"{self._url}/manifest?{_SIGNATURE}"),
                    "directUrl": dumps(f"{self._url}/manifest?{_SIGNATURE}"),
                    "sizeBytes": dumps(len(self._manifest)),
                    "mimetype": b'"application/json"',
                    "updatedAt": b'"2026-01-01T00:00:00Z"',
                },
            ),
        }
        return {
            "id": dumps(self._id),
            "state": b'"COMMITTED"',
            "digest": dumps(digest.hexdigest()),
            "digestAlgorithm": b'"MANIFEST_MD5"',
            "commitHash": b'"0123456789abcdef"',
            "versionIndex": b"0",
            "size": dumps(sum(file.size for file in self._files.values())),
            "fileCount": dumps(len(self._files)),
            "metadata": b'"{}"',
            "createdAt": b'"2026-01-01T00:00:00Z"',
            "updatedAt": b'"2026-01-01T00:00:00Z"',
            "ttlDurationSeconds": b"-1",
            "ttlIsInherited": b"true",
            "artifactType": self._kind,
            "artifactSequence": self.collection,
            "tags": b"[]",
            "aliases": [self._alias("v0"), self._alias("latest")],
            "currentManifest": Node("ArtifactManifest", manifest),
            "files": self._page,
        }

    def _alias(self, name: str) -> Node:
        fields: dict[str, Value] = {
            "id": dumps(f"alias-{name}"),
            "alias": dumps(name),
            "artifactCollection": self.collection,
        }
        return Node("ArtifactAlias", fields)

    def _membership_fields(self) -> None:
        self.membership = Node(
            "ArtifactCollectionMembership",
            {
                "id": b'"membership"',
                "versionIndex": b"0",
                "createdAt": b'"2026-01-01T00:00:00Z"',
                "aliases": [self._alias("v0"), self._alias("latest")],
                "artifact": self.node,
                "artifactCollection": self.collection,
                "files": self._page,
            },
        )

    def _page(self, asked: Arguments) -> Node:
        names = cast("Collection[str]", asked.get("names") or self._file_nodes)
        nodes = [self._file_nodes[name] for name in names if name in self._file_nodes]
        return page_of("File", nodes, asked, most=10_000)
