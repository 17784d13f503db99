"""Attributes of a report, the drafts of what can be edited, and its content."""

from __future__ import annotations

import base64
import binascii
import importlib.util
import json
import re
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import quote, unquote

from runql._display.cards import Card, address_of, kind_of
from runql._models._attributes.assignment import KnownAttributes
from runql._models._attributes.inputs import input_of
from runql._models._attributes.json_text import decode
from runql._models._attributes.json_values import encode_document
from runql._models._attributes.text_lists import required_text
from runql._models.accounts.users import User
from runql._paging.pages import Page
from runql._paths.parsing import shown
from runql._paths.projects import ProjectPath
from runql._paths.web_app import project_url
from runql.errors import MissingDependencyError, NotFoundError, PathError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from runql_graphql.fragments.reports import ReportFields
    from runql_graphql.inputs import UpsertViewInput
    from runql_graphql.list_reports import ListReports

    from runql._models.reports.kinds import Block
    from runql._models.reports.panels.grids import PanelGrid
    from runql._wire.json_types import JsonValue

__all__ = ["ReportBase", "new_report_input", "parse_report_id", "reports_page", "view_type"]

_FORMS: Final = "Write the report's URL, entity/project/reports/Title--ID, or the ID alone."
# Ids are base64 of `View:` and a number, in which neither + nor / occurs.
_ID: Final = re.compile(r"[A-Za-z0-9]+={0,2}", re.ASCII)
_VERSION: Final = 5
"""Version of the spec that new reports are written in: that of wandb-workspaces 0.4.13."""


class ReportBase(KnownAttributes):
    """A report as it was when the server answered, with drafts of title, description and blocks."""

    _plain_attributes: ClassVar = frozenset({"title", "description", "blocks"})

    def __init__(self, snapshot: ReportFields, app_url: str) -> None:
        self._app_url = app_url
        self._accept(snapshot)

    def _accept(self, snapshot: ReportFields) -> None:
        from runql._models.reports.spec import read_blocks

        self._snapshot = snapshot
        self._spec = decode(snapshot.spec, f"The spec of report {snapshot.id}")
        self._read = read_blocks(self._spec)
        self.title: str = snapshot.display_name or ""
        self.description: str = snapshot.description or ""
        self.blocks: list[Block] = list(self._read)

    @property
    def id(self) -> str:
        """Opaque id."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name that the server made up; `title` is what people read."""
        return self._snapshot.name or ""

    @property
    def display_name(self) -> str:
        """The title as the server has it."""
        return self._snapshot.display_name or ""

    @property
    def path(self) -> ProjectPath:
        """Entity and project that the report is in."""
        return ProjectPath(self._snapshot.entity_name, self._snapshot.project_name)

    @property
    def is_draft(self) -> bool:
        """Whether it has not been published."""
        return (self._snapshot.type_ or "").endswith("/draft")

    @property
    def author(self) -> User | None:
        """Who wrote it; None when the server does not say."""
        return None if self._snapshot.user is None else User(self._snapshot.user)

    @property
    def created_at(self) -> datetime:
        """When it was made; aware, UTC."""
        return self._snapshot.created_at

    @property
    def updated_at(self) -> datetime | None:
        """When it last changed; aware, UTC."""
        return self._snapshot.updated_at

    @property
    def view_count(self) -> int:
        """How often it has been looked at."""
        return self._snapshot.view_count

    @property
    def spec(self) -> dict[str, JsonValue]:
        """Everything that the web app keeps of the report's content."""
        return dict(self._spec)

    @property
    def url(self) -> str:
        """Page of the report in the web app."""
        title = re.sub(r"-+", "-", re.sub(r"\W", "-", self.display_name)).strip("-")
        page = f"{quote(title)}--{self.id.replace('=', '')}"
        return f"{project_url(self._app_url, self.path)}/reports/{page}"

    @property
    def panel_grids(self) -> tuple[PanelGrid, ...]:
        """The panel grids, in order, with those that headings hide."""
        from runql._models.reports.panels.grids import PanelGrid
        from runql._models.reports.spec import every_block

        return tuple(block for block in every_block(self.blocks) if isinstance(block, PanelGrid))

    def to_markdown(self) -> str:
        """Return the report as Markdown: title, description, then block by block.

        Panels are named, with what they show; a formula is between dollars.
        """
        parts = [f"# {self.title}", self.description, *(each.to_markdown() for each in self.blocks)]
        return "\n\n".join(part for part in parts if part.strip()) + "\n"

    def to_html(self) -> str:
        """Return the report as HTML, made from its Markdown; markup in its strings is not let
        through.

        Raises:
            MissingDependencyError: If markdown-it-py is not installed.
        """
        if importlib.util.find_spec("markdown_it") is None:
            raise MissingDependencyError(
                "The HTML of a report requires markdown-it-py, which is not installed.",
                hint="Install it with: pip install 'runql[reports]'",
            )
        from markdown_it import MarkdownIt

        renderer = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
        html: str = renderer.render(self.to_markdown())
        return html

    def _changes(self, *, drop_unknown: bool) -> UpsertViewInput | None:
        """Return what differs from the server's response; None when nothing does.

        Raises:
            UsageError: If a block would be lost that runql cannot write again.
        """
        from runql_graphql.inputs import UpsertViewInput

        from runql._models.reports.spec import write_block

        changes = input_of(UpsertViewInput, {"id": self.id})
        if self.title != self.display_name:
            changes.display_name = self.title
        if self.description != (self._snapshot.description or ""):
            changes.description = self.description
        written: list[JsonValue] = [write_block(block) for block in self.blocks]
        if written != [write_block(block) for block in self._read]:
            if not drop_unknown:
                self._refuse_losses(written)
            changes.spec = json.dumps(
                encode_document({**self._spec, "blocks": written}, "spec", self.path)
            )
        return changes if len(changes.model_fields_set) > 1 else None

    def _refuse_losses(self, written: Sequence[JsonValue]) -> None:
        from runql._models.reports.spec import unknown_parts, write_block

        if "blocks" not in self._spec and self._spec.get("panelGroups"):
            raise UsageError(
                f"The report {self.title!r} is of an older kind, without blocks.",
                hint="Open and save it in the app first; or update(drop_unknown=True).",
            )
        kept = [part for block in self.blocks for part in unknown_parts(block)]
        for block in self._read:
            lost = [part for part in unknown_parts(block) if part not in kept]
            if lost and write_block(block) not in written:
                raise UsageError(
                    f"The edit would lose a block or a panel that runql cannot write: {lost[0].kind!r}.",
                    hint="Keep it in `blocks`, or say so: update(drop_unknown=True).",
                )

    def _card(self) -> Card:
        author = self._snapshot.user
        facts = {
            "author": author.username or author.name if author is not None else None,
            "project": str(self.path),
            "created": self.created_at,
            "updated": self.updated_at,
            "views": self.view_count,
            "blocks": len(self.blocks),
            "description": self.description,
        }
        state = "draft" if self.is_draft else ""
        return Card(
            kind_of(self), self.title, address_of(lambda: self.url), state=state, facts=facts
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path}: {self.display_name!r}>"


