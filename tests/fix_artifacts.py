"""Artifacts that the official SDK logged, behind a proxy that counts requests and corrupts responses."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from runql import Api, ArtifactCache, LoggedArtifact, RetryPolicy, Settings
from tests.faults import Faults
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser

SCRIPT = Path(__file__).parent / "official" / "artifacts.py"


class Tagged(SimpleHTTPRequestHandler):
    """Serves files, each with the hash of its content for a tag."""

    def end_headers(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_file():
            self.send_header("ETag", f'"{hashlib.sha1(path.read_bytes()).hexdigest()}"')
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class ArtifactServer(NamedTuple):
    api: Api
    faults: Faults
    cache: ArtifactCache


@pytest.fixture(scope="session")
def artifact_user(sandbox: Sandbox) -> SandboxUser:
    """The user whom the artifacts belong to."""
    return sandbox.create_user("artifact-reader")


@pytest.fixture(scope="session")
def artifact_data(
    sandbox: Sandbox, artifact_user: SandboxUser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Log artifacts with the official SDK; return the folder that references point to."""
    scratch, folder = tmp_path_factory.mktemp("wandb"), tmp_path_factory.mktemp("references")
    (folder / "local.txt").write_text("on this machine")
    (folder / "remote.txt").write_text("at an address")
    (folder / "gone.txt").write_text("soon gone")
    served = ThreadingHTTPServer(("127.0.0.1", 0), partial(Tagged, directory=str(folder)))
    threading.Thread(target=served.serve_forever, daemon=True).start()
    environment = official_environment(
        sandbox,
        artifact_user,
        scratch,
        RUNQL_REFERENCES=str(folder),
        RUNQL_ADDRESS=f"http://127.0.0.1:{served.server_address[1]}",
    )
    parts = ["versions", "many", "large", "references", "values"]
    subprocess.run([sys.executable, str(SCRIPT), *parts], env=environment, cwd=scratch, check=True)
    (folder / "gone.txt").unlink()
    yield folder
    served.shutdown()
    served.server_close()


@pytest.fixture
def artifact_server(
    sandbox: Sandbox, artifact_user: SandboxUser, artifact_data: Path, tmp_path: Path
) -> Iterator[ArtifactServer]:
    """A client whose every request passes the proxy, and a cache of its own."""
    with Faults() as faults:
        settings = Settings(
            base_url=sandbox.base_url,
            api_key=artifact_user.api_key,
            entity=artifact_user.entity,
            proxy=faults.address,
            retry=RetryPolicy(max_attempts=3, first_wait=0.01, longest_wait=0.05),
        )
        with Api(settings=settings) as api:
            yield ArtifactServer(api, faults, ArtifactCache(tmp_path / "cache"))


def artifact(artifact_server: ArtifactServer, name: str) -> LoggedArtifact:
    found = artifact_server.api.artifact(f"artifacts/{name}")
    artifact_server.faults.counts.clear()
    artifact_server.faults.paths.clear()
    return found


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.md5(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def flip(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
