"""A server's responses for one history, and its storage, without sockets."""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpx
import pyarrow.parquet as pq

from runql import RetryPolicy, Settings
from runql._sync._client.session import Session
from runql._wire.responses.failures import plain_failure
from runql_sandbox.store._blobs import Blobs
from runql_sandbox.store.history import rows as server
from runql_sandbox.store.history.parquet import write_parquet

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

    from runql._transfer._engine.connections import Connections

T = TypeVar("T")
Row = dict[str, Any]


def in_groups(content: bytes, rows: int, **options: Any) -> bytes:
    """Return a Parquet file with row groups of a number of rows."""
    written = io.BytesIO()
    pq.write_table(pq.read_table(io.BytesIO(content)), written, row_group_size=rows, **options)
    return written.getvalue()


class StoredResponse:
    """The response of a storage."""

    def __init__(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.status, self.headers, self._left = status, headers, content

    def read(self, size: int) -> bytes:
        chunk, self._left = self._left[:size], self._left[size:]
        return chunk

    def __enter__(self) -> StoredResponse:
        return self

    def __exit__(self, *_error: object) -> None: ...


class Storage:
    """Files by address, with ranges."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.files: dict[str, bytes] = {}
        self.requested: list[tuple[str, str | None]] = []
        self.refused: set[str] = set()
        self.conditional = True
        self.tagged = True

    def open(
        self, method: str, url: str, *, operation: str, headers: dict[str, str] | None = None
    ) -> StoredResponse:
        given = headers or {}
        wanted = given.get("Range")
        self.requested.append((url, wanted))
        content = self.files.get(url)
        if content is None or url in self.refused:
            raise plain_failure(operation, 403, {}, b"expired")
        etag = {"etag": f'{"" if self.tagged else "W/"}"{hashlib.md5(content).hexdigest()}"'}
        if given.get("If-None-Match") == etag["etag"] and self.conditional:
            return StoredResponse(304, b"", etag)
        if wanted is None:
            return StoredResponse(200, content, etag)
        low, _, high = wanted.removeprefix("bytes=").partition("-")
        start = len(content) - min(int(high), len(content)) if not low else int(low)
        stop = len(content) if not low or not high else min(int(high) + 1, len(content))
        told = {**etag, "content-range": f"bytes {start}-{stop - 1}/{len(content)}"}
        return StoredResponse(206, content[start:stop], told)

    def persist(self, _operation: str, once: Callable[[], T], _cancel: threading.Event) -> T:
        return once()

    def close(self) -> None: ...


class HistoryServer:
    """One run: its first rows exported, the others live."""

    def __init__(
        self,
        rows: list[Row],
        folder: Path,
        exported: int = 0,
        per_file: int = 5,
        **more: object,
    ) -> None:
        given: dict[str, object] = {"base_url": "https://w.example", **more}
        self.settings = Settings(
            api_key="k" * 40,
            verify=False,
            retry=RetryPolicy(max_attempts=1),
            **given,  # type: ignore[arg-type]  # named by the tests
        )
        self.rows, self.storage, self.id = rows, Storage(self.settings), "UnVu"
        self.requested: Counter[str] = Counter()
        self.state = "finished"
        self.urls: list[str] = []
        self.exported = 0
        self.export(folder, exported, per_file)

    def export(self, folder: Path, count: int, per_file: int) -> None:
        blobs = Blobs(folder)
        keys = write_parquet(lambda: self.rows[:count], blobs, "part-{}".format, per_file)
        self.exported = count if keys else 0
        self.urls = [f"https://store.example/{key}" for key in keys]
        self.storage.files = {
            url: blobs.path(key).read_bytes() for url, key in zip(self.urls, keys, strict=True)
        }

    def session(self) -> Session:
        session = Session(self.settings, transport=httpx.MockTransport(self.respond))
        session._connections = cast("Connections", self.storage)
        return session

    def respond(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        name, variables = body["operationName"], body["variables"]
        self.requested[name] += 1
        run = {"id": self.id, **getattr(self, name)(variables)}
        return httpx.Response(200, json={"data": {"project": {"run": run}}})

    def GetRunHistoryPlan(self, _variables: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return self.plan()

    def plan(self) -> dict[str, Any]:
        live = [{"_step": row["_step"]} for row in self.rows[self.exported :]]
        last = max((row["_step"] for row in self.rows), default=-1)
        return {
            "name": "run",
            "displayName": "Run",
            "state": self.state,
            "historyLineCount": len(self.rows),
            "historyKeys": {"lastStep": last},
            "parquetHistory": {"parquetUrls": self.urls, "liveData": live},
        }

    def GetRunHistoryPage(self, requested: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        low, high = requested["minStep"] or 0, requested["maxStep"]
        found = [
            json.dumps(row)
            for row in self.rows
            if row["_step"] >= low and (high is None or row["_step"] < high)
        ]
        return {"history": server.sample(found, requested["samples"])}

    def GetRunSampledHistory(self, requested: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        specs = [json.loads(spec) for spec in requested["specs"]]
        return {"sampledHistory": [server.sampled_history(self.rows, spec) for spec in specs]}

    def GetRunHistorySample(self, requested: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        read = self.GetRunHistoryPage if requested["whole"] else self.GetRunSampledHistory
        return {**self.plan(), **read(requested)}
