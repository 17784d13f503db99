"""Exports in cloud storage, or in any other storage that fsspec supports.

A remote export is updated in a local staging folder, which only has the changes. The folder remains until all
changes are stored, so that the next call continues after an interruption. The manifest is stored last.
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
"""The manifest at the start of a staging folder."""

_AT_ONCE: Final = 8
_BULK: Final = ("files/", "artifacts/")
"""Files that tables are not built from."""

_LIBRARIES: Final = ("botocore", "aiobotocore", "aiohttp", "gcsfs", "google", "azure", "requests")
"""Modules below fsspec whose errors it does not convert."""


class RemoteExport:
    """An export at a URL.

    Attributes:
        url: The given URL.
        root: Folder of the manifest.
        sizes: Sizes of the stored files in bytes, by path below the root.
    """

    def __init__(self, url: str, options: Mapping[str, object], *, kind: str | None = None) -> None:
        """Find the storage of a URL.

        Args:
            url: The URL.
            options: Options of the fsspec file system.
            kind: Format of the export; None to detect it.

        Raises:
            MissingDependencyError: If a library is not installed.
            UsageError: If no library supports the URL's scheme.
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
        """List the stored files."""
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
        """Whether a call that stored files was interrupted."""
        return f".work/{JOURNAL}" in self.sizes

    def manifest(self) -> bytes | None:
        """Return the manifest; None if it does not exist."""
        return self._read(MANIFEST) if MANIFEST in self.sizes else None

    def local_target(self, folder: Path) -> Path:
        """Return the location of the export in a local folder: its own folder, or the DuckDB file."""
        return folder / (posixpath.basename(self._target) or "export")

    def local_root(self, folder: Path) -> Path:
        """Return the folder of the manifest in a local folder."""
        target = self.local_target(folder)
        return target if self.root == self._target else target.with_name(f"{target.name}.export")

    def stage(self) -> Path:
        """Return the staging folder in which the export is updated.

        An interrupted call is continued there if the export has not changed since.
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
        """Return whether a file is stored with the expected size."""
        return self.sizes.get(part.path) == part.bytes

    def fetch(self, paths: Iterable[str], root: Path) -> None:
        """Fetch stored files that are missing on this machine."""
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
        """Fetch a file, and verify it against the manifest.

        Raises:
            ExportCorruptedError: If the file does not match.
        """
        target = root / part.path
        if target.is_file():
            return
        self.fetch([part.path], root)
        if not target.is_file() or part_of(target, part.path, part.rows) != part:
            target.unlink(missing_ok=True)
            problem = f"{part.path} is missing, or its content does not match the manifest."
            raise ExportCorruptedError(
                f"{self.url} does not match its manifest: {problem}",
                hint="Run the export again; it fetches missing files.",
                problems=(problem,),
            )

    def store(self, folder: Path) -> None:
        """Store the new files of a staging folder, the manifest last, and then delete the folder.

        Raises:
            TransportError: If the storage failed; the next call continues.
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
        """Delete a staging folder without changes."""
        if not (self.local_root(folder) / ".work").exists():
            shutil.rmtree(folder, ignore_errors=True)

    def _forget_unsure(self, manifest: Manifest, root: Path) -> None:
        """Treat files that an interrupted call may have overwritten as missing, unless they match the manifest."""
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
        # Object storages have no folders, and creating one could create a bucket.
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
            f"{url} requires the fsspec package.",
            hint="pip install 'runql[fsspec]'",
        ) from error
    scheme = url.partition("://")[0]
    try:
        fsspec.get_filesystem_class(scheme)
    except ImportError as error:
        raise MissingDependencyError(
            f"{url} requires a package that is not installed: {error}.",
            hint="Install it with: pip install 'runql[s3]', 'runql[gs]' or 'runql[azure]'",
        ) from error
    except ValueError as error:
        raise UsageError(
            f"Invalid export URL: {url!r}: no library supports {scheme}://.",
            hint="Use s3://, gs://, abfs://, memory:// or file://, or pass a folder.",
        ) from error
    with _errors(url):
        system, path = url_to_fs(url, **options)
    return system, str(path)


@contextlib.contextmanager
def _errors(url: str) -> Generator[None]:
    """Convert errors of a storage to runql errors."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFoundError(f"{url} was not found: {error}.", operation="storage") from error
    except PermissionError as error:
        raise PermissionDeniedError(
            f"Access denied to {url}. Storage error: {error}", operation="storage"
        ) from error
    except Exception as error:
        known = type(error).__module__.partition(".")[0] in _LIBRARIES
        if not known and not isinstance(error, OSError):
            raise
        raise TransportError(
            f"{url}: {error}",
            hint="Check the credentials and storage_options=. The same call continues the export.",
            operation="storage",
        ) from error


def _cache_folder() -> Path:
    named = os.environ.get("WANDB_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    return (Path(named) if named else Path.home() / ".cache") / "runql" / "exports"