def view_type(*, draft: bool) -> str:
    """Return the type that the server knows reports by."""
    return "runs/draft" if draft else "runs"


def new_report_input(
    path: ProjectPath, title: str, description: str, blocks: Iterable[Block], *, draft: bool
) -> UpsertViewInput:
    """Return the input that makes a report.

    Raises:
        UsageError: If it has no title.
    """
    from runql_graphql.enums import ViewSource
    from runql_graphql.inputs import UpsertViewInput

    from runql._models.reports.spec import write_block

    if not required_text(title, "title").strip():
        raise UsageError("A report needs a title.")
    written = [write_block(block) for block in blocks]
    spec = {
        "version": _VERSION,
        "panelSettings": {},
        "blocks": written,
        "width": "readable",
        "authors": [],
        "discussionThreads": [],
    }
    return input_of(
        UpsertViewInput,
        {
            "entity_name": path.entity,
            "project_name": path.project,
            "created_using": ViewSource.WANDB_SDK,
            "display_name": title,
            "description": description,
            "type_": view_type(draft=draft),
            "spec": json.dumps(encode_document(spec, "spec", path)),
        },
    )


def parse_report_id(report: str) -> str:
    """Return the opaque id that an address, a path, or the id itself names: what follows the last `--`.

    Addresses leave out the `=` at the id's end.

    Raises:
        PathError: If it names no report.
    """
    if not isinstance(report, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise PathError(f"Invalid report path: {shown(report)}.", hint=_FORMS)
    text = report.strip()
    # A title may hold a question mark that no one encoded, so the whole is looked at too.
    for part in (re.split(r"[?#]", text, maxsplit=1)[0], text):
        plain = unquote(part, errors="replace").strip("/ ")
        _, dashes, behind = plain.rpartition("--")
        found = re.split(r"[/?#&]", behind)[0] if dashes else plain.rpartition("/")[2]
        padded = _view_id(found.strip())
        if padded is not None:
            return padded
    raise PathError(f"Invalid report path: {shown(report)}. It has no ID of a report.", hint=_FORMS)


def _view_id(encoded: str) -> str | None:
    """Return an id with its padding; None for what is not the ID of a report."""
    if not _ID.fullmatch(encoded):
        return None
    short = encoded.rstrip("=")
    padded = short + "=" * (-len(short) % 4)
    try:
        decoded = base64.b64decode(padded, validate=True)
    except binascii.Error:
        return None
    return padded if decoded.startswith(b"View:") else None


def reports_page(response: ListReports, path: ProjectPath) -> Page[ReportFields]:
    """Return the page of reports that a response holds.

    Raises:
        NotFoundError: If the project does not exist, or the viewer has no access to it.
    """
    if response.project is None:
        raise NotFoundError(
            f"Project not found: {path}. It does not exist, or this API key has no access to it.",
            hint="Check the spelling of entity and project; api.projects(entity) lists them.",
            operation="ListReports",
        )
    views = response.project.all_views
    if views is None:
        return Page((), None)
    cursor = views.edges[-1].cursor if views.edges else None
    nodes = tuple(edge.node for edge in views.edges if edge.node is not None)
    return Page(nodes, cursor if views.page_info.has_next_page else None)
