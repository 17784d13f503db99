"""The routes of the server."""

from __future__ import annotations

import asyncio
import base64
import json
from collections import Counter
from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import (
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from runql_sandbox.automations.run_events import Report, deliver_later, fire_for_run
from runql_sandbox.ingest.artifact_uploads import is_of_artifacts
from runql_sandbox.ingest.exports import export
from runql_sandbox.ingest.file_stream import StreamError, take_in
from runql_sandbox.ingest.shared_writers import writer_of
from runql_sandbox.ingest.uploads import Uploads
from runql_sandbox.inputs import InputError, parse_object
from runql_sandbox.request.context import Context, basic_key
from runql_sandbox.request.limits import (
    FILE_BYTES,
    GRAPHQL_BYTES,
    LARGE_BYTES,
    OBJECT_BYTES,
    STREAM_BYTES,
    UNKNOWN_BYTES,
)
from runql_sandbox.request.signed_urls import VALID_SECONDS, Signer
from runql_sandbox.resolvers.accounts.teams import accept_invite
from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.store._blobs import DigestError
from runql_sandbox.store.accounts.management import FIRST_ORGANIZATION, user_of_key
from runql_sandbox.store.automations import Firing, Trigger
from runql_sandbox.store.data_folder import Store, UserExistsError
from runql_sandbox.store.files import File
from runql_sandbox.store.runs.tables import Run
from runql_sandbox.web.artifact_urls import ADDRESSES, find_content
from runql_sandbox.web.bodies import BodyError, PlainJSON, drain, read_body, read_object, text_of
from runql_sandbox.web.error_forms import INTERNAL_ERROR
from runql_sandbox.web.graphql_endpoint import (
    GraphQLEndpoint,
    failed,
    not_logged_in,
    operation_name,
)
from runql_sandbox.web.page_routes import page_routes
from runql_sandbox.web.stored_files import StoredFile

if TYPE_CHECKING:
    from starlette.requests import Request


__all__ = ["create_app"]

_MOST_KEYS = 10_000


class Sandbox:
    """The routes of the server over one store.

    Attributes:
        latency: Seconds by which all responses are delayed, for benchmarks.
        counted: Number of requests by operation or route, for benchmarks.
        large: Held by a GraphQL request with a large body. Several of them would share the interpreter, and
            small requests would get little of it.
    """

    def __init__(
        self, store: Store, base_url: str, latency: float, url_seconds: float = VALID_SECONDS
    ) -> None:
        self.store = store
        self.uploads = Uploads(store)
        self.signer = Signer(store.secret, base_url, url_seconds)
        self.graphql_endpoint = GraphQLEndpoint(
            executable_schema(store.without, store.server_date), store, self.signer
        )
        self.latency = latency
        self.counted: Counter[str] = Counter()
        self.large = asyncio.Lock()
        self.known_keys: set[str] = set()

    async def graphql(self, request: Request) -> Response:
        """Respond to `POST /graphql`."""
        header = request.headers.get("authorization")
        if not await self.knows(header):
            return await self.refuse(request)
        try:
            body = await read_body(request, GRAPHQL_BYTES)
        except BodyError as error:
            return PlainJSON(failed(str(error)), error.status)
        # Large bodies take time to read, and large responses to write. On threads, they do not block
        # other requests.
        writer = writer_of(request.headers)
        async with self.large if len(body) > LARGE_BYTES else nullcontext():
            name, response = await run_in_threadpool(self.answer, body, header, writer)
        await self.note(name)
        return response

    def answer(self, body: bytes, header: str | None, writer: str | None) -> tuple[str, Response]:
        """Execute a request on a thread, and return the operation name and the result."""
        status, result = self.graphql_endpoint.execute(body, header, writer)
        return operation_name(body), PlainJSON(result, status)

    async def knows(self, header: str | None) -> bool:
        """Return whether a request has a valid key, before its body is read."""
        key = basic_key(header)
        if key is None:
            return False
        # A key that is revoked in the meantime is rejected when the request is executed.
        if key in self.known_keys:
            return True
        if not await run_in_threadpool(self.is_valid, key):
            return False
        if len(self.known_keys) < _MOST_KEYS:
            self.known_keys.add(key)
        return True

    def is_valid(self, key: str) -> bool:
        """Return whether a key is valid, on a thread."""
        with self.store.session() as session:
            return user_of_key(session, key) is not None

    async def refuse(self, request: Request) -> Response:
        """Respond to a GraphQL request without a valid key."""
        await self.note("without a key")
        try:
            body = await read_body(request, UNKNOWN_BYTES)
        except BodyError:
            body = b""
        status, result = not_logged_in(body)
        return PlainJSON(result, status)

    async def file_stream(self, request: Request) -> Response:
        """Store a chunk of a run's stream."""
        if not await self.knows(request.headers.get("authorization")):
            await drain(request)
            return PlainJSON({"error": "user is not logged in"}, 401)
        try:
            body = await read_body(request, STREAM_BYTES)
        except BodyError as error:
            return PlainJSON({"error": str(error)}, error.status)
        await self.note("file_stream")
        return await run_in_threadpool(self.take_in, request, body)

    def take_in(self, request: Request, body: bytes) -> Response:
        """Store a chunk, on a thread."""
        try:
            chunk = parse_object(body or b"{}", "the request")
        except InputError as error:
            return PlainJSON({"error": str(error)}, 400)
        with self.store.writing(), self.store.session() as session:
            user = user_of_key(session, key_of(request))
            if user is None:
                return PlainJSON({"error": "user is not logged in"}, 401)
            context = Context(self.store, session, user, self.signer, writing=True)
            try:
                run = find_run(context, request.path_params)
            except GraphQLError as refused:
                return PlainJSON({"error": refused.message}, 403)
            if run is None:
                return PlainJSON({"error": "run not found"}, 404)
            old_state = run.state
            try:
                writer = writer_of(request.headers)
                response = take_in(session, context.unneeded, run, chunk, writer)
            except StreamError as error:
                return PlainJSON({"error": str(error)}, 400)
            session.flush()
            fire_for_run(session, Report(run, old_state, logged=bool(chunk.get("files"))))
            session.commit()
            deliver_later(self.store, session)
        self.store.blobs.delete_all(context.unneeded)
        # An export takes time, during which others may write. The SDK waits for it.
        if chunk.get("complete") or self.store.export_every is not None:
            export(self.store, run.id, whole_files=not chunk.get("complete"))
        return PlainJSON(response)

    async def write(self, request: Request) -> Response:
        """Store an uploaded file."""
        await self.note("PUT storage")
        key = request.path_params["key"]
        if not self.allowed("PUT", request):
            return PlainTextResponse("the URL has expired or was not signed by this server", 403)
        try:
            md5 = request.headers.get("content-md5")
            stored = await self.uploads.receive(key, request.stream(), FILE_BYTES, md5)
        except DigestError as error:
            return PlainTextResponse(str(error), 400)
        except ValueError as error:
            return PlainTextResponse(str(error), 413)
        etag = stored.md5
        if is_of_artifacts(key):
            etag = base64.b64decode(stored.md5).hex()
        return Response(status_code=200, headers={"etag": f'"{etag}"'})

    async def read(self, request: Request) -> Response:
        """Return a stored file, or a range of it."""
        await self.note("GET storage")
        if not self.allowed("GET", request):
            return PlainTextResponse("the URL has expired or was not signed by this server", 403)
        path = self.store.blobs.path(request.path_params["key"])
        if not path.is_file():
            return PlainTextResponse("no such file", 404)
        media_type = "application/octet-stream"
        response = StoredFile(path, media_type=media_type, stat_result=path.stat())
        if request.headers.get("if-none-match") == response.headers["etag"]:
            return Response(status_code=304, headers={"etag": response.headers["etag"]})
        return response

    async def read_run_file(self, request: Request) -> Response:
        """Return a run's file to a user with a key."""
        await self.note("GET file")
        with self.store.session() as session:
            user = user_of_key(session, key_of(request))
            if user is None:
                return PlainJSON({"error": "user is not logged in"}, 401)
            context = Context(self.store, session, user, self.signer)
            run = find_run(context, request.path_params)
            wanted = select(File).where(
                File.run_id == (run.id if run is not None else None),
                File.name == request.path_params["name"],
            )
            file = session.scalars(wanted).first()
        if file is None or file.size is None:
            return PlainTextResponse("no such file", 404)
        return StoredFile(self.store.blobs.path(file.key), media_type=file.mimetype)

    async def read_artifact_file(self, request: Request) -> Response:
        """Redirect a user with a key to a version's file in the storage."""
        await self.note("GET artifact file")
        with self.store.session() as session:
            user = user_of_key(session, key_of(request))
            if user is None:
                return PlainJSON({"error": "user is not logged in"}, 401)
            context = Context(self.store, session, user, self.signer)
            content = find_content(context, request.path_params)
        if content is None:
            return PlainTextResponse("no such file", 404)
        name = request.path_params.get("name") or request.path_params["digest"]
        return RedirectResponse(self.signer.url("GET", content.key, name), 302)

    async def create_user(self, request: Request) -> Response:
        """Add a user. Requires an administrator."""
        with self.store.session() as session:
            caller = user_of_key(session, key_of(request))
        if caller is None or not caller.admin:
            return PlainJSON({"error": "only an administrator may add users"}, 403)
        try:
            given = await read_object(request, OBJECT_BYTES)
            user = await run_in_threadpool(
                self.store.create_user,
                text_of(given, "name"),
                admin=bool(given.get("admin")),
                organization=text_of(given, "organization", FIRST_ORGANIZATION),
            )
        except BodyError as error:
            return PlainJSON({"error": str(error)}, error.status)
        except InputError as error:
            return PlainJSON({"error": str(error)}, 400)
        except UserExistsError as error:
            return PlainJSON({"error": str(error)}, 409)
        return PlainJSON(asdict(user), 201)

    async def accept_invite(self, request: Request) -> Response:
        """Add the user to a team that invited them."""
        try:
            given = await read_object(request, OBJECT_BYTES)
            team = text_of(given, "team")
        except BodyError as error:
            return PlainJSON({"error": str(error)}, error.status)
        except InputError as error:
            return PlainJSON({"error": str(error)}, 400)
        return await run_in_threadpool(self.let_in, key_of(request), team)

    def let_in(self, key: str, team: str) -> Response:
        """Add a user to a team, on a thread."""
        with self.store.writing(), self.store.session() as session:
            user = user_of_key(session, key)
            if user is None:
                return PlainJSON({"error": "user is not logged in"}, 401)
            context = Context(self.store, session, user, self.signer, writing=True)
            if not accept_invite(context, team):
                return PlainJSON({"error": "invitation not found"}, 404)
            session.commit()
        return Response(status_code=204)

    async def firings(self, request: Request) -> Response:
        """Return the executions of automations. Requires an administrator."""
        with self.store.session() as session:
            caller = user_of_key(session, key_of(request))
            if caller is None or not caller.admin:
                return PlainJSON({"error": "only an administrator may look"}, 403)
            rows = session.execute(select(Firing, Trigger.name).join(Trigger).order_by(Firing.id))
            found = [
                {
                    "automation": name,
                    "cause": firing.cause,
                    "payload": json.loads(firing.payload),
                    "outcome": firing.outcome,
                }
                for firing, name in rows
            ]
        return PlainJSON(found)

    async def requests_counted(self, request: Request) -> Response:
        """Return the request counts, and reset them on DELETE."""
        if request.method == "DELETE":
            self.counted.clear()
        return PlainJSON(self.counted)

    async def note(self, name: str) -> None:
        """Count a request, and delay its response."""
        self.counted[name] += 1
        if self.latency:
            await asyncio.sleep(self.latency)

    def allowed(self, method: str, request: Request) -> bool:
        """Return whether the URL of a request is signed."""
        query = request.query_params
        key = request.path_params["key"]
        return self.signer.allows(method, key, query.get("expires", ""), query.get("signature", ""))


def create_app(
    store: Store,
    base_url: str,
    *,
    latency: float = 0.0,
    debug: bool = False,
    url_seconds: float = VALID_SECONDS,
) -> Starlette:
    """Return the server's application.

    Args:
        store: Store of the data.
        base_url: URL at which clients reach the server.
        latency: Seconds by which all responses are delayed.
        debug: Count requests at `/debug/requests`.
        url_seconds: Validity of signed read URLs, in seconds.
    """
    server = Sandbox(store, base_url, latency, url_seconds)

    async def healthy(_request: Request) -> Response:
        return PlainTextResponse("ok")

    storage = "/storage/{key:path}/{name}"
    routes = [
        Route("/graphql", server.graphql, methods=["POST"]),
        Route("/files/{entity}/{project}/{run}/file_stream", server.file_stream, methods=["POST"]),
        Route("/files/{entity}/{project}/{run}/{name:path}", server.read_run_file),
        Route(storage, server.write, methods=["PUT"]),
        Route(storage, server.read, methods=["GET", "HEAD"]),
        *(Route(address, server.read_artifact_file) for address in ADDRESSES),
        Route("/sandbox/users", server.create_user, methods=["POST"]),
        Route("/sandbox/firings", server.firings),
        Route("/sandbox/invites", server.accept_invite, methods=["POST"]),
        Route("/healthz", healthy),
    ]
    if debug:
        counted = server.requests_counted
        routes.append(Route("/debug/requests", counted, methods=["GET", "DELETE"]))
    pages = page_routes(server.graphql_endpoint, server.note)
    return Starlette(routes=[*routes, pages], exception_handlers={Exception: broken})


async def broken(_request: Request, _error: Exception) -> Response:
    """Respond to a request that caused an internal error. The server's log has the traceback."""
    return PlainJSON(failed(INTERNAL_ERROR), 500)


def key_of(request: Request) -> str:
    """Return the API key of a request; an empty string without one."""
    return basic_key(request.headers.get("authorization")) or ""


def find_run(context: Context, path: dict[str, Any]) -> Run | None:
    """Return the run of a URL, if the user can see it."""
    project = context.project(path["project"], path["entity"])
    if project is None:
        return None
    wanted = select(Run).where(Run.project_id == project.id, Run.name == path["run"])
    return context.session.scalars(wanted).first()
