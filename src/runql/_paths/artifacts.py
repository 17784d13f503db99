"""Paths of artifacts and collections: `entity/project/collection:alias`, and their URLs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import parse_qs, quote, urlsplit

from runql._paths.parsing import check_parts, is_url, path_parts, shown, unquoted, url_parts
from runql._paths.projects import ProjectPath
from runql._paths.web_app import project_url
from runql.errors import PathError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "LATEST",
    "ArtifactPath",
    "CollectionPath",
    "artifact_url",
    "parse_artifact_path",
    "parse_collection_path",
    "selection_of",
]

LATEST: Final = "latest"

_DEFAULT_PROJECT: Final = "uncategorized"
_VERSION: Final = re.compile(r"v\d+")
_REGISTRY: Final = "wandb-registry-"
_SELECTED: Final = 3
"""Number of parts in the selection of a registry page: entity, project and collection."""

_COLLECTION_FORMS: Final = (
    "Use entity/project/collection, project/collection, collection, or the collection's URL."
)
_ARTIFACT_FORMS: Final = (
    "Use entity/project/collection:version, project/collection:version or collection:version, where "
    "the version is v3, an alias such as latest, or a digest. The artifact's URL works too."
)


class _ProjectName(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def entity_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CollectionPath:
    """The path of an artifact collection.

    Attributes:
        entity: User, team or organization; None for the server's default for the viewer.
        project: Name of the project.
        collection: Name of the collection.
        known: Whether the entity comes from the server, so that no lookup is needed.
    """

    entity: str | None
    project: str
    collection: str
    known: bool = field(default=False, repr=False, compare=False, kw_only=True)

    def __str__(self) -> str:
        return "/".join(part for part in (self.entity, self.project, self.collection) if part)

    @property
    def project_path(self) -> ProjectPath:
        """The path of the project."""
        return ProjectPath(self.entity, self.project, known=self.known)

    def replace_from(self, project: _ProjectName | None, name: str) -> CollectionPath:
        """Return the path with the server's project, if there is one, and the name."""
        if project is None:
            return CollectionPath(self.entity, self.project, name, known=self.known)
        return CollectionPath(project.entity_name, project.name, name, known=True)

    def version(self, version: str) -> ArtifactPath:
        """Return the path of a version of the collection."""
        return ArtifactPath(self.entity, self.project, self.collection, version, known=self.known)


@dataclass(frozen=True, slots=True)
class ArtifactPath:
    """The path of an artifact version.

    Attributes:
        entity: User, team or organization; None for the server's default for the viewer.
        project: Name of the project.
        collection: Name of the collection.
        version: `v3`, an alias, or a digest.
        known: Whether the entity comes from the server, so that no lookup is needed.
    """

    entity: str | None
    project: str
    collection: str
    version: str = LATEST
    known: bool = field(default=False, repr=False, compare=False, kw_only=True)

    def __str__(self) -> str:
        return f"{self.collection_path}:{self.version}"

    @property
    def name(self) -> str:
        """Collection and version: `model:v3`."""
        return f"{self.collection}:{self.version}"

    @property
    def collection_path(self) -> CollectionPath:
        """The path of the collection."""
        return CollectionPath(self.entity, self.project, self.collection, known=self.known)

    @property
    def project_path(self) -> ProjectPath:
        """The path of the project."""
        return ProjectPath(self.entity, self.project, known=self.known)


def parse_artifact_path(
    path: str | ArtifactPath | Sequence[str],
    *,
    entity: str | None = None,
    project: str | None = None,
) -> ArtifactPath:
    """Parse the path of a version. Without a version, the path means `latest`.

    Args:
        path: `entity/project/collection:version` or shorter, a URL, or the parts of a path.
        entity: Entity of a path without an entity.
        project: Project of a path without a project; `uncategorized` if this is None too, as in the
            official client.

    Raises:
        PathError: If the path is invalid.
    """
    if isinstance(path, ArtifactPath):
        return replace(path, entity=path.entity or entity)
    if is_url(path):
        found, version = _of_url(path, _ARTIFACT_FORMS)
        return found.version(version or LATEST)
    parts = _checked_parts(path, _ARTIFACT_FORMS)
    collection, colon, version = parts[-1].partition(":")
    if not collection or (colon and not version) or ":" in version:
        raise PathError(f"Invalid artifact path: {shown(path)}.", hint=_ARTIFACT_FORMS)
    collection_path = _collection_path([*parts[:-1], collection], entity, project)
    return collection_path.version(version or LATEST)


