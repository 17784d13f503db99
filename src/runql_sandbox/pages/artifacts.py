"""Pages of artifacts: types and collections of a project, versions, files, and lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.addresses import address, file_address
from runql_sandbox.pages.markdown import is_web_address, markdown
from runql_sandbox.pages.near import close_names, missing_project
from runql_sandbox.pages.projects import project_tabs, project_trail
from runql_sandbox.pages.stored_files import file_page
from runql_sandbox.pages.values import flat, read_document
from runql_sandbox.pages.visits import PageError, Rendered, cursor_of_page, nodes

if TYPE_CHECKING:
    from runql_sandbox.pages.visits import Result, Visit

__all__ = ["collection", "file", "kind_of", "of_project", "version"]

_PAGE: Final = 200

_COLLECTION: Final = """
fragment ListedCollection on ArtifactCollection {
  __typename name description createdAt
  defaultArtifactType { name }
  tags(first: 100) { edges { node { name } } }
  artifactMemberships(first: 1) { edges { node { versionIndex } } }
}
"""
_TYPES: Final = (
    """
query ArtifactTypes($entity: String!, $project: String!, $first: Int!) {
  project(name: $project, entityName: $entity) {
    artifactTypes(first: 1000) { edges { node { name } } }
    artifactCollections(first: $first) {
      totalCount
      edges { node { ...ListedCollection } }
    }
  }
}
"""
    + _COLLECTION
)
_VERSIONS: Final = """
query CollectionVersions($entity: String!, $project: String!, $name: String!, $first: Int!, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactCollection(name: $name) {
      __typename name description createdAt
      defaultArtifactType { name }
      tags(first: 100) { edges { node { name } } }
      artifactMemberships(first: $first, after: $after) {
        pageInfo { hasNextPage }
        edges { node {
          versionIndex createdAt
          aliases { alias artifactCollectionName }
          artifact { size fileCount state createdAt description }
        } }
      }
    }
    artifactCollections(first: 1000) { edges { node { name defaultArtifactType { name } } } }
  }
}
"""
_VERSION_FIELDS: Final = """
fragment PageVersion on ArtifactCollectionMembership {
  versionIndex
  aliases { alias artifactCollectionName }
  artifact {
    id state size fileCount digest description metadata createdAt updatedAt historyStep
    tags { name }
    artifactType { name }
    artifactSequence { name project { name entityName } }
    artifactMemberships { edges { node {
      versionIndex
      artifactCollection { __typename name project { name entityName } defaultArtifactType { name } }
    } } }
    createdBy {
      __typename
      ... on Run { name displayName project { name entityName } }
      ... on User { username }
    }
    usedBy(first: 100) { edges { node { name displayName project { name entityName } } } }
  }
}
"""
_VERSION: Final = (
    """
query ArtifactVersion($entity: String!, $project: String!, $name: String!, $alias: String!) {
  project(name: $project, entityName: $entity) {
    artifactCollection(name: $name) {
      defaultArtifactType { name }
      artifactMembership(aliasName: $alias) { ...PageVersion }
    }
  }
}
"""
    + _VERSION_FIELDS
)
_FILES: Final = """
query VersionFiles($id: ID!, $first: Int!, $after: String, $names: [String!]) {
  artifact(id: $id) {
    files(first: $first, after: $after, names: $names) {
      totalCount
      edges { node { name sizeBytes mimetype updatedAt md5 digest storagePath directUrl isReference } }
    }
  }
}
"""


def of_project(visit: Visit, entity: str, project: str, kind: str | None) -> Result:
    """Return the page of a project's collections, of one type or all."""
    found = visit.query(_TYPES, entity=entity, project=project, first=1000)["project"]
    if found is None:
        raise missing_project(visit, entity, project)
    types = [each["name"] for each in nodes(found["artifactTypes"])]
    if kind is not None and kind not in types:
        near = {each: address(entity, project, "artifacts", each) for each in types}
        raise PageError(404, f"Artifact type not found: {kind!r} in {entity}/{project}.", near)
    listed = [
        {
            **each,
            "kind": each["defaultArtifactType"]["name"],
            "href": address(
                entity, project, "artifacts", each["defaultArtifactType"]["name"], each["name"]
            ),
            "latest": [one["versionIndex"] for one in nodes(each["artifactMemberships"])],
            "tag_names": [one["name"] for one in nodes(each["tags"])],
        }
        for each in nodes(found["artifactCollections"])
        if kind in (None, each["defaultArtifactType"]["name"])
    ]
    values = {
        "types": {each: address(entity, project, "artifacts", each) for each in types},
        "kind": kind or "",
        "all": address(entity, project, "artifacts"),
        "collections": listed,
    }
    trail = project_trail(entity, project, ("Artifacts", address(entity, project, "artifacts")))
    tabs = project_tabs(entity, project)
    title = f"Artifacts of {entity}/{project}"
    return Rendered("artifacts.html", title, values, trail, tabs, "Artifacts")


