"""Storage size of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._display.counts import counted
from runql._models.integrations import missing_entity
from runql._paging.connections import page_of
from runql._paging.pages import Page
from runql._paths.projects import missing_project
from runql._wandb_names.attributes import WandbNames

if TYPE_CHECKING:
    from runql_graphql.fragments.projects import ProjectStorageNodeFields
    from runql_graphql.list_project_storage import ListProjectStorage
    from runql_graphql.list_run_tags import ListRunTags

    from runql._paths.projects import ProjectPath

__all__ = ["ProjectStorage", "storage_page", "tags_page"]


class ProjectStorage(WandbNames):
    """The storage size of a project, as counted by the server.

    Attributes:
        id: Opaque ID of the count.
        name: Name of the project.
        size: Size in bytes.
        artifact_types: Sizes of artifacts in bytes, by type. Covers the first 1,000 types.
    """

    def __init__(self, snapshot: ProjectStorageNodeFields) -> None:
        self.id: str = snapshot.id
        self.name: str = snapshot.name
        self.size: int = snapshot.size
        self.artifact_types: dict[str, int] = {
            each.name: each.size for each in snapshot.artifact_types
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {counted(self.size, 'byte')}>"


def storage_page(response: ListProjectStorage, entity: str) -> Page[ProjectStorage]:
    """Return the page of projects of a response.

    Raises:
        NotFoundError: If the entity does not exist.
    """
    if response.entity is None:
        raise missing_entity(entity, "ListProjectStorage")
    tree = response.entity.storage_tree
    return Page((), None, 0) if tree is None else page_of(tree.projects, ProjectStorage)


def tags_page(response: ListRunTags, path: ProjectPath) -> Page[str]:
    """Return the page of tags of a response.

    Raises:
        NotFoundError: If the project does not exist.
    """
    if response.project is None:
        raise missing_project(path, "ListRunTags")
    tags = response.project.run_tags
    return Page((), None, 0) if tags is None else page_of(tags, lambda each: each.name)
