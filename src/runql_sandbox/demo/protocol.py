"""Requests of the SDK's protocol for the demo: runs, streams, files and artifacts."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["ArtifactContent", "Logger", "NotServedError", "RunContent"]

_SDK_VERSION: Final = "0.31.0"

_UPSERT_RUN: Final = "upsertBucket(input: $%s) { bucket { id name } inserted }"
_CREATE_FILES: Final = """
mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
  createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) {
    files { name uploadUrl }
  }
}
"""
_CREATE_ARTIFACT: Final = """
mutation CreateArtifact($input: CreateArtifactInput!) {
  createArtifact(input: $input) { artifact { id state } }
}
"""
_CREATE_MANIFEST: Final = """
mutation CreateArtifactManifest($input: CreateArtifactManifestInput!) {
  createArtifactManifest(input: $input) { artifactManifest { id file { uploadUrl } } }
}
"""
_CREATE_ARTIFACT_FILES: Final = """
mutation CreateArtifactFiles($input: CreateArtifactFilesInput!) {
  createArtifactFiles(input: $input) { files { edges { node { name uploadUrl } } } }
}
"""
_COMMIT: Final = """
mutation CommitArtifact($artifact: ID!) {
  commitArtifact(input: {artifactID: $artifact}) { artifact { id } }
}
"""
_USE: Final = """
mutation UseArtifact($input: UseArtifactInput!) {
  useArtifact(input: $input) { artifact { id } }
}
"""


class NotServedError(RuntimeError):
    """The schema of the server does not support a part of the document, because the server is older."""


@dataclass(frozen=True, slots=True)
class RunContent:
    """The data that one run logs.

    Attributes:
        state: `finished`, `failed`, `running` or `crashed`.
        start: Time of the first row, in seconds since 1970.
    """

    id: str
    name: str
    config: Mapping[str, object]
    rows: Sequence[Mapping[str, object]] = ()
    summary: Mapping[str, object] = field(default_factory=dict[str, object])
    state: str = "finished"
    group: str | None = None
    job_type: str = "train"
    tags: Sequence[str] = ()
    notes: str | None = None
    console: Sequence[str] = ()
    system: Sequence[Mapping[str, object]] = ()
    sweep: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


@dataclass(frozen=True, slots=True)
class ArtifactContent:
    """An artifact version: its files by path, and its attributes."""

    name: str
    type: str
    files: Mapping[str, bytes]
    aliases: Sequence[str] = ()
    tags: Sequence[str] = ()
    metadata: Mapping[str, object] = field(default_factory=dict[str, object])
    description: str | None = None


class Logger:
    """A connection that logs to one project of a server."""

    def __init__(self, client: httpx.Client, entity: str, project: str) -> None:
        self.client = client
        self.entity = entity
        self.project = project

    def within(self, project: str) -> Self:
        """Return a connection that logs to another project of the same entity."""
        return type(self)(self.client, self.entity, project)

    def execute(self, query: str, variables: Mapping[str, object]) -> dict[str, Any]:
        """Send a GraphQL document and return its data.

        Raises:
            NotServedError: If the server does not support a part of the document.
            RuntimeError: If the server rejected the document for another reason.
        """
        response = self.client.post("/graphql", json={"query": query, "variables": variables})
        try:
            content: dict[str, Any] = response.json()
        except ValueError:
            response.raise_for_status()
            raise
        if errors := content.get("errors"):
            message = str(errors[0]["message"])
            unknown = response.status_code == httpx.codes.BAD_REQUEST
            raise (NotServedError if unknown else RuntimeError)(
                f"The server rejected a request of the demo: {message}"
            )
        response.raise_for_status()
        data: dict[str, Any] = content["data"]
        return data

    def log_runs(self, runs: Iterable[RunContent]) -> None:
        """Create runs in one request, and send the streams of each run."""
        known = list(runs)
        inputs = {f"run{index}": self._upsert(run) for index, run in enumerate(known)}
        declared = ", ".join(f"${name}: UpsertBucketInput!" for name in inputs)
        fields = "\n".join(f"{name}: {_UPSERT_RUN % name}" for name in inputs)
        self.execute(f"mutation UpsertBuckets({declared}) {{\n{fields}\n}}", inputs)
        for run in known:
            self.stream(run)
            # Servers of 2022 do not have this mutation. The demo then logs runs without files.
            with suppress(NotServedError):
                self.upload(run.id, run.files)
        for run in known:
            if run.state == "crashed":
                text = (
                    f"mutation UpsertBucket($run: UpsertBucketInput!) {{ {_UPSERT_RUN % 'run'} }}"
                )
                self.execute(text, {"run": {**self._named(run.id), "state": "crashed"}})

    def stream(self, run: RunContent) -> None:
        """Send the rows, the summary, the console lines and the final state of a run."""
        chunks = {
            "wandb-history.jsonl": [json.dumps(row) for row in run.rows],
            "wandb-events.jsonl": [json.dumps(row) for row in run.system],
            "wandb-summary.json": [json.dumps(run.summary)] if run.summary else [],
            "output.log": list(run.console),
        }
        files = {
            name: {"offset": 0, "content": content} for name, content in chunks.items() if content
        }
        body: dict[str, object] = {"files": files}
        if run.state in ("finished", "failed"):
            body |= {"complete": True, "exitcode": 0 if run.state == "finished" else 1}
        path = f"/files/{self.entity}/{self.project}/{run.id}/file_stream"
        self.client.post(path, json=body).raise_for_status()

    def upload(self, run: str, files: Mapping[str, bytes]) -> None:
        """Upload files of a run, if there are any."""
        if not files:
            return
        variables = {"entity": self.entity, "project": self.project, "run": run}
        data = self.execute(_CREATE_FILES, {**variables, "files": list(files)})
        for each in data["createRunFiles"]["files"]:
            self._put(each["uploadUrl"], files[each["name"]])

    def log_artifact(self, run: str, content: ArtifactContent) -> str:
        """Log an artifact version as an output of a run, and return its ID."""
        digests = {name: _md5(data) for name, data in content.files.items()}
        aliases = [*content.aliases, "latest"]
        given: dict[str, object] = {
            **self._of_artifact(run),
            "artifactTypeName": content.type,
            "artifactCollectionName": content.name,
            "digest": _manifest_digest(digests),
            "digestAlgorithm": "MANIFEST_MD5",
            "description": content.description,
            "metadata": json.dumps(content.metadata),
            "enableDigestDeduplication": True,
            "aliases": [
                {"alias": alias, "artifactCollectionName": content.name} for alias in aliases
            ],
        }
        if content.tags:
            given["tags"] = [{"tagName": tag} for tag in content.tags]
        made = self._create_artifact(given)
        if made["state"] == "PENDING":
            self._fill_artifact(str(made["id"]), run, content.files, digests)
        return str(made["id"])

    def _create_artifact(self, given: dict[str, object]) -> dict[str, Any]:
        try:
            data = self.execute(_CREATE_ARTIFACT, {"input": given})
        except NotServedError:
            # Servers before 2024-10 have no tags.
            given.pop("tags", None)
            data = self.execute(_CREATE_ARTIFACT, {"input": given})
        made: dict[str, Any] = data["createArtifact"]["artifact"]
        return made

    def use_artifact(self, run: str, artifact: str) -> None:
        """Record an artifact version as an input of a run."""
        self.execute(_USE, {"input": {**self._of_artifact(run), "artifactID": artifact}})

    def _fill_artifact(
        self, artifact: str, run: str, files: Mapping[str, bytes], digests: Mapping[str, str]
    ) -> None:
        entries = {
            name: {"digest": digests[name], "size": len(data)} for name, data in files.items()
        }
        manifest = json.dumps(
            {
                "version": 1,
                "storagePolicy": "wandb-storage-policy-v1",
                "storagePolicyConfig": {"storageLayout": "V2"},
                "contents": entries,
            }
        ).encode()
        given = {
            **self._of_artifact(run),
            "artifactID": artifact,
            "name": "wandb_manifest.json",
            "digest": _md5(manifest),
            "type": "FULL",
        }
        made = self.execute(_CREATE_MANIFEST, {"input": given})["createArtifactManifest"]
        specs = [
            {"artifactID": artifact, "name": name, "md5": digests[name]} for name in sorted(files)
        ]
        wanted = {"artifactFiles": specs, "storageLayout": "V2"}
        data = self.execute(_CREATE_ARTIFACT_FILES, {"input": wanted})
        for edge in data["createArtifactFiles"]["files"]["edges"]:
            if url := edge["node"]["uploadUrl"]:
                self._put(url, files[edge["node"]["name"]])
        self._put(made["artifactManifest"]["file"]["uploadUrl"], manifest)
        self.execute(_COMMIT, {"artifact": artifact})

    def _put(self, url: str, content: bytes) -> None:
        self.client.put(url, content=content).raise_for_status()

    def _named(self, run: str) -> dict[str, object]:
        return {"entityName": self.entity, "modelName": self.project, "name": run}

    def _of_artifact(self, run: str) -> dict[str, object]:
        return {"entityName": self.entity, "projectName": self.project, "runName": run}

    def _upsert(self, run: RunContent) -> dict[str, object]:
        wrapped: dict[str, object] = {key: {"value": value} for key, value in run.config.items()}
        wrapped["_wandb"] = {"value": {"t": {"5": _SDK_VERSION}, "m": []}}
        return {
            **self._named(run.id),
            "displayName": run.name,
            "groupName": run.group,
            "jobType": run.job_type,
            "config": json.dumps(wrapped),
            "tags": list(run.tags),
            "notes": run.notes,
            "sweep": run.sweep,
        }


def _md5(content: bytes) -> str:
    return b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()


def _manifest_digest(digests: Mapping[str, str]) -> str:
    lines = "".join(f"{name}:{digests[name]}\n" for name in sorted(digests))
    whole = "wandb-artifact-manifest-v1\n" + lines
    return hashlib.md5(whole.encode(), usedforsecurity=False).hexdigest()