def collection(visit: Visit, entity: str, project: str, kind: str, name: str) -> Result:
    """Return the page of a collection's versions."""
    number = visit.number("page", 1, 100_000)
    after = cursor_of_page(number, _PAGE)
    variables = {"entity": entity, "project": project, "name": name}
    data = visit.query(_VERSIONS, **variables, first=_PAGE, after=after)["project"]
    if data is None:
        raise missing_project(visit, entity, project)
    found = data["artifactCollection"]
    if found is None:
        raise _missing_collection(data, entity, project, name)
    at = (entity, project, "artifacts", found["defaultArtifactType"]["name"], name)
    if kind != at[3]:
        raise PageError(
            404,
            f"{name!r} is not an artifact of type {kind!r}.",
            {f"{name}, of type {at[3]}": address(*at)},
        )
    memberships = found["artifactMemberships"]
    more = memberships["pageInfo"]["hasNextPage"]
    values = {
        "collection": found,
        "description": markdown(found["description"]) if found["description"] else "",
        "tag_names": [each["name"] for each in nodes(found["tags"])],
        "versions": [
            {
                **each,
                "href": address(*at, f"v{each['versionIndex']}"),
                "names": _aliases(each, name),
            }
            for each in nodes(memberships)
        ],
        "previous": address(*at, query={"page": str(number - 1)}) if number > 1 else None,
        "next": address(*at, query={"page": str(number + 1)}) if more else None,
    }
    trail = project_trail(
        entity, project, ("Artifacts", address(entity, project, "artifacts")), (name, address(*at))
    )
    tabs = project_tabs(entity, project)
    return Rendered("collection.html", name, values, trail, tabs, "Artifacts")


def kind_of(visit: Visit, entity: str, project: str, name: str) -> str:
    """Return the type of a collection.

    Raises:
        PageError: If the collection does not exist.
    """
    variables = {"entity": entity, "project": project, "name": name}
    data = visit.query(_VERSIONS, **variables, first=1, after=None)["project"]
    if data is None:
        raise missing_project(visit, entity, project)
    if data["artifactCollection"] is None:
        raise _missing_collection(data, entity, project, name)
    kind: str = data["artifactCollection"]["defaultArtifactType"]["name"]
    return kind


def version(visit: Visit, entity: str, project: str, kind: str, name: str, alias: str) -> Result:
    """Return the page of a version: attributes, metadata, files, and related runs."""
    membership = _read(visit, entity, project, name, alias)
    real = membership["artifact"]["artifactType"]["name"]
    if kind != real:
        there = address(entity, project, "artifacts", real, name, alias)
        raise PageError(
            404,
            f"{name!r} is not an artifact of type {kind!r}.",
            {f"{name}, of type {real}": there},
        )
    at = (entity, project, "artifacts", kind, name, alias)
    values = _read_version(visit, membership, name, at)
    trail = project_trail(
        entity,
        project,
        ("Artifacts", address(entity, project, "artifacts")),
        (name, address(*at[:-1])),
        (values["number"], address(*at)),
    )
    tabs = project_tabs(entity, project)
    title = f"{name}:{values['number']}"
    return Rendered("artifact.html", title, values, trail, tabs, "Artifacts")


