"""Inputs and responses of the mutations that write projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql._choices import checked_choice
from runql._models._attributes.inputs import input_of
from runql._models._attributes.text_lists import required_text
from runql.errors import NotFoundError, ProtocolError, UsageError

if TYPE_CHECKING:
    from runql_graphql.fragments.projects import ProjectFields
    from runql_graphql.get_project import GetProject
    from runql_graphql.inputs import UpsertModelInput
    from runql_graphql.update_project_name import UpdateProjectName
    from runql_graphql.upsert_project import UpsertProject

    from runql._paths.projects import ProjectPath

__all__ = [
    "LONGEST_NAME",
    "REFUSED",
    "VISIBILITIES",
    "check_same_project",
    "checked_name",
    "created_by_update",
    "project_input",
    "renamed_project",
    "upserted_project",
]

VISIBILITIES: Final = {
    "team": "ENTITY_WRITE",
    "public": "USER_READ",
    "open": "USER_WRITE",
    "restricted": "RESTRICTED",
    "private": "PRIVATE",
}
"""Access levels in the API, by visibility in the web app."""

LONGEST_NAME: Final = 128
REFUSED: Final = "/\\#?%:"


def project_input(
    path: ProjectPath, *, visibility: str | None, description: str | None
) -> UpsertModelInput:
    """Build the mutation's input. Values of None stay unchanged on the server.

    Raises:
        UsageError: If the name or the visibility is invalid.
    """
    from runql_graphql.inputs import UpsertModelInput

    given: dict[str, str] = {"name": checked_name(path.project)}
    if path.entity is not None:
        given["entity_name"] = path.entity
    if description is not None:
        given["description"] = description
    if visibility is not None:
        given["access"] = _access(visibility)
    return input_of(UpsertModelInput, given)


def checked_name(name: str) -> str:
    """Return the name of a project after validation.

    Raises:
        UsageError: If the name is invalid.
    """
    required_text(name, "name")
    bad = [char for char in name if char in REFUSED]
    if not name or len(name) > LONGEST_NAME or bad:
        raise UsageError(
            f"Invalid project name: {name!r}.",
            hint=f"Use 1 to {LONGEST_NAME} characters without any of {REFUSED}",
        )
    return name


def check_same_project(response: GetProject, internal_id: str, path: str) -> None:
    """Check before an upsert that the project of a name is the one that was fetched.

    An upsert creates a project if none has the name, and changes whichever has it.

    Args:
        response: The project that has the name now.
        internal_id: ID of the fetched project that renaming does not change; empty if the server does not return it.
        path: Path of the fetched project, for the error.

    Raises:
        NotFoundError: If the project was deleted or renamed.
    """
    found = response.project
    known = found.internal_id if found is not None else ""
    if found is None or (known and internal_id and known != internal_id):
        raise NotFoundError(
            f"Project not found: {path}. It was deleted or renamed after it was fetched. Nothing was changed.",
            hint="Fetch it again under its new name.",
            operation="GetProject",
        )


def created_by_update(path: str) -> NotFoundError:
    """Return the error for a project that disappeared between the check and the upsert."""
    return NotFoundError(
        f"{path} was deleted or renamed during the update, and the server created an empty project of that name.",
        hint="Delete the empty project, and fetch yours again under its new name.",
        operation="UpsertProject",
    )


def upserted_project(response: UpsertProject, path: ProjectPath) -> tuple[ProjectFields, bool]:
    """Return the project of a mutation's response, and whether the mutation created it.

    Raises:
        ProtocolError: If the response has no project.
    """
    payload = response.upsert_model
    if payload is None or payload.project is None:
        raise ProtocolError(
            f"The server returned neither the project {path} nor an error message.",
            operation="UpsertProject",
        )
    return payload.project, bool(payload.inserted)


def renamed_project(response: UpdateProjectName, path: ProjectPath) -> ProjectFields:
    """Return the project under its new name.

    Raises:
        ProtocolError: If the response has no project.
    """
    payload = response.rename_project
    if payload is None or payload.project is None:
        raise ProtocolError(
            f"The server returned neither the project {path} nor an error message.",
            operation="UpdateProjectName",
        )
    return payload.project


def _access(visibility: str) -> str:
    # The server's own names are accepted too.
    own = {access: name for name, access in VISIBILITIES.items()}
    return VISIBILITIES[checked_choice("visibility", visibility, VISIBILITIES, own)]
