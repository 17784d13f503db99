"""Routes of the pages."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from graphql import GraphQLError
from starlette.concurrency import run_in_threadpool
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from runql_sandbox.inputs import InputError
from runql_sandbox.pages import addresses
from runql_sandbox.pages.rendering import ASSETS, HEADERS, read_asset, render
from runql_sandbox.pages.routes import find_page
from runql_sandbox.pages.sign_in import Cookies, is_from_here
from runql_sandbox.pages.visits import Content, PageError, Rendered, Visit
from runql_sandbox.request.context import Context, basic_key
from runql_sandbox.request.limits import QUERY_SECONDS, UNKNOWN_BYTES
from runql_sandbox.store.accounts.management import user_of_key
from runql_sandbox.store.data_folder import stop_at

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy.orm import Session
    from starlette.requests import Request

    from runql_sandbox.pages.routes import Page
    from runql_sandbox.request.signed_urls import Signer
    from runql_sandbox.store.accounts.tables import User
    from runql_sandbox.store.data_folder import Store

__all__ = ["Pages"]

_FILE_HEADERS: Final = {
    **HEADERS,
    # If a browser opens a downloaded file, the file cannot run scripts or send requests.
    "content-security-policy": "default-src 'none'; sandbox",
}
_NO_KEY: Final = "Invalid API key. `runql sandbox` prints the key when it starts."


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one data folder.

    Attributes:
        store: Store of the data.
        signer: Signs URLs of files.
        execute: Executes a GraphQL request in a context.
        note: Counts a request.
        cookies: Cookies of signed-in users.
    """

    store: Store
    signer: Signer
    execute: Callable[[dict[str, Any], Context], tuple[int, dict[str, Any]]]
    note: Callable[[str], Awaitable[None]]
    cookies: Cookies = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cookies", Cookies(self.store.secret))

    def routes(self) -> list[Route]:
        """Return the routes, which must come after those of the API."""
        return [
            Route("/_assets/{digest}/{name}", self.asset, methods=["GET"]),
            Route(addresses.LOGIN, self.sign_in, methods=["GET", "POST"]),
            Route(addresses.LOGOUT, self.sign_out, methods=["POST"]),
            Route("/{path:path}", self.page, methods=["GET", "HEAD"]),
            Route("/{path:path}", _unknown, methods=["DELETE", "OPTIONS", "PATCH", "POST", "PUT"]),
        ]

    async def asset(self, request: Request) -> Response:
        """Return a packaged file."""
        name = request.path_params["name"]
        if name not in ASSETS:
            return await _unknown(request)
        headers = {**HEADERS, "cache-control": "public, max-age=31536000, immutable"}
        return Response(read_asset(name), media_type=ASSETS[name], headers=headers)

    async def page(self, request: Request) -> Response:
        """Return a page."""
        parts = addresses.path_parts(request.scope.get("raw_path") or request.url.path.encode())
        found = None if parts is None else find_page(parts)
        if found is None:
            return await _unknown(request)
        await self.note(f"page {found.name}")
        return await run_in_threadpool(self.answer, request, found)

    def answer(self, request: Request, page: Page) -> Response:
        """Return a page, on a thread."""
        with self.store.session() as session:
            # Pages are numbered, so their cursors count items, independent of the API's cursors.
            session.info["cursors"] = "offsets"
            user = self._user(session, request)
            if user is None:
                return _sign_in_form(request, addresses.local_path(_path(request)))
            context = Context(self.store, session, user, self.signer)
            context.deadline = time.monotonic() + QUERY_SECONDS
            stop_at(session, context.deadline)
            given = parse_qs(request.url.query, keep_blank_values=False, max_num_fields=1000)
            visit = Visit(context, self.execute, given, request.url.path)
            try:
                result = page.show(visit)
            except PageError as error:
                result = _refused(error.status, str(error), error.near)
            except (InputError, GraphQLError) as error:
                result = _refused(400, str(error), {})
            if isinstance(result, Content):
                return self._file(result)
            return _page(result, user.username, page.name)

    async def sign_in(self, request: Request) -> Response:
        """Return the sign-in form, or process it and set the cookie."""
        await self.note("page sign-in")
        if request.method == "GET":
            return _sign_in_form(request, addresses.local_path(request.query_params.get("next")))
        if not is_from_here(request.headers):
            return PlainTextResponse("The form was sent by a page of another site.", 403)
        form = await _form(request)
        target = addresses.local_path(form.get("next"))
        cookie = await run_in_threadpool(self._cookie, form.get("key", "").strip())
        if cookie is None:
            return _sign_in_form(request, target, _NO_KEY)
        response = RedirectResponse(target, 303, headers=HEADERS)
        response.set_cookie(
            self.cookies.name,
            cookie,
            max_age=self.cookies.seconds,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    async def sign_out(self, request: Request) -> Response:
        """Delete the cookie."""
        if not is_from_here(request.headers):
            return PlainTextResponse("The form was sent by a page of another site.", 403)
        response = RedirectResponse(addresses.LOGIN, 303, headers=HEADERS)
        response.delete_cookie(self.cookies.name, httponly=True, samesite="lax")
        return response

    def _cookie(self, key: str) -> str | None:
        with self.store.session() as session:
            return self.cookies.issue(session, key)

    def _user(self, session: Session, request: Request) -> User | None:
        key = basic_key(request.headers.get("authorization"))
        if key is not None:
            return user_of_key(session, key)
        return self.cookies.user(session, request.cookies.get(self.cookies.name))

    def _file(self, content: Content) -> Response:
        path = self.store.blobs.path(content.key)
        if not path.is_file():
            return PlainTextResponse("no such file", 404)
        return FileResponse(
            path,
            media_type=content.media_type or "application/octet-stream",
            filename=content.name.rsplit("/", 1)[-1],
            content_disposition_type="inline" if content.media_type else "attachment",
            headers=_FILE_HEADERS,
        )


async def _unknown(_request: Request) -> Response:
    return PlainTextResponse("Not Found", 404)


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a form of limited size."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > UNKNOWN_BYTES:
            return {}
    try:
        found = parse_qs(body.decode(), max_num_fields=20)
    except ValueError:
        return {}
    return {key: values[-1] for key, values in found.items()}


def _path(request: Request) -> str:
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query = request.url.query
    return raw.decode("latin-1").partition("?")[0] + (f"?{query}" if query else "")


def _sign_in_form(request: Request, target: str, message: str = "") -> Response:
    values = {"title": "Sign in", "target": target, "message": message, "login": addresses.LOGIN}
    # Scripts that open a page by mistake need the status instead of a form.
    status = 200 if request.method == "GET" and request.url.path == addresses.LOGIN else 401
    return HTMLResponse(render("sign_in.html", values), status, HEADERS)


def _refused(status: int, message: str, near: dict[str, str]) -> Rendered:
    title = {403: "Not allowed", 404: "Not found"}.get(status, "This page cannot be shown")
    values = {"message": message, "near": near}
    return Rendered("refused.html", title, values, status=status)


def _page(page: Rendered, username: str, kind: str) -> Response:
    values = {
        **page.values,
        "title": page.title,
        "trail": page.trail,
        "tabs": page.tabs,
        "tab": page.tab,
        "username": username,
        "kind": kind,
        "logout": addresses.LOGOUT,
    }
    # Halves of surrogate pairs in users' data must not break the page.
    body = render(page.template, values).encode("utf-8", "replace")
    return HTMLResponse(body, page.status, HEADERS)
