"""Attributes of a report, its unsaved changes, and its content."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import quote, unquote

from runql._choices import checked_choice
from runql._display.cards import Card, address_of, kind_of
from runql._models._attributes.assignment import KnownAttributes
from runql._models._attributes.inputs import input_of
from runql._models._attributes.json_text import decode
from runql._models._attributes.json_values import encode_document
from runql._models._attributes.text_lists import required_text
from runql._models.accounts.users import User
from runql._models.reports.markdown import joined, text_of_lines
from runql._models.reports.projects import projects_without_id, with_project_ids
from runql._paging.pages import Page
from runql._paths.parsing import shown
from runql._paths.projects import ProjectPath
from runql._paths.web_app import project_url
from runql.errors import NotFoundError, PathError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from runql_graphql.fragments.reports import ReportFields
    from runql_graphql.inputs import UpsertViewInput
    from runql_graphql.list_reports import ListReports

    from runql._models.reports.kinds import Block
    from runql._models.reports.panels.grids import PanelGrid
    from runql._wire.json_types import JsonValue

__all__ = ["ReportBase", "new_report_input", "parse_report_id", "reports_page", "view_type"]

_FORMS: Final = "Use the report's URL, entity/project/reports/Title--ID, or the ID."
# Ids are base64 of `View:` and a number. Such strings contain neither + nor /.
_ID: Final = re.compile(r"[A-Za-z0-9]+={0,2}", re.ASCII)
_VERSION: Final = 5
"""Version of the spec for new reports, as in wandb-workspaces 0.4.13."""
WIDTHS: Final = ("readable", "fixed", "fluid")
"""Widths of a report."""


class ReportBase(KnownAttributes):
    """The attributes of a report from the last response, and unsaved changes.

    Title, description, blocks and width can be changed.
    """

    _plain_attributes: ClassVar = frozenset({"title", "description", "blocks", "width"})

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
        self.width: str = self._read_width

    @property
    def _read_width(self) -> str:
        return str(self._spec.get("width") or WIDTHS[0])

    @property
    def id(self) -> str:
        """Opaque id."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name that the server generated. `title` is the name that the web app shows."""
        return self._snapshot.name or ""

    @property
    def display_name(self) -> str:
        """The saved title."""
        return self._snapshot.display_name or ""

    @property
    def path(self) -> ProjectPath:
        """Entity and project of the report."""
        return ProjectPath(self._snapshot.entity_name, self._snapshot.project_name)

    @property
    def is_draft(self) -> bool:
        """Whether the report is an unpublished draft."""
        return (self._snapshot.type_ or "").endswith("/draft")

    @property
    def author(self) -> User | None:
        """Author of the report; None if the server does not return one."""
        return None if self._snapshot.user is None else User(self._snapshot.user)

    @property
    def created_at(self) -> datetime:
        """Creation time, timezone-aware, in UTC."""
        return self._snapshot.created_at

    @property
    def updated_at(self) -> datetime | None:
        """Time of the last change, timezone-aware, in UTC; None if never changed."""
        return self._snapshot.updated_at

    @property
    def view_count(self) -> int:
        """Number of views."""
        return self._snapshot.view_count

    @property
    def spec(self) -> dict[str, JsonValue]:
        """The JSON object in which the web app stores the report's content."""
        return dict(self._spec)

    @property
    def url(self) -> str:
        """Page of the report in the web app."""
        title = re.sub(r"-+", "-", re.sub(r"\W", "-", self.display_name)).strip("-")
        page = f"{quote(title)}--{self.id.replace('=', '')}"
        return f"{project_url(self._app_url, self.path)}/reports/{page}"

    @property
    def panel_grids(self) -> tuple[PanelGrid, ...]:
        """The panel grids in order, including those in collapsed headings."""
        from runql._models.reports.panels.grids import PanelGrid
        from runql._models.reports.spec import every_block

        return tuple(block for block in every_block(self.blocks) if isinstance(block, PanelGrid))

    def to_markdown(self) -> str:
        """Return the report as Markdown: title, description and blocks.

        Panels are listed by title and metrics. Formulas are between dollar signs.
        """
        title = text_of_lines(" ".join(self.title.splitlines()))
        about = text_of_lines(self.description)
        parts = [f"# {title}", about, *(each.to_markdown() for each in self.blocks)]
        return joined(parts) + "\n"

    def _new_projects(self) -> list[ProjectPath]:
        """Return the projects of new run sets. The server knows their IDs."""
        from runql._models.reports.spec import write_block

        known = [write_block(block) for block in self._read]
        written = [write_block(block) for block in self.blocks]
        return projects_without_id([each for each in written if each not in known], self.path)

    def _changes(
        self,
        *,
        drop_unknown: bool,
        draft: bool | None = None,
        project_ids: Mapping[ProjectPath, str | None] | None = None,
    ) -> UpsertViewInput | None:
        """Return the mutation's input with all changes; None if nothing changed.

        Args:
            drop_unknown: Whether blocks that runql cannot write may be lost.
            draft: Whether to make the report a draft or publish it; None to leave its state unchanged.
            project_ids: IDs of the projects of new run sets.

        Raises:
            UsageError: If the change would lose a block that runql cannot write, or the width is invalid.
        """
        from runql_graphql.inputs import UpsertViewInput

        from runql._models.reports.spec import write_block

        changes = input_of(UpsertViewInput, {"id": self.id})
        if self.title != self.display_name:
            changes.display_name = self.title
        if self.description != (self._snapshot.description or ""):
            changes.description = self.description
        if draft is not None and draft != self.is_draft:
            changes.type_ = view_type(draft=draft)
        known = [write_block(block) for block in self._read]
        written = [write_block(block) for block in self.blocks]
        if written != known or self.width != self._read_width:
            if not drop_unknown:
                self._refuse_losses(list(written))
            found = [
                each if each in known else with_project_ids(each, self.path, project_ids or {})
                for each in written
            ]
            changes.spec = self._encoded(found)
        return changes if len(changes.model_fields_set) > 1 else None

    def _encoded(self, blocks: Sequence[dict[str, JsonValue]], **other: JsonValue) -> str:
        """Return the spec with the given blocks, as JSON."""
        spec: dict[str, JsonValue] = {**self._spec, "blocks": list(blocks), **other}
        if self.width != self._read_width:
            spec["width"] = checked_choice("width", self.width, WIDTHS)
        return json.dumps(encode_document(spec, "spec", self.path))

    def _copy(
        self,
        path: ProjectPath,
        title: str | None,
        project_ids: Mapping[ProjectPath, str | None],
        *,
        draft: bool,
    ) -> UpsertViewInput:
        """Return the mutation's input that creates a copy of the report, with unsaved changes.

        Raises:
            UsageError: If the copy has no title, or the width is invalid.
        """
        from runql_graphql.enums import ViewSource
        from runql_graphql.inputs import UpsertViewInput

        from runql._models.reports.spec import write_block

        name = self.title if title is None else title
        blocks = [
            with_project_ids(write_block(each), self.path, project_ids) for each in self.blocks
        ]
        return input_of(
            UpsertViewInput,
            {
                "entity_name": path.entity,
                "project_name": path.project,
                "created_using": ViewSource.WANDB_SDK,
                "display_name": _checked_title(name),
                "description": self.description,
                "type_": view_type(draft=draft),
                "spec": self._encoded(blocks, discussionThreads=[]),
            },
        )

    def _refuse_losses(self, written: Sequence[JsonValue]) -> None:
        from runql._models.reports.spec import unknown_parts, write_block

        if "blocks" not in self._spec and self._spec.get("panelGroups"):
            raise UsageError(
                f"The report {self.title!r} has an older format without blocks.",
                hint="Open and save it in the web app, or call update(drop_unknown=True).",
            )
        kept = [part for block in self.blocks for part in unknown_parts(block)]
        for block in self._read:
            lost = [part for part in unknown_parts(block) if part not in kept]
            if lost and write_block(block) not in written:
                raise UsageError(
                    f"The edit would delete a block or panel that runql cannot write: {lost[0].kind!r}.",
                    hint="Add it to report.blocks again, or call update(drop_unknown=True).",
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
    """Return the server's type of published reports or drafts."""
    return "runs/draft" if draft else "runs"


def _checked_title(title: str) -> str:
    """Return the title of a report.

    Raises:
        UsageError: If the title is empty.
    """
    if not required_text(title, "title").strip():
        raise UsageError("title must not be empty.", hint='Pass title="Training results".')
    return title


def new_report_input(
    path: ProjectPath,
    title: str,
    description: str,
    blocks: Sequence[dict[str, JsonValue]],
    width: str,
    *,
    draft: bool,
) -> UpsertViewInput:
    """Return the mutation's input that creates a report.

    Args:
        path: Path of the project.
        title: Title.
        description: Text under the title.
        blocks: Blocks in the format of a spec.
        width: `readable`, `fixed` or `fluid`.
        draft: Whether to create a draft, which only the author sees.

    Raises:
        UsageError: If the title is empty, or the width is invalid.
    """
    from runql_graphql.enums import ViewSource
    from runql_graphql.inputs import UpsertViewInput

    spec: dict[str, JsonValue] = {
        "version": _VERSION,
        "panelSettings": {},
        "blocks": list(blocks),
        "width": checked_choice("width", width, WIDTHS),
        "authors": [],
        "discussionThreads": [],
    }
    return input_of(
        UpsertViewInput,
        {
            "entity_name": path.entity,
            "project_name": path.project,
            "created_using": ViewSource.WANDB_SDK,
            "display_name": _checked_title(title),
            "description": description,
            "type_": view_type(draft=draft),
            "spec": json.dumps(encode_document(spec, "spec", path)),
        },
    )


def parse_report_id(report: str) -> str:
    """Return the opaque id in a URL, a path, or an id: the part after the last `--`.

    URLs omit the padding `=` of the id.

    Raises:
        PathError: If the string has no report id.
    """
    if not isinstance(report, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise PathError(f"Invalid report path: {shown(report)}.", hint=_FORMS)
    text = report.strip()
    # A title may contain an unencoded question mark, so the whole string is tried too.
    for part in (re.split(r"[?#]", text, maxsplit=1)[0], text):
        plain = unquote(part, errors="replace").strip("/ ")
        _, dashes, behind = plain.rpartition("--")
        found = re.split(r"[/?#&]", behind)[0] if dashes else plain.rpartition("/")[2]
        padded = _view_id(found.strip())
        if padded is not None:
            return padded
    raise PathError(f"Invalid report path: {shown(report)}. It has no report ID.", hint=_FORMS)


def _view_id(encoded: str) -> str | None:
    """Return an id with its padding; None if the string is not a report ID."""
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
    """Return the page of reports of a response.

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
    return Page(nodes, cursor if views.page_info.has_next_page else None, end=cursor)
