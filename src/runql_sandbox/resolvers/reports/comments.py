"""Comments on reports, in threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, QueryType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.request.context import context_of
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.resolvers.reports.fields import view_with_id
from runql_sandbox.store._base import now
from runql_sandbox.store.reports import Comment, CommentThread

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.reports import View

query = QueryType()
mutation = MutationType()
view = ObjectType("View")
thread = ObjectType("DiscussionThread")
comment = ObjectType("DiscussionComment")

BINDABLES: list[SchemaBindable] = [query, mutation, view, thread, comment]

for each in (thread, comment):
    for graphql_name, attribute in {
        "createdAt": "created_at",
        "updatedAt": "updated_at",
        "poster": "user",
    }.items():
        each.set_alias(graphql_name, attribute)


@view.field("discussionThreads")
def threads(
    obj: View,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The comment threads, oldest first."""
    wanted = select(CommentThread).where(CommentThread.view_id == obj.id).order_by(CommentThread.id)
    return connection(context_of(info).session, wanted, first=first, after=after)


@query.field("discussionThread")
def thread_by_id(_: object, info: GraphQLResolveInfo, id: str) -> CommentThread | None:
    """A thread on a report that the user can see."""
    context = context_of(info)
    found = context.session.get(CommentThread, number(id, "DiscussionThread") or 0)
    if found is None or view_with_id(context, encode("View", found.view_id)) is None:
        return None
    return found


@thread.field("comments")
def comments(
    obj: CommentThread,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The comments of a thread, oldest first."""
    wanted = select(Comment).where(Comment.thread_id == obj.id).order_by(Comment.id)
    return connection(context_of(info).session, wanted, first=first, after=after)


@thread.field("id")
def thread_id(obj: CommentThread, _info: GraphQLResolveInfo) -> str:
    """The opaque ID."""
    return encode("DiscussionThread", obj.id)


@comment.field("id")
def comment_id(obj: Comment, _info: GraphQLResolveInfo) -> str:
    """The opaque ID."""
    return encode("DiscussionComment", obj.id)


@thread.field("title")
def title(_obj: CommentThread, _info: GraphQLResolveInfo) -> str:
    """Always an empty string, because comment threads have no title."""
    return ""


@thread.field("upvotes")
@comment.field("upvotes")
def upvotes(_obj: object, _info: GraphQLResolveInfo) -> int:
    """Always 0, because the sandbox does not support upvotes."""
    return 0


@thread.field("deletedAt")
@comment.field("deletedAt")
def deleted_at(_obj: object, _info: GraphQLResolveInfo) -> None:
    """Always null, because deleted threads are not listed."""


@mutation.field("createViewDiscussionComment")
def create_comment(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Comment on a report that the user can see, in a thread or in a new one.

    The sandbox sends no emails.
    """
    context = context_of(info)
    found = view_with_id(context, input["viewID"])
    if found is None:
        raise not_found("view")
    body = input["body"]
    if not body.strip():
        raise invalid("a comment must have a body")
    if input.get("inlineCommentDetails") is not None:
        raise invalid("comments on a place in a report are not served by this sandbox")
    session, user_id = context.session, context.user.id
    opaque = input.get("discussionThreadID")
    if opaque is None:
        owner = CommentThread(view_id=found.id, user_id=user_id, body=body)
        session.add(owner)
        session.flush()
    else:
        known = session.get(CommentThread, number(opaque, "DiscussionThread") or 0)
        if known is None or known.view_id != found.id:
            raise not_found("discussion thread")
        owner = known
        owner.updated_at = now()
    made = Comment(thread_id=owner.id, user_id=user_id, body=body)
    session.add(made)
    session.flush()
    for each in (owner, made):
        session.refresh(each)
    payload = {"discussionThread": owner, "discussionComment": made}
    return {**payload, "clientMutationId": input.get("clientMutationId")}
