"""Responses of an opened export about artifact versions, logged tables and console lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models.exports.versions import collection_of
from runql._transfer.exports.pages import connection
from runql.errors import NotExportedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from runql._models.exports.manifest import RunRecord
    from runql._models.exports.versions import VersionRecord
    from runql._transfer.exports.opened import OpenedExport

__all__ = ["ContentResponses"]


class ContentResponses:
    """Artifact versions, logged tables and console lines of an opened export."""

    def __init__(self, export: OpenedExport) -> None:
        self._export = export
        self._settings = export.manifest.settings
        self._versions = export.manifest.versions
        self._handlers: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "GetArtifact": self._by_name,
            "GetArtifactById": self._by_id,
            "GetArtifactManifest": self._by_id,
            "GetArtifactState": self._by_name,
            "GetClientIdMapping": self._client_id,
            "GetConsoleLogTail": self._console,
            "GetTableArtifact": self._by_id,
            "ListArtifactFiles": self._files,
            "ListArtifactFileUrls": self._files,
            "ListConsoleLogs": self._console,
            "ListRunInputArtifacts": self._inputs,
            "ListRunOutputArtifacts": self._outputs,
        }

    def data(self, name: str, variables: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the response data of an operation; None if it is not about these objects.

        Raises:
            NotExportedError: If the export does not hold the requested data.
        """
        handler = self._handlers.get(name)
        return None if handler is None else handler(variables)

    def _record(self, variables: Mapping[str, Any]) -> RunRecord | None:
        entity, _, project = self._settings.project.rpartition("/")
        given = (variables.get("entity") or entity, variables.get("project") or project)
        if given != (entity, project):
            raise NotExportedError(
                f"{self._export.root} holds {self._settings.project}, not {'/'.join(filter(None, given))}.",
                hint="Remove the project from the call, or open the export of the other project.",
            )
        if variables["run"] not in self._export.runs:
            return None
        return self._export.record(variables["run"])

    def _outputs(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        return self._listed(variables, "logged", "outputArtifacts")

    def _inputs(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        return self._listed(variables, "used", "inputArtifacts")

    def _listed(self, variables: Mapping[str, Any], part: str, field: str) -> dict[str, Any]:
        record = self._record(variables)
        if record is None:
            return {"project": {"run": None}}
        ids: tuple[str, ...] | None = getattr(record, part)
        if ids is None:
            raise self._not_exported(f"the artifacts of {record.run}")
        nodes = [self._version(id_).fields for id_ in ids]
        page = connection(nodes, variables, lambda node: node["id"], dict)
        kept = {"id": record.mark.storage_id, field: {"totalCount": len(ids), **page}}
        return {"project": {"run": kept}}

    def _by_name(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        collection, _, version = variables["name"].rpartition(":")
        found = self._named(variables, collection, version)
        return {"project": {"artifactCollectionMembership": _membership(found)}}

    def _by_id(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        found = self._version(variables["id"])
        address = self._export.url_of(found.manifest.path)
        file = {
            "id": "",
            "name": "wandb_manifest.json",
            "sizeBytes": found.manifest.bytes,
            "mimetype": "application/json",
            "md5": None,
            "updatedAt": None,
            "url": address,
            "directUrl": address,
        }
        return {"artifact": {**found.fields, "currentManifest": {"id": "", "file": file}}}

    def _client_id(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        name = variables["clientId"]
        if not self._settings.tables and not self._settings.artifacts:
            raise self._not_exported("the artifact that a value refers to")
        found = [each.client_ids.get(name) for each in self._export.manifest.runs.values()]
        ids = [each for each in found if each is not None]
        return {"clientIDMapping": {"serverID": ids[0]} if ids else None}

    def _files(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        found = self._named(variables, variables["collection"], variables["alias"])
        names = variables.get("names")
        nodes: list[dict[str, Any]] = []
        for each in found.listed:
            if names is None or each.name in names:
                address = self._export.url_of(each.path) if each.path else ""
                nodes.append({**each.fields, "url": address, "directUrl": address})
        page = connection(nodes, variables, lambda node: node["name"], dict)
        membership = {**_membership(found), "files": page}
        collection = {**membership["artifactCollection"], "artifactMembership": membership}
        return {"project": {"artifactCollection": collection}}

    def _console(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        record = self._record(variables)
        if record is None:
            return {"project": {"run": None}}
        rows = self._export.console_logs(record.run)
        last, before = variables.get("last"), variables.get("before")
        if last is not None:
            rows = [row for row in rows if before is None or row["number"] < int(before)]
            start = max(0, len(rows) - last)
            page = connection(rows[start:], {"first": last}, _line_number, _line)
        else:
            page = connection(rows, variables, _line_number, _line)
        state = self._export.runs[record.run].snapshot.get("state")
        kept = {"id": record.mark.storage_id, "state": state, "logLineCount": len(rows)}
        return {"project": {"run": {**kept, "logLines": page}}}

    def _version(self, id_: str) -> VersionRecord:
        found = self._versions.get(id_)
        if found is None:
            raise self._not_exported(f"the artifact version {id_}")
        return found

    def _named(self, variables: Mapping[str, Any], collection: str, version: str) -> VersionRecord:
        entity, _, project = self._settings.project.rpartition("/")
        path = f"{variables.get('entity') or entity}/{variables.get('project') or project}/{collection}"
        found = [
            each
            for each in self._versions.values()
            if collection_of(each.fields)[1] == path and version in _names(each)
        ]
        if not found:
            raise self._not_exported(f"{path}:{version}")
        return max(found, key=lambda each: each.fields["versionIndex"])

    def _not_exported(self, what: str) -> NotExportedError:
        held = "has no artifacts"
        if self._settings.artifacts:
            held = "has the artifact versions that its runs logged and used"
        elif self._settings.tables:
            held = "has tables, and no other artifacts"
        return NotExportedError(
            f"{self._export.root} does not hold {what}: it {held}.",
            hint="Connect to the server with runql.Api(), or export with artifacts=True to another folder.",
        )


def _names(version: VersionRecord) -> set[str]:
    """Return the names of a version in its collection."""
    fields = version.fields
    aliases = {each["alias"] for each in _aliases(fields)}
    return {f"v{fields['versionIndex']}", fields["digest"], *aliases}


def _aliases(fields: Mapping[str, Any]) -> list[Any]:
    sequence = fields["artifactSequence"]["id"]
    return [
        each
        for each in fields["aliases"]
        if (each.get("artifactCollection") or {}).get("id") == sequence
    ]


def _membership(version: VersionRecord) -> dict[str, Any]:
    """Return a version as a member of the collection to which it was logged."""
    fields = version.fields
    sequence = fields["artifactSequence"]
    return {
        "id": "",
        "versionIndex": fields["versionIndex"],
        "createdAt": fields["createdAt"],
        "aliases": _aliases(fields),
        "artifactCollection": {"__typename": "ArtifactSequence", **sequence},
        "artifact": dict(fields),
    }


def _line_number(row: Mapping[str, Any]) -> str:
    return str(row["number"])


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    time = row["time"]
    return {
        "number": row["number"],
        "level": row["level"],
        "label": row["label"],
        "timestamp": time.isoformat() if time is not None else None,
        "line": row["text"],
    }
