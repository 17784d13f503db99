"""Tables of views, which are reports and their drafts, and of comments on them."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from runql_sandbox.store._base import new_registry, now
from runql_sandbox.store.accounts.tables import User
from runql_sandbox.store.projects import Project

__all__ = ["Comment", "CommentThread", "View"]


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class View(Base):
    """A report or workspace. Its content is JSON text that the server does not interpret."""

    __tablename__ = "views"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    parent_id: Mapped[int | None]
    type: Mapped[str]
    name: Mapped[str]
    display_name: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    spec: Mapped[str] = mapped_column(default="{}")
    locked: Mapped[bool] = mapped_column(default=False)
    created_using: Mapped[str] = mapped_column(default="WANDB_UI")
    cover_url: Mapped[str | None]
    preview_url: Mapped[str | None]
    view_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    project: Mapped[Project] = relationship(lazy="joined")
    user: Mapped[User] = relationship(lazy="joined")


class CommentThread(Base):
    """A thread of comments on a report, which starts with its first comment."""

    __tablename__ = "comment_threads"

    id: Mapped[int] = mapped_column(primary_key=True)
    view_id: Mapped[int] = mapped_column(ForeignKey("views.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    body: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    user: Mapped[User] = relationship(lazy="joined")


class Comment(Base):
    """A comment in a thread."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("comment_threads.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    body: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    user: Mapped[User] = relationship(lazy="joined")
