"""References to the web: their recorded entries, compared with the official client, and their downloads."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest
import wandb

from runql import Api, Artifact
from runql.errors import IntegrityError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql import LoggedArtifact
    from runql.testing import Sandbox, SandboxUser


class _Web(BaseHTTPRequestHandler):
    """Pages with an ETag and without, redirects, and what is gone."""

    pages: ClassVar[dict[str, tuple[bytes, str | None]]] = {}
    requested: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.requested.append(self.path)
        if self.path.startswith("/moved/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/moved"))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path not in self.pages:
            self.send_error(404)
            return
        content, etag = self.pages[self.path]
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        if etag is not None:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[str]:
    _Web.pages = {
        "/strong.bin": (b"strong", '"abc"'),
        "/weak.bin": (b"weak", 'W/"abc"'),
        "/bare.bin": (b"no tag", None),
    }
    served = ThreadingHTTPServer(("127.0.0.1", 0), _Web)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_address[1]}"
    served.shutdown()
    served.server_close()


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


def logged(api: Api, uri: str, *, checksum: bool = True) -> LoggedArtifact:
    # Versions are the same when their digests are, wherever references lead; each web has its own.
    draft = Artifact(f"web-{uri.split('/')[2].partition(':')[2]}", "dataset")
    draft.add_reference(uri, checksum=checksum)
    return api.create_run("web").log_artifact(draft)


@pytest.mark.parametrize("page", ["strong.bin", "weak.bin", "bare.bin"])
@pytest.mark.parametrize("checksum", [True, False])
def test_the_web_is_noted_as_the_official_client_notes_it(
    api: Api, web: str, page: str, checksum: bool
) -> None:
    theirs = wandb.Artifact("web", "dataset")
    theirs.add_reference(f"{web}/{page}", checksum=checksum)
    ours = logged(api, f"{web}/{page}", checksum=checksum)
    mine, other = ours.manifest[page], theirs.manifest.entries[page]
    assert (mine.digest, mine.size, mine.ref, dict(mine.extra)) == (
        other.digest,
        other.size,
        other.ref,
        other.extra,
    )
    assert ours.digest == theirs.digest


def test_the_address_given_is_kept_where_it_leads_on(api: Api, web: str, tmp_path: Path) -> None:
    # The official client notes where it was led, which may be an address that expires.
    theirs = wandb.Artifact("web", "dataset")
    theirs.add_reference(f"{web}/moved/strong.bin")
    ours = logged(api, f"{web}/moved/strong.bin")
    assert theirs.manifest.entries["strong.bin"].ref == f"{web}/strong.bin"
    assert ours.manifest["strong.bin"].ref == f"{web}/moved/strong.bin"
    assert ours.digest == theirs.digest
    root = ours.download(tmp_path, skip_cache=True)
    assert (root / "strong.bin").read_bytes() == b"strong"


def test_changed_and_missing_pages_are_told_apart(api: Api, web: str, tmp_path: Path) -> None:
    ours, bare = logged(api, f"{web}/strong.bin"), logged(api, f"{web}/bare.bin")
    _Web.pages["/strong.bin"] = (b"strange", '"abd"')
    with pytest.raises(IntegrityError, match=r'has changed: its ETag is "abd", but was abc'):
        ours.download(tmp_path / "a", skip_cache=True)
    _Web.pages["/strong.bin"] = (b"strange", '"abc"')
    with pytest.raises(IntegrityError, match="received 7"):
        ours.download(tmp_path / "a", skip_cache=True)
    _Web.pages["/bare.bin"] = (b"anew!!", None)
    assert (bare.download(tmp_path / "b", skip_cache=True) / "bare.bin").read_bytes() == b"anew!!"
    assert not list((tmp_path / "a").iterdir())
    _Web.pages.clear()
    with pytest.raises(NotFoundError):
        ours.download(tmp_path / "a", skip_cache=True)
    assert not list(
        ours.download(tmp_path / "c", skip_cache=True, allow_missing_references=True).iterdir()
    )
    with pytest.raises(NotFoundError, match=r"look up strong\.bin|404"):
        logged(api, f"{web}/strong.bin")


def test_a_page_is_looked_up_once(api: Api, web: str) -> None:
    _Web.requested.clear()
    logged(api, f"{web}/strong.bin")
    assert _Web.requested == ["/strong.bin"]
