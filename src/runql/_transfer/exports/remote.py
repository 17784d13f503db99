"""Exports in the storage of a cloud, or anywhere else that fsspec reaches.

A remote export is brought up to date in a folder of this machine, which holds only what has changed. That folder stays
until everything is stored, so a call that was killed is continued. The manifest is stored last.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import posixpath
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from runql._models.exports.manifest import Manifest
from runql._transfer.exports.folder import MANIFEST, part_of, read_manifest
from runql._transfer.exports.journal import JOURNAL
from runql.errors import (
    ExportCorruptedError,
    MissingDependencyError,
    NotFoundError,
    PermissionDeniedError,
    TransportError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from runql._models.exports.parts import Part

__all__ = ["RemoteExport"]

_BASE: Final = "base.json"
"""The manifest that a stage began with."""

_AT_ONCE: Final = 8
_BULK: Final = ("files/", "artifacts/")
"""What the tables are not built of."""

_LIBRARIES: Final = ("botocore", "aiobotocore", "aiohttp", "gcsfs", "google", "azure", "requests")
"""Libraries below fsspec whose errors it lets through."""


class RemoteExport:
    """An export at a URL.

    Attributes:
        url: The URL, as it was given.
        root: Where the manifest is.
        sizes: Bytes of what is there, by path from the root on.
    """

    def __init__(self, url: str, options: Mapping[str, object], *, kind: str | None = None) -> None:
        """Find the storage.

        Args:
            url: The URL.
            options: Options of the file system of fsspec.
            kind: Format of the export; None to look at what is there.

        Raises:
            MissingDependencyError: If a library is not installed.
            UsageError: If no library knows the URL's scheme.
        """
        self.url = url.rstrip("/")
        system, path = _system(self.url, options)
        self._system = system
        self._target = path.rstrip("/")
        beside = f"{self._target}.export"
        with _errors(url):
            self._system.invalidate_cache()
            if kind is None:
                is_duckdb = not self._exists(f"{self._target}/{MANIFEST}")
            else:
                is_duckdb = kind == "duckdb"
        self.root: str = beside if is_duckdb else self._target
        self.sizes: dict[str, int] = {}

    def look(self) -> None:
        """List what is there."""
        with _errors(self.url):
            self._system.invalidate_cache()
            found: Mapping[str, Any] = {}
            if self._exists(self.root):
                found = self._system.find(self.root, detail=True)
            begin = len(self.root) + 1
            self.sizes = {path[begin:]: int(each["size"]) for path, each in found.items()}
            if self.root != self._target and self._exists(self._target):
                size = int(self._system.info(self._target)["size"])
                self.sizes[f"../{posixpath.basename(self._target)}"] = size

    @property
    def is_interrupted(self) -> bool:
        """Whether a call that stored to it was interrupted."""
        return f".work/{JOURNAL}" in self.sizes

    def manifest(self) -> bytes | None:
        """Return the manifest; None when there is none."""
        return self._read(MANIFEST) if MANIFEST in self.sizes else None

    def local_target(self, folder: Path) -> Path:
        """Return where the export is in a folder of this machine: its own folder, or the DuckDB file."""
        return folder / (posixpath.basename(self._target) or "export")

    def local_root(self, folder: Path) -> Path:
        """Return the folder with the manifest in a folder of this machine."""
        target = self.local_target(folder)
        return target if self.root == self._target else target.with_name(f"{target.name}.export")

    def stage(self) -> Path:
        """Return the folder in which the export is brought up to date.

        What an interrupted call left there is continued if the export has not been changed since.
        """
        self.look()
        folder = _cache_folder() / hashlib.sha256(self.root.encode()).hexdigest()[:20]
        base, there = folder / _BASE, self.manifest() or b""
        if not base.is_file() or base.read_bytes() != there:
            shutil.rmtree(folder, ignore_errors=True)
            root = self.local_root(folder)
            if there:
                root.mkdir(parents=True)
                (root / MANIFEST).write_bytes(there)
            folder.mkdir(parents=True, exist_ok=True)
            base.write_bytes(there)
        if self.is_interrupted and there:
            self._forget_unsure(Manifest.of_json(json.loads(there)), self.local_root(folder))
        return folder

    def has(self, part: Part) -> bool:
        """Return whether a file is there, with the size that it should have."""
        return self.sizes.get(part.path) == part.bytes

    def fetch(self, paths: Iterable[str], root: Path) -> None:
        """Fetch files that are there and not on this machine."""
        lacking = [path for path in paths if path in self.sizes and not (root / path).is_file()]

        def fetch(path: str) -> None:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.part")
            with _errors(self.url):
                self._system.get_file(self._at(path), str(part))
            part.replace(target)

        _each(fetch, lacking)

    def fetch_part(self, part: Part, root: Path) -> None:
        """Fetch a file, and make sure that it is what was exported.

        Raises:
            ExportCorruptedError: If it is not.
        """
        target = root / part.path
        if target.is_file():
            return
        self.fetch([part.path], root)
        if not target.is_file() or part_of(target, part.path, part.rows) != part:
            target.unlink(missing_ok=True)
            problem = f"{part.path} is missing, or has other content than the manifest says."
            raise ExportCorruptedError(
                f"{self.url} is not what was exported: {problem}",
                hint="Run the export again: it fetches what is missing.",
                problems=(problem,),
            )

    def store(self, folder: Path) -> None:
        """Store what a stage has that is not there, the manifest last; then delete the stage.

        Raises:
            TransportError: If the storage refused; the next call continues.
        """
        root, text = self.local_root(folder), (folder / _BASE).read_text(encoding="utf-8")
        now = read_manifest(root)
        before = (
            {each.path: each for each in Manifest.of_json(json.loads(text)).parts} if text else {}
        )
        kept = {each.path for each in now.parts}
        changed = [
            part for part in now.parts if before.get(part.path) != part or not self.has(part)
        ]
        content = (root / MANIFEST).read_bytes()
        if changed or set(before) - kept or self.is_interrupted or content != text.encode():
            self._put(f".work/{JOURNAL}", b"")
            _each(partial(self._put_file, root), [part.path for part in changed])
            self._put(MANIFEST, content)
            _each(self._delete, sorted((set(before) - kept) & set(self.sizes)))
            self._delete(f".work/{JOURNAL}")
        shutil.rmtree(folder, ignore_errors=True)

    def forget_unused(self, folder: Path) -> None:
        """Delete a stage that nothing was written to."""
        if not (self.local_root(folder) / ".work").exists():
            shutil.rmtree(folder, ignore_errors=True)

    def _forget_unsure(self, manifest: Manifest, root: Path) -> None:
        """Take files that an interrupted call may have written over as missing, unless they are what they should be."""
        tables = [part for part in manifest.parts if not part.path.startswith(_BULK)]
        self.fetch([part.path for part in tables], root)
        for part in tables:
            path = root / part.path
            if path.is_file() and part_of(path, part.path, part.rows) != part:
                self.sizes.pop(part.path, None)

    def _exists(self, path: str) -> bool:
        found: bool = self._system.exists(path)
        return found

    def _at(self, path: str) -> str:
        return (
            posixpath.normpath(posixpath.join(self.root, path))
            if ".." in path
            else f"{self.root}/{path}"
        )

    def _read(self, path: str) -> bytes:
        with _errors(self.url):
            content: bytes = self._system.cat_file(self._at(path))
            return content

    def _put(self, path: str, content: bytes) -> None:
        with _errors(self.url):
            self._make_folder(path)
            self._system.pipe_file(self._at(path), content)

    def _put_file(self, root: Path, path: str) -> None:
        with _errors(self.url):
            self._make_folder(path)
            self._system.put_file(str(root / path), self._at(path))

    def _make_folder(self, path: str) -> None:
        # Storages of clouds have no folders, and to make one there could make a bucket.
        if "file" in self._system.protocol:
            self._system.makedirs(posixpath.dirname(self._at(path)), exist_ok=True)

    def _delete(self, path: str) -> None:
        with _errors(self.url), contextlib.suppress(FileNotFoundError):
            self._system.rm_file(self._at(path))


def _each(work: Any, items: Iterable[Any]) -> None:  # noqa: ANN401 - a function of an item
    with ThreadPoolExecutor(_AT_ONCE, "runql-export") as pool:
        for _ in pool.map(work, items):
            pass


def _system(url: str, options: Mapping[str, object]) -> tuple[Any, str]:
    """Return the file system of a URL, and the path in it."""
    try:
        import fsspec  # pyright: ignore[reportMissingTypeStubs]
        from fsspec.core import url_to_fs  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as error:
        raise MissingDependencyError(
            f"{url} requires fsspec, which is not installed.",
            hint="Install it with: pip install 'runql[fsspec]'",
        ) from error
    scheme = url.partition("://")[0]
    try:
        fsspec.get_filesystem_class(scheme)
    except ImportError as error:
        raise MissingDependencyError(
            f"{url} requires a library that is not installed: {error}.",
            hint="Install it with: pip install 'runql[s3]', 'runql[gs]' or 'runql[azure]'",
        ) from error
    except ValueError as error:
        raise UsageError(
            f"Invalid export URL: {url!r}: no library reads {scheme}://.",
            hint="Use s3://, gs://, abfs://, memory:// or file://, or pass a folder.",
        ) from error
    with _errors(url):
        system, path = url_to_fs(url, **options)
    return system, str(path)


@contextlib.contextmanager
def _errors(url: str) -> Generator[None]:
    """Turn errors of a storage into ours."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFoundError(f"{url} was not found: {error}.", operation="storage") from error
    except PermissionError as error:
        raise PermissionDeniedError(
            f"{url}: the storage refused: {error}", operation="storage"
        ) from error
    except Exception as error:
        known = type(error).__module__.partition(".")[0] in _LIBRARIES
        if not known and not isinstance(error, OSError):
            raise
        raise TransportError(
            f"{url}: {error}",
            hint="Check the credentials and storage_options=. The same call continues.",
            operation="storage",
        ) from error


def _cache_folder() -> Path:
    named = os.environ.get("WANDB_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    return (Path(named) if named else Path.home() / ".cache") / "runql" / "exports"
