"""The least that does some of the works: no retries, no resuming, no progress, one connection.

It is the least that any program can take that writes whole files with verified contents under
their final names needs no less.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bench.tasks import ARTIFACTS, FILES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from http.client import HTTPResponse
    from pathlib import Path

    from bench.tasks import Task

__all__ = ["fetch_large", "fetch_members", "fetch_small"]

_CHUNK: Final = 2**20


def fetch_small(task: Task) -> None:
    """Fetch the small files of a run."""
    from runql import Api

    with Api() as api:
        files = api.run(f"{FILES}/small-{task.count}").files(per_page=1000)
        _fetch((file.direct_url, (task.folder / file.name,), file.md5) for file in files)


def fetch_members(task: Task) -> None:
    """Fetch the files of an artifact, each into the cache too."""
    from runql import Api

    cache = task.folder.parent / "artifacts" / "floor"
    with Api() as api:
        files = api.artifact(f"{ARTIFACTS}/many-{task.count}:latest").files(per_page=1000)
        _fetch(
            (file.direct_url, (task.folder / file.name, cache / file.name), file.md5)
            for file in files
        )


def fetch_large(task: Task) -> None:
    """Fetch one large file of a run; it is hashed next to what receives it."""
    from runql import Api

    with Api() as api:
        file = api.run(f"{FILES}/large-{task.count}").file("large.bin")
    response = _Server(file.direct_url).get(file.direct_url)
    digest, target = hashlib.md5(usedforsecurity=False), task.folder / "large.bin"
    part = target.with_name(".large.part")
    with part.open("xb", buffering=0) as written, ThreadPoolExecutor(1) as hashing:
        waiting = [hashing.submit(digest.update, b"")]
        while chunk := response.read(_CHUNK):
            written.write(chunk)
            waiting.append(hashing.submit(digest.update, chunk))
        waiting[-1].result()
    assert base64.b64encode(digest.digest()).decode() == file.md5
    part.replace(target)


def _fetch(files: Iterable[tuple[str, tuple[Path, ...], str | None]]) -> None:
    server: _Server | None = None
    for url, targets, md5 in files:
        server = server or _Server(url)
        content = server.get(url).read()
        digest = hashlib.md5(content, usedforsecurity=False).digest()
        assert base64.b64encode(digest).decode() == md5
        for target in targets:
            part = f"{target}.part"
            try:
                handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            except FileNotFoundError:
                target.parent.mkdir(parents=True)
                handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            os.write(handle, content)
            os.close(handle)
            os.replace(part, target)  # noqa: PTH105 - as little as can be


class _Server:
    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc)
        key = base64.b64encode(f"api:{os.environ['WANDB_API_KEY']}".encode()).decode()
        self._headers = {"Authorization": f"Basic {key}"}

    def get(self, url: str) -> HTTPResponse:
        parts = urlsplit(url)
        self._connection.request("GET", f"{parts.path}?{parts.query}", headers=self._headers)
        response = self._connection.getresponse()
        if response.status == 302:
            response.read()
            return self.get(response.headers["location"])
        assert response.status == 200, (response.status, url)
        return response
