"""A storage of small files over real sockets, and what downloads them."""

from __future__ import annotations

import hashlib
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from runql._models.files.base import Source
from runql._transfer._engine.batch import DownloadPlan, download_all
from runql._transfer._engine.cancel import CancelToken
from runql._transfer._engine.connections import Connections
from runql.settings import RetryPolicy, Settings, Timeouts

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

FILES = 40
CERTIFICATE = Path(__file__).with_name("storage.pem")


def content(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest() * (1 + 37 * number)


def whole(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Storage:
    """Serves the files by their numbers; `answers` are the first responses for some numbers."""

    def __init__(self) -> None:
        self.answers: dict[int, list[Callable[[socket.socket], bool]]] = {}
        self.seen: list[bytes] = []
        self.connections = 0
        self.under_way = self.most_under_way = 0
        self.hold = 0.0
        self.lock = threading.Lock()

    def count(self, number: int) -> int:
        return sum(
            b"GET /f/%d " % number in head or b"GET /f/%d?" % number in head for head in self.seen
        )

    def serve(self, taken: socket.socket) -> None:
        with taken, suppress(OSError):
            while True:
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = taken.recv(65536)
                    if not piece:
                        return
                    request += piece
                with self.lock:
                    self.seen.append(request)
                    self.under_way += 1
                    self.most_under_way = max(self.most_under_way, self.under_way)
                time.sleep(self.hold)
                number = int(request.split(b" ")[1].split(b"?")[0].rsplit(b"/", 1)[1])
                with self.lock:
                    self.under_way -= 1
                    scripts = self.answers.get(number, [])
                    script = scripts.pop(0) if scripts else None
                if script is not None:
                    if not script(taken):
                        return
                    continue
                taken.sendall(whole(content(number)))


@contextmanager
def serving(storage: Storage, *, tls: bool = False) -> Generator[str]:
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)

    def answer(taken: socket.socket) -> None:
        with suppress(OSError):
            served = context.wrap_socket(taken, server_side=True) if context is not None else taken
            storage.serve(served)

    def accept() -> None:
        while True:
            try:
                taken, _ = listener.accept()
            except OSError:
                return
            storage.connections += 1
            threading.Thread(target=answer, args=(taken,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http{'s' * tls}://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def connections(
    total: float | None = 5, attempts: int = 3, base: str = "http://w.test", **options: object
) -> Connections:
    return Connections(
        Settings(
            base_url=base,
            api_key="k" * 40,
            headers={"X-Gate": "secret"},
            timeouts=Timeouts(connect=1, read=1, total=total),
            retry=RetryPolicy(max_attempts=attempts, first_wait=0.01, longest_wait=0.05),
            **options,  # type: ignore[arg-type]
        )
    )


def plan_of(
    address: str, folder: Path, workers: int | None = None, path: str = "f/{}", files: int = FILES
) -> DownloadPlan:
    sources = []
    for number in range(files):
        digest = hashlib.md5(content(number), usedforsecurity=False).hexdigest()
        url = f"{address}/{path.format(number)}"
        source = Source(f"{number}.bin", url, None, len(content(number)), digest)
        sources.append((source, folder / f"{number % 3}" / f"{number}.bin"))
    return DownloadPlan(tuple(sources), workers, progress=False)


def fetch(
    address: str, folder: Path, to: Connections | None = None, workers: int | None = None
) -> None:
    download_all(to or connections(), plan_of(address, folder, workers), CancelToken())


def there(folder: Path) -> dict[int, bytes]:
    return {int(path.stem): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def all_but(*numbers: int) -> dict[int, bytes]:
    return {number: content(number) for number in range(FILES) if number not in numbers}


def says(answer: bytes, *, ends: bool = True) -> Callable[[socket.socket], bool]:
    def script(taken: socket.socket) -> bool:
        taken.sendall(answer)
        if ends:
            taken.shutdown(socket.SHUT_RDWR)
        return not ends

    return script


def resets(taken: socket.socket) -> bool:
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    return False


def waits(_taken: socket.socket) -> bool:
    time.sleep(5)
    return False


def drips(start: bytes, piece: bytes) -> Callable[[socket.socket], bool]:
    def script(taken: socket.socket) -> bool:
        taken.sendall(start)
        for _ in range(400):
            taken.sendall(piece)
            time.sleep(0.05)
        return False

    return script


BAD = {
    "nothing": says(b""),
    "a reset": resets,
    "a part": says(whole(content(7))[:500]),
    "a head": says(whole(content(7))[:20]),
    "a flipped byte": says(whole(b"x" + content(7)[1:]), ends=False),
    "no HTTP": says(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    "no status": says(b"HTTP/1.1 what OK\r\n\r\n"),
    "a broken length": says(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"),
    "a long header": says(b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70000 + b"\r\n\r\n"),
    "a folded header": says(b"HTTP/1.1 200 OK\r\nA: b\r\n c: d\r\n\r\n"),
    "500": says(whole(b"oh", status="500 Oh"), ends=False),
    "503": says(whole(b"busy", status="503 Busy"), ends=False),
    "429": says(whole(b"slow", "Retry-After: 0", status="429 Slow"), ends=False),
}


def chunked(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (
        len(body),
        body,
    )


ODD = {
    "chunks": lambda number: says(chunked(content(number)), ends=False),
    "no length": lambda number: says(b"HTTP/1.0 200 OK\r\n\r\n" + content(number)),
    "a redirect": lambda number: says(
        whole(b"", f"Location: /to/{number}", status="302 Found"), ends=False
    ),
}
