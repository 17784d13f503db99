"""Reports, which are views of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, QueryType, SchemaBindable
from sqlalchemy import delete, func, select

from runql_sandbox.inputs import InputError, parse_json
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.store._base import now
from runql_sandbox.store.data_folder import draw
from runql_sandbox.store.reports import View

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.accounts.tables import Entity
    from runql_sandbox.store.projects import Project

__all__ = ["BINDABLES", "view_with_id"]

query = QueryType()
mutation = MutationType()
project = ObjectType("Project")
view = ObjectType("View")

BINDABLES: list[SchemaBindable] = [query, mutation, project, view]

for field, column in {
    "displayName": "display_name",
    "createdUsing": "created_using",
    "coverUrl": "cover_url",
    "previewUrl": "preview_url",
    "viewCount": "view_count",
    "createdAt": "created_at",
    "updatedAt": "updated_at",
}.items():
    view.set_alias(field, column)

_TEXTS = {
    "name": "name",
    "type": "type",
    "displayName": "display_name",
    "description": "description",
    "spec": "spec",
    "locked": "locked",
    "coverUrl": "cover_url",
    "previewUrl": "preview_url",
    "createdUsing": "created_using",
}


@view.field("specObject")
def spec_object(obj: View, _info: GraphQLResolveInfo) -> object:
    """The spec as JSON instead of a string; null if it is not valid JSON."""
    try:
        return parse_json(obj.spec or "", "the spec")
    except InputError:
        return None


@query.field("view")
def view_by_id(_: object, info: GraphQLResolveInfo, id: str, **_arguments: object) -> View | None:
    """A view that the user can see."""
    return view_with_id(context_of(info), id)


@project.field("allViews")
def all_views(
    obj: Project,
    info: GraphQLResolveInfo,
    viewType: str | None = None,
    viewName: str | None = None,
    userName: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The views of a type, last changed first. Only their author can see drafts."""
    context = context_of(info)
    wanted = select(View).where(View.project_id == obj.id, View.type == (viewType or "runs"))
    if viewName:
        wanted = wanted.where(View.name == viewName)
    if userName:
        wanted = wanted.where(View.user.has(username=userName))
    if (viewType or "").endswith("/draft"):
        wanted = wanted.where(View.user_id == context.user.id)
    wanted = wanted.order_by(View.updated_at.desc(), View.id.desc())
    return connection(context.session, wanted, first=first, after=after)


@mutation.field("upsertView")
def upsert_view(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create a view, or change one by its ID. Omitted and null fields do not change."""
    context = context_of(info)
    found = _to_write(context, input["id"]) if input.get("id") else None
    inserted = found is None
    if found is None:
        owner_project = context.project_to_write(input.get("projectName"), input.get("entityName"))
        found = View(
            project_id=owner_project.id, user_id=context.user.id, type="runs", name=draw(12)
        )
        context.session.add(found)
    for name, column in _TEXTS.items():
        if input.get(name) is not None:
            setattr(found, column, input[name])
    if input.get("parentId") is not None:
        parent = view_with_id(context, input["parentId"])
        if parent is None:
            raise not_found("view")
        found.parent_id = parent.id
    found.updated_at = now()
    context.session.flush()
    context.session.refresh(found)
    payload = {"view": found, "inserted": inserted}
    return {**payload, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteView")
def delete_view(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete a view. If it has drafts, they must be deleted with it."""
    context = context_of(info)
    found = _to_write(context, input.get("id") or "")
    drafts = View.parent_id == found.id
    counted = context.session.scalar(select(func.count()).select_from(View).where(drafts)) or 0
    pending = counted > 0 and not input.get("deleteDrafts")
    if not pending:
        context.session.execute(delete(View).where(drafts))
        context.session.delete(found)
    payload = {"success": not pending, "pendingDrafts": pending}
    return {**payload, "clientMutationId": input.get("clientMutationId")}


@view.field("id")
def view_id(obj: View, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("View", obj.id)


@view.field("parentId")
def parent_id(obj: View, _info: GraphQLResolveInfo) -> str | None:
    """The view of which this view is a draft."""
    return None if obj.parent_id is None else encode("View", obj.parent_id)


@view.field("entity")
def entity(obj: View, _info: GraphQLResolveInfo) -> Entity:
    """The owner of the project."""
    return obj.project.owner


@view.field("entityName")
def entity_name(obj: View, _info: GraphQLResolveInfo) -> str:
    """The name of the project's owner."""
    return obj.project.entity


@view.field("projectName")
def project_name(obj: View, _info: GraphQLResolveInfo) -> str:
    """The name of the project."""
    return obj.project.name


@view.field("accessTokens")
@view.field("uploadHeaders")
def none(_obj: View, _info: GraphQLResolveInfo) -> list[Any]:
    """Always empty, because the sandbox has no links for sharing."""
    return []


@view.field("starCount")
def star_count(_obj: View, _info: GraphQLResolveInfo, **_arguments: object) -> int:
    """Always 0, because the sandbox does not support stars."""
    return 0


def view_with_id(context: Context, opaque: str) -> View | None:
    """Return the view with an opaque ID, if the user can see it."""
    found_id = number(opaque, "View")
    found = context.session.get(View, found_id) if found_id is not None else None
    if found is None or context.project(found.project.name, found.project.entity) is None:
        return None
    hidden = found.type.endswith("/draft") and found.user_id != context.user.id
    return None if hidden else found


def _to_write(context: Context, opaque: str) -> View:
    found = view_with_id(context, opaque)
    if found is None:
        raise not_found("view")
    context.require_own(found.project, found.user_id)
    return found