def _read_version(
    visit: Visit, membership: dict[str, Any], name: str, at: tuple[str, ...]
) -> dict[str, Any]:
    """Return the values of a version's page.

    Args:
        visit: The request.
        membership: The version in its collection.
        name: Name of the collection.
        at: Path parts of the version.
    """
    artifact = membership["artifact"]
    number = visit.number("page", 1, 100_000)
    listed, total, refused = _files(visit, artifact["id"], number)
    for each in listed:
        each["href"] = file_address(*at, "files", name=each["name"])
        each["outside"] = each["directUrl"] if each["isReference"] else None
        each["open"] = is_web_address(each["outside"])
    pages = max(1, -(-total // _PAGE))
    return {
        "artifact": artifact,
        "description": markdown(artifact["description"]) if artifact["description"] else "",
        "name": name,
        "number": f"v{membership['versionIndex']}",
        "names": _aliases(membership, name),
        "tag_names": [each["name"] for each in artifact["tags"]],
        "metadata": flat(read_document(artifact["metadata"])),
        "creator": _initiator(artifact["createdBy"]),
        "users": [_run_link(each) for each in nodes(artifact["usedBy"])],
        "elsewhere": [
            link
            for each in nodes(artifact["artifactMemberships"])
            if (link := _membership_link(each)) and link["href"] != address(*at)
        ],
        "files": listed,
        "file_count": total,
        "refused": refused,
        "previous": address(*at, query={"page": str(number - 1)}) if number > 1 else None,
        "next": address(*at, query={"page": str(number + 1)}) if number < pages else None,
        "python": f"api.artifact({f'{at[0]}/{at[1]}/{name}:{at[-1]}'!r})",
    }


def file(
    visit: Visit, entity: str, project: str, kind: str, name: str, alias: str, path: str
) -> Result:
    """Return the page of a version's file, or the file itself."""
    membership = _read(visit, entity, project, name, alias)
    artifact_id = membership["artifact"]["id"]
    data = visit.query(_FILES, id=artifact_id, first=1, after=None, names=[path])
    at = (entity, project, "artifacts", kind, name, alias)
    page = file_page(visit, nodes(data["artifact"]["files"]), path, (*at, "files"))
    if not isinstance(page, dict):
        return page
    page["list"] = address(*at)
    trail = project_trail(
        entity,
        project,
        ("Artifacts", address(entity, project, "artifacts")),
        (name, address(*at[:-1])),
        (alias, address(*at)),
    )
    tabs = project_tabs(entity, project)
    return Rendered("artifact_file.html", path, page, trail, tabs, "Artifacts")


def _read(visit: Visit, entity: str, project: str, name: str, alias: str) -> dict[str, Any]:
    variables = {"entity": entity, "project": project, "name": name}
    data = visit.query(_VERSION, **variables, alias=alias)["project"]
    if data is None:
        raise missing_project(visit, entity, project)
    found = data["artifactCollection"]
    if found is None:
        listed = visit.query(_VERSIONS, **variables, first=1, after=None)["project"]
        raise _missing_collection(listed, entity, project, name)
    membership: dict[str, Any] | None = found["artifactMembership"]
    if membership is None or membership["artifact"] is None:
        at = (entity, project, "artifacts", found["defaultArtifactType"]["name"], name)
        raise PageError(
            404, f"Version not found: {name}:{alias}.", {f"All versions of {name}": address(*at)}
        )
    return membership


def _missing_collection(data: dict[str, Any], entity: str, project: str, name: str) -> PageError:
    kinds = {
        each["name"]: each["defaultArtifactType"]["name"]
        for each in nodes(data["artifactCollections"])
    }
    near = {
        each: address(entity, project, "artifacts", kinds[each], each)
        for each in close_names(name, kinds)
    }
    return PageError(
        404,
        f"Artifact not found: {entity}/{project}/{name}.",
        near or {f"All artifacts of {entity}/{project}": address(entity, project, "artifacts")},
    )


def _files(visit: Visit, artifact_id: str, number: int) -> tuple[list[dict[str, Any]], int, str]:
    after = cursor_of_page(number, _PAGE)
    try:
        data = visit.query(_FILES, id=artifact_id, first=_PAGE, after=after, names=None)
    except PageError as error:
        # Some users can see a version but not read its files.
        if error.status != 403:
            raise
        return [], 0, str(error)
    return nodes(data["artifact"]["files"]), data["artifact"]["files"]["totalCount"], ""


def _aliases(membership: dict[str, Any], name: str) -> list[str]:
    found = [
        each["alias"]
        for each in membership["aliases"]
        if each["artifactCollectionName"] == name
        and each["alias"] != f"v{membership['versionIndex']}"
    ]
    return list(dict.fromkeys(found))


def _initiator(found: dict[str, Any] | None) -> dict[str, Any] | None:
    if found is None:
        return None
    if found["__typename"] == "Run":
        return _run_link(found)
    return {"label": found.get("username") or found["__typename"], "href": None}


def _run_link(run: dict[str, Any]) -> dict[str, Any]:
    project = run["project"]
    return {
        "label": run["displayName"] or run["name"],
        "href": project and address(project["entityName"], project["name"], "runs", run["name"]),
    }


def _membership_link(each: dict[str, Any]) -> dict[str, Any] | None:
    found = each["artifactCollection"]
    project = found["project"] if found else None
    if not project:
        return None
    kind, number = found["defaultArtifactType"]["name"], f"v{each['versionIndex']}"
    at = (project["entityName"], project["name"], "artifacts", kind, found["name"], number)
    return {
        "label": f"{project['entityName']}/{project['name']}/{found['name']}:{number}",
        "href": address(*at),
        "linked": found["__typename"] == "ArtifactPortfolio",
    }
