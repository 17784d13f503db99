"""Collections, artifact types and registries."""

from __future__ import annotations

from typing import Final

from runql._wandb_names.entries import ISO, MAYBE_ISO, Names, differs, renamed

__all__ = ["ENTRIES"]

_START: Final = renamed("after", "The cursor is `lister.cursor`, on every list.")
_PAGES_GROW: Final = differs("Pages grow from 50 while a list is read, unless you set a size.")
_SEARCH: Final = {"filter": renamed("filters"), "start": _START, "per_page": _PAGES_GROW}

collection = Names("ArtifactCollection", "ArtifactCollection", "collection", "Collections")
collection.kind("ArtifactCollection")
collection.same("description entity id name project project_id project_internal_id tags type")
collection.differs("created_at", "An aware `datetime` instead of a string.", ISO)
collection.differs("updated_at", "An aware `datetime` instead of a string.", MAYBE_ISO)
collection.accepted(
    "aliases", "aliases()", why="Sends requests, because the versions have the aliases."
)
collection.hint("organization", "collection.path.entity")
collection.call("artifacts", "per_page start", {"start": _START, "per_page": _PAGES_GROW})
collection.hint(
    "change_type",
    'collection.type = "…"; collection.save()',
    "It is an ordinary edit.",
)
collection.call("change_type", "new_type")
collection.call("delete", "")
collection.call("is_sequence", "")
collection.call("save", "", why="Sends the changes; PartialUpdateError lists what was saved.")
collection.hint("load", "api.artifact_collection(type, name)", "It fetches the collection again.")
collection.call("load", "entity project type_ name")

for_type = Names("ArtifactCollections", "ArtifactCollections", "collections", "Collections")
for_type.kind("ArtifactCollections")
for_type.absent("entity filters order project type_name", "Each collection has its own.")
for_project = Names(
    "ProjectArtifactCollections", "ArtifactCollections", "collections", "Collections"
)
for_project.kind("ArtifactCollections", "The same class represents the collections of a project.")
for_project.absent("entity filters order project", "Each collection has its own.")

kind = Names("ArtifactType", "ArtifactType", "artifact_type", "Collections")
kind.kind("ArtifactType")
kind.same("id name description")
kind.accepted("type", "name", why="In wandb, it is also the name.")
kind.hint("entity", "artifact_type.project_path.entity")
kind.hint("project", "artifact_type.project_path.project")
kind.call("collection", "name")
kind.call("collections", "filters order per_page start", {"start": _START, "per_page": _PAGES_GROW})
kind.hint("load", "api.artifact_type(name, project)", "It fetches the type again.")
kind.call("load", "")
kinds = Names("ArtifactTypes", "ArtifactTypes", "artifact_types", "Collections")
kinds.kind("ArtifactTypes")
kinds.absent("entity project", "Each type has its own.")

registry = Names("Registry", "Registry", "registry", "Registries")
registry.kind("Registry")
registry.same("allow_all_artifact_types description entity full_name id internal_id name")
registry.same("organization path")
registry.differs("visibility", "A `RegistryVisibility`, equal to the string.")
registry.differs("artifact_types", "Can be assigned as a whole.")
registry.differs("created_at", "An aware `datetime` instead of a string.", ISO)
registry.differs("updated_at", "An aware `datetime` instead of a string.", MAYBE_ISO)
registry.call("add_members", "members", why="Also accepts names.")
registry.call("remove_members", "members", why="Also accepts names.")
registry.call("update_member", "member role")
registry.call("members", "")
registry.call("team_members", "")
registry.call("user_members", "")
registry.call("collections", "filter order per_page start", _SEARCH)
registry.call("versions", "filter order per_page start", _SEARCH)
registry.call("delete", "")
registry.accepted(
    "save",
    "update",
    "registry.update()",
    "It sends the changes, and raises NotFoundError if the registry is gone.",
)
registry.call("save", "")
registry.accepted("load", "refresh", "registry.refresh()")
registry.call("load", "")
registry.hint("create", "api.create_registry(…)", "Registries are created by the client.")
registry.call("create", "api organization name visibility description artifact_types")

registries = Names("Registries", "Registries", "registries", "Registries")
registries.kind("Registries")
registries.call("collections", "filter order per_page start", _SEARCH)
registries.call("versions", "filter order per_page start", _SEARCH)
registries.absent("organization filter order", "Each registry has its own organization.")
registries.hint("length", "len(registries)")
found = Names("Collections", "RegistryCollections", "collections", "Registries")
found.kind("RegistryCollections")
found.hint("versions", "registries.versions(collections=…)", "It searches several registries.")
found.call("versions", "filter order per_page start")
found.absent("organization registry_filter collection_filter order", "Each collection has its own.")
versions = Names("Versions", "RegistryVersions", "versions", "Registries")
versions.kind("RegistryVersions")
versions.absent(
    "organization registry_filter collection_filter artifact_filter order",
    "Each version has its own.",
)
versions.hint("length", "len(versions)")

ENTRIES = (
    *collection, *for_type, *for_project, *kind, *kinds, *registry, *registries, *found, *versions,
)  # fmt: skip
