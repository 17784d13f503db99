"""A server in this process with whatever names a test wants, and what a test looks for in a page."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Self

import httpx
from sqlalchemy import select

from runql_sandbox.store.accounts.tables import User
from runql_sandbox.store.data_folder import Store
from runql_sandbox.store.files import File
from runql_sandbox.store.history.lines import Line
from runql_sandbox.store.history.rows import HistoryKeys
from runql_sandbox.store.projects import Project
from runql_sandbox.store.reports import View
from runql_sandbox.store.runs.tables import Run
from runql_sandbox.store.sweeps import Sweep
from runql_sandbox.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session
    from starlette.applications import Starlette

ADDRESS = "http://testserver"
HTML = "text/html; charset=utf-8"


class Browser:
    """A client of a server in this process, with cookies and without redirects.

    Attributes:
        cookies: Its cookies.
    """

    def __init__(self, app: Starlette) -> None:
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS)
        self.cookies = self._client.cookies

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Send a request for a page."""
        return asyncio.run(self._client.get(path, **options))

    def post(self, path: str, **options: Any) -> httpx.Response:
        """Send a form."""
        return asyncio.run(self._client.post(path, **options))


class Site:
    """A server over a data folder, and a browser of its first user.

    Attributes:
        store: The data folder.
        key: API key of the first user, `sandbox`.
        browser: A client that signed in.
        stranger: A client that did not.
        visitor_key: API key of a user who has no access to anything of the first one.
    """

    visitor_key: str = ""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.key = store.first_user().api_key
        self.app = create_app(store, ADDRESS)
        self.browser = self.client()
        self.stranger = self.client()
        self.sign_in(self.browser, self.key)

    @classmethod
    @contextmanager
    def open(cls, folder: Path, server_date: str = "") -> Iterator[Self]:
        """Serve a folder."""
        store = Store(folder, server_date=server_date)
        try:
            yield cls(store)
        finally:
            store.close()

    def client(self) -> Browser:
        """Return a browser without cookies."""
        return Browser(self.app)

    def sign_in(self, client: Browser, key: str) -> httpx.Response:
        """Send the form."""
        response = client.post("/login", data={"key": key, "next": "/"})
        assert response.status_code == 303, response.text
        return response

    def get(self, path: str) -> str:
        """Return the HTML of a page, which there is."""
        response = self.browser.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code} {response.text[:2000]}"
        assert response.headers["content-type"] == HTML
        return response.text


def add_project(session: Session, name: str, entity: str = "sandbox") -> Project:
    """Add a project."""
    found = Project(entity=entity, name=name, description=name)
    session.add(found)
    session.flush()
    return found


def add_run(
    session: Session,
    project: Project,
    name: str,
    *,
    config: Mapping[str, Any] | None = None,
    summary: Mapping[str, Any] | None = None,
    rows: list[dict[str, Any]] | None = None,
    log: list[str] | None = None,
    tags: list[str] | None = None,
    **fields: Any,
) -> Run:
    """Add a run with its documents, history and console log."""
    written = json.dumps({key: {"value": value} for key, value in (config or {}).items()})
    keys = HistoryKeys("")
    for row in rows or []:
        keys.add(row)
    run = Run(
        project_id=project.id,
        user_id=session.scalars(select(User.id)).first(),
        name=name,
        display_name=fields.pop("display_name", name),
        config=written,
        config_json=written,
        summary=json.dumps(summary or {}),
        summary_json=json.dumps(summary or {}),
        tags=json.dumps(tags or []),
        history_keys=keys.to_json() if rows else "",
        **fields,
    )
    session.add(run)
    session.flush()
    for number, row in enumerate(rows or []):
        session.add(Line(run_id=run.id, kind="history", number=number, text=json.dumps(row)))
    for number, text in enumerate(log or []):
        session.add(Line(run_id=run.id, kind="output", number=number, text=text))
    return run


def add_file(store: Store, session: Session, run: Run, name: str, content: bytes) -> None:
    """Add a file of a run."""
    key = f"files/{run.id}-{len(content)}-{abs(hash(name))}"
    path = store.blobs.path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    session.add(File(run_id=run.id, name=name, key=key, size=len(content), md5="md5"))


def add_sweep(session: Session, project: Project, name: str, config: dict[str, Any]) -> Sweep:
    """Add a sweep."""
    text = json.dumps(config)
    user_id = session.scalars(select(User.id)).first()
    sweep = Sweep(
        project_id=project.id,
        user_id=user_id,
        name=name,
        display_name=str(config.get("name") or name),
        config=text,
        config_json=text,
        method="random",
    )
    session.add(sweep)
    session.flush()
    return sweep


def add_report(session: Session, project: Project, title: str, blocks: list[Any]) -> View:
    """Add a report."""
    user_id = session.scalars(select(User.id)).first()
    view = View(
        project_id=project.id,
        user_id=user_id,
        type="runs",
        name="view",
        display_name=title,
        description=title,
        spec=json.dumps({"version": 5, "blocks": blocks}),
    )
    session.add(view)
    session.flush()
    return view


class Outline(HTMLParser):
    """The elements of a page.

    Attributes:
        tags: Each element with the names of its attributes, in order.
        links: Values of `href` and `src`.
        texts: All text.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name in ("href", "src", "action"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def check_harmless(self) -> None:
        """Make sure that nothing of the page runs but the packaged script, and that links lead where pages do."""
        for tag, name, value in self.attributes:
            assert not name.startswith("on"), (tag, name)
            assert name != "style", (tag, value)
            if tag == "script":
                assert name in ("src", "defer")
                assert name != "src" or value.startswith("/_assets/")
            if name in ("href", "src", "action", "formaction"):
                assert value.startswith(("/", "#", "http://", "https://")), value
                assert not value.startswith("//"), value
        assert not {"iframe", "object", "embed", "base", "style", "meta-refresh"} & {
            tag for tag, _ in self.tags
        }
        assert [tag for tag, _ in self.tags].count("script") == 1