def parse_collection_path(
    path: str | CollectionPath | Sequence[str],
    *,
    entity: str | None = None,
    project: str | None = None,
) -> CollectionPath:
    """Parse the path of a collection.

    Args:
        path: `entity/project/collection` or shorter, a URL, or the parts of a path.
        entity: Entity of a path without an entity.
        project: Project of a path without a project.

    Raises:
        PathError: If the path is invalid, has a version, or is that of a registry.
    """
    if isinstance(path, CollectionPath):
        return replace(path, entity=path.entity or entity)
    if is_url(path):
        return _of_url(path, _COLLECTION_FORMS)[0]
    parts = _checked_parts(path, _COLLECTION_FORMS)
    if ":" in parts[-1]:
        raise PathError(
            f"{shown(path)} is the path of a version, not of a collection.",
            hint=f"Remove the colon and everything after it. {_COLLECTION_FORMS}",
        )
    if len(parts) < 3 and parts[-1].startswith(_REGISTRY):
        raise PathError(
            f"{shown(path)} is the path of a registry, not of a collection.",
            hint=f"Add the collection: {parts[-1]}/COLLECTION.",
        )
    return _collection_path(parts, entity, project)


def artifact_url(
    app: str, path: CollectionPath, type: str, version: str, *, is_link: bool = False
) -> str:
    """Return the URL of a version's page.

    Versions that are linked to a registry have their page there.

    The official client requests the organization of a registry. This URL has the registry's entity
    instead, so no request is needed.
    """
    project = project_url(app, path.project_path)
    registry = path.project.removeprefix(_REGISTRY) if path.project.startswith(_REGISTRY) else None
    if is_link and (registry is not None or type == "model" or path.project == "model-registry"):
        selection = f"selectionPath={quote(str(path), safe='')}&view=membership&version={version}"
        owner = quote(path.entity or "", safe="")
        if registry is not None:
            return f"{app}/orgs/{owner}/registry/{quote(registry)}?{selection}"
        return f"{app}/{owner}/registry/model?{selection}"
    parts = (type, path.collection, version)
    return f"{project}/artifacts/{'/'.join(quote(part, safe='') for part in parts)}"


def _collection_path(parts: list[str], entity: str | None, project: str | None) -> CollectionPath:
    match parts:
        case [collection]:
            return CollectionPath(entity, project or _DEFAULT_PROJECT, collection)
        case [project_name, collection]:
            return CollectionPath(entity, project_name, collection)
        case [owner, project_name, collection]:
            return CollectionPath(owner, project_name, collection)
        case _:
            raise PathError(
                f"Invalid artifact path: {'/'.join(parts)!r} has too many parts.",
                hint=_ARTIFACT_FORMS,
            )


def _checked_parts(path: str | Sequence[str], forms: str) -> list[str]:
    parts = path_parts(path, forms)
    for part in parts[:-1]:
        if any(char in part for char in "#:?"):
            raise PathError(
                f"Invalid path: {shown(path)}. It has the invalid part {part!r}.", hint=forms
            )
    return [*unquoted(parts[:-1], path, forms), parts[-1]]


def _of_url(url: str, forms: str) -> tuple[CollectionPath, str | None]:
    """Return collection and version of a URL `…/entity/project/artifacts/type/collection/version`, or of a registry page."""
    parts = url_parts(url, forms)
    selected = selection_of(url)
    if selected is not None:
        selection, version = selected
        found = check_parts(selection.strip("/").split("/"), url, forms)
        if len(found) == _SELECTED:
            return CollectionPath(*found), version
    for index in range(2, len(parts) - 2):
        if parts[index] == "artifacts":
            owner, project_name, _, _, collection, *rest = parts[index - 2 :]
            check_parts([owner, project_name, collection], url, forms)
            return CollectionPath(owner, project_name, collection), rest[0] if rest else None
    raise PathError(
        f"Invalid artifact URL: {shown(url)}.",
        hint="Use a URL that ends in /entity/project/artifacts/type/collection/version.",
    )


def selection_of(url: str) -> tuple[str, str | None] | None:
    """Return collection and version of a registry page's URL; None for other URLs."""
    parts = urlsplit(url.strip())
    query = parse_qs(parts.query)
    if "registry" not in parts.path.split("/") or "selectionPath" not in query:
        return None
    return query["selectionPath"][0], query.get("version", [None])[0]


def is_version(text: str) -> bool:
    """Return whether a string is a version number such as `v3`, not an alias."""
    return _VERSION.fullmatch(text) is not None
