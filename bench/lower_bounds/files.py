"""Files of an artifact, verified and moved to the folder and to a cache."""

from __future__ import annotations

import base64
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from bench.lower_bounds.queries import artifact_files
from bench.lower_bounds.transports import Curl, HttpClient, Socket, Urllib3

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from bench.lower_bounds.transports import Transport

__all__ = [
    "client",
    "large_curl",
    "large_http_client",
    "large_one_thread",
    "small_curl",
    "small_curl_multi",
    "small_http_client",
    "small_socket",
    "small_urllib3",
]

_CHUNK: Final = 2**20


def client() -> None:
    """Return nothing, because each program opens its own connection."""


def small_http_client(_: None, count: int, folder: str) -> dict[str, float]:
    return _small(HttpClient(), count, folder)


def small_urllib3(_: None, count: int, folder: str) -> dict[str, float]:
    return _small(Urllib3(), count, folder)


def small_curl(_: None, count: int, folder: str) -> dict[str, float]:
    return _small(Curl(), count, folder)


def small_socket(_: None, count: int, folder: str) -> dict[str, float]:
    return _small(Socket(), count, folder)


def small_curl_multi(_: None, count: int, folder: str) -> dict[str, float]:
    """Fetch over as many connections of libcurl as hide the latency."""
    files = artifact_files(HttpClient(), f"small-{count}")
    md5s = {file["directUrl"]: (file["name"], file["md5"]) for file in files}
    _keep(((*md5s[url], content) for url, content in _fetch_all(list(md5s), 32)), folder)
    return {}


def _small(transport: Transport, count: int, folder: str) -> dict[str, float]:
    files = artifact_files(transport, f"small-{count}")
    _keep(((each["name"], each["md5"], transport.get(each["directUrl"])) for each in files), folder)
    return {}


def _keep(files: Iterable[tuple[str, str, bytes]], folder: str) -> None:
    """Write each file twice: into the folder, and into a cache by its digest."""
    cache = os.environ["RUNQL_CACHE_DIR"]
    made = set[str]()
    for name, md5, content in files:
        digest = hashlib.md5(content, usedforsecurity=False).digest()
        assert base64.b64encode(digest).decode() == md5
        key = digest.hex()
        for target in (f"{folder}/{name}", f"{cache}/{key[:2]}/{key[2:]}"):
            parent = target.rpartition("/")[0]
            if parent not in made:
                Path(parent).mkdir(parents=True, exist_ok=True)
                made.add(parent)
            part = f"{target}.part"
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            os.write(handle, content)
            os.close(handle)
            os.rename(part, target)  # noqa: PTH104 - as little as can be


def _fetch_all(urls: list[str], most: int) -> Iterator[tuple[str, bytes]]:
    """Yield the content of URLs in the order in which they arrive."""
    import pycurl

    multi = pycurl.CurlMulti()
    idle = [pycurl.Curl() for _ in range(min(most, len(urls)))]
    waiting, running = urls[::-1], dict[object, tuple[str, list[bytes]]]()
    while waiting or running:
        while waiting and idle:
            handle, url, parts = idle.pop(), waiting.pop(), list[bytes]()
            handle.setopt(pycurl.URL, url)
            handle.setopt(pycurl.WRITEFUNCTION, parts.append)
            running[handle] = url, parts
            multi.add_handle(handle)
        multi.perform()
        _, done, failed = multi.info_read()
        assert not failed
        for handle in done:
            url, parts = running.pop(handle)
            multi.remove_handle(handle)
            idle.append(handle)
            yield url, b"".join(parts)
        if not done:
            multi.select(1.0)


def large_http_client(_: None, count: int, folder: str) -> dict[str, float]:
    """Write a file while a thread hashes what has arrived, then copy it inside the kernel."""
    transport = HttpClient()
    (file,) = artifact_files(transport, f"large-{count}")
    transport.connection.request("GET", file["directUrl"][len(transport.url) :])
    response = transport.connection.getresponse()
    buffers = [bytearray(_CHUNK) for _ in range(8)]
    with _Kept(file["name"], file["md5"], folder) as kept:
        for turn in range(-(-count // _CHUNK)):
            kept.wait_for(turn - len(buffers))
            chunk = memoryview(buffers[turn % len(buffers)])[: count - turn * _CHUNK]
            have = 0
            while have < len(chunk):
                have += response.readinto(chunk[have:])
            kept.write(chunk)
    return {}


def large_one_thread(_: None, count: int, folder: str) -> dict[str, float]:
    """Hash each chunk while the caches of the processor still have it."""
    transport = HttpClient()
    (file,) = artifact_files(transport, f"large-{count}")
    transport.connection.request("GET", file["directUrl"][len(transport.url) :])
    response = transport.connection.getresponse()
    digest, part = hashlib.md5(usedforsecurity=False), f"{folder}/.part"
    buffer = memoryview(bytearray(2**18))
    with open(part, "xb", buffering=0) as written:  # noqa: PTH123
        while have := response.readinto(buffer):
            digest.update(buffer[:have])
            written.write(buffer[:have])
    assert base64.b64encode(digest.digest()).decode() == file["md5"]
    _copy(part, f"{os.environ['RUNQL_CACHE_DIR']}/{digest.hexdigest()}", count)
    os.rename(part, f"{folder}/{file['name']}")  # noqa: PTH104
    return {}


def large_curl(_: None, count: int, folder: str) -> dict[str, float]:
    """Let libcurl hand over what arrives."""
    import pycurl

    (file,) = artifact_files(HttpClient(), f"large-{count}")
    handle = pycurl.Curl()
    handle.setopt(pycurl.URL, file["directUrl"])
    handle.setopt(pycurl.BUFFERSIZE, 2**19)
    with _Kept(file["name"], file["md5"], folder) as kept:
        handle.setopt(pycurl.WRITEFUNCTION, kept.write)
        handle.perform()
    return {}


class _Kept:
    """A large file that is written as it comes, hashed by a thread, and copied into the cache."""

    def __init__(self, name: str, md5: str, folder: str) -> None:
        self._target, self._part, self._md5 = f"{folder}/{name}", f"{folder}/.part", md5
        self._digest = hashlib.md5(usedforsecurity=False)
        self._hashing = ThreadPoolExecutor(1)
        self._hashed: list[Future[None]] = []

    def __enter__(self) -> Self:
        self._file = open(self._part, "xb", buffering=0)  # noqa: PTH123
        return self

    def write(self, chunk: bytes | memoryview) -> None:
        # Bodies that wait to be hashed are in memory.
        self.wait_for(len(self._hashed) - 64)
        self._file.write(chunk)
        self._hashed.append(self._hashing.submit(self._digest.update, chunk))

    def wait_for(self, chunk: int) -> None:
        """Wait until a chunk is hashed, so that its buffer is free."""
        if chunk >= 0:
            self._hashed[chunk].result()

    def __exit__(self, *_: object) -> None:
        self._hashing.shutdown()
        size = self._file.tell()
        self._file.close()
        assert base64.b64encode(self._digest.digest()).decode() == self._md5
        _copy(self._part, f"{os.environ['RUNQL_CACHE_DIR']}/{self._digest.hexdigest()}", size)
        os.rename(self._part, self._target)  # noqa: PTH104


def _copy(source: str, target: str, size: int) -> None:
    with open(source, "rb") as read, open(target, "xb") as written:  # noqa: PTH123
        while size:
            size -= os.sendfile(written.fileno(), read.fileno(), None, size)
