"""Files of runs and artifacts with the interface of the official client."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from runql_graphql.ops import files as ops

from runql._models.files.base import files_page
from runql._paging.pages import Listing, Page, PageWindow
from runql._sync.artifacts.files import ArtifactFile
from runql._sync.files import File as RunFile
from runql._sync.files import Files as RunFileList
from runql._sync.files import file_key
from runql.compat._shared.lists import Paginator, page_size
from runql.compat._shared.texts import time_text
from runql.compat._shared.wrapping import Wrapped
from runql.compat.errors import exists

if TYPE_CHECKING:
    import io

    from runql_graphql.list_run_files import ListRunFiles

    from runql import Api, Run
    from runql.compat.artifacts.artifact import Artifact

__all__ = ["ArtifactFiles", "File", "Files", "listed_files"]


_PATHS_A_REQUEST: Final = 500
_STORAGE_PATHS: Final = """
query GetArtifactStoragePaths(
  $entity: String, $project: String!, $collection: String!, $alias: String!, $names: [String!], $first: Int
) {
  project(name: $project, entityName: $entity) {
    artifactCollection(name: $collection) {
      artifactMembership(aliasName: $alias) {
        files(names: $names, first: $first) {
          edges {
            node {
              name
              storagePath
            }
          }
        }
      }
    }
  }
}
"""


class File(Wrapped[RunFile | ArtifactFile]):
    """A file of a run or of an artifact."""

    _wraps: ClassVar = (RunFile,)
    _raw_names: ClassVar = (
        "id",
        "name",
        "url",
        "directUrl",
        "sizeBytes",
        "mimetype",
        "updatedAt",
        "md5",
    )

    _listed: ArtifactFiles | None = None

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def name(self) -> str:
        """Path within the run or the artifact."""
        return self._inner.name

    @property
    def url(self) -> str:
        """Path on the server."""
        return self._inner.url

    @property
    def direct_url(self) -> str:
        """Signed URL at the storage."""
        return self._inner.direct_url

    @property
    def size(self) -> int:
        """Size in bytes."""
        return self._inner.size

    @property
    def size_bytes(self) -> int:
        """Size in bytes."""
        return self._inner.size

    @property
    def mimetype(self) -> str | None:
        """MIME type."""
        return self._inner.mimetype

    @property
    def md5(self) -> str | None:
        """MD5 of the content, base64."""
        return self._inner.md5

    @property
    def updated_at(self) -> str | None:
        """When the content last changed, as a string."""
        return time_text(self._inner.updated_at)

    @property
    def storage_path(self) -> str | None:
        """Location of an artifact file in the storage; None for references.

        Raises:
            AttributeError: If the file belongs to a run.
        """
        if self._listed is None:
            raise AttributeError("'File' object has no attribute 'storage_path'")
        return self._listed._storage_path(self.name)

    @property
    def path_uri(self) -> str:
        """URL in the bucket, for references and for files in S3; otherwise empty."""
        direct = self.direct_url
        if direct == self.url:
            return direct
        found = re.match(r"https://([^./]+)\.s3[^/]*\.amazonaws\.com/([^?]+)", direct)
        return f"s3://{found.group(1)}/{found.group(2)}" if found else ""

    def download(
        self,
        root: str | Path = ".",
        replace: bool = False,
        exist_ok: bool = False,
        api: object = None,
    ) -> io.TextIOWrapper:
        """Write the file below a folder, verify it, and open it as text.

        Raises:
            ValueError: If a file with different content exists, and neither `replace` nor
                `exist_ok` is set.
        """
        inner = self._inner
        if not isinstance(inner, RunFile):
            target = Path(root) / self.name
            if target.exists() and exist_ok and not replace:
                return target.open(encoding="utf-8")
            return inner.entry().download(root, replace=replace).open(encoding="utf-8")
        path = Path(root) / self.name
        if path.exists() and not replace and not exist_ok:
            raise exists(path)
        return inner.download(root, replace, exist_ok, progress=False).open(encoding="utf-8")

    def delete(self) -> None:
        """Delete the file on the server."""
        if not isinstance(self._inner, RunFile):
            raise TypeError(f"{self.name} is a file of an artifact, which cannot be deleted alone.")
        self._inner.delete()

    def to_html(self, height: int = 420, hidden: bool = False) -> str | None:
        """Return None, because files have no page."""
        del height, hidden
        return None

    def __repr__(self) -> str:
        return f"<File {self.name} ({self.mimetype}) {_human(self.size)}>"


class Files(Paginator[File]):
    """Files of a run.

    Attributes:
        run: The run.
    """

    def __init__(self, items: Any, api: Api, run: object, per_page: int = 50) -> None:  # noqa: ANN401 - a list of runql
        super().__init__(items, api, per_page)
        self.run = run


class ArtifactFiles(Paginator[File]):
    """Files of a version.

    Attributes:
        artifact: The version.
    """

    def __init__(self, items: Any, api: Api, artifact: Artifact, per_page: int = 50) -> None:  # noqa: ANN401 - a list of runql
        super().__init__(items, api, per_page, self._file)
        self.artifact = artifact
        self._storage_paths: dict[str, str | None] = {}

    def _file(self, inner: ArtifactFile) -> File:
        made = File(inner, self._api)
        made._listed = self
        return made

    def _storage_path(self, name: str) -> str | None:
        if name not in self._storage_paths:
            # One request for many files that are loaded, because scripts loop over the list.
            listed = [file.name for file in self._items._buffer.items]
            others = (each for each in listed if each not in {name, *self._storage_paths})
            names = [name, *islice(others, _PATHS_A_REQUEST - 1)]
            entity, project, found_as = self.path
            collection, _, alias = found_as.rpartition(":")
            variables = {
                "entity": entity,
                "project": project,
                "collection": collection,
                "alias": alias,
                "names": names,
                "first": len(names),
            }
            found: Any = self._api.graphql.execute(_STORAGE_PATHS, variables, validate=False)
            files = found["project"]["artifactCollection"]["artifactMembership"]["files"]
            nodes = [each["node"] for each in files["edges"]]
            self._storage_paths |= {each["name"]: each["storagePath"] for each in nodes}
        return self._storage_paths.get(name)

    @property
    def path(self) -> list[str]:
        """Entity, project and name of the artifact version."""
        return [self.artifact.entity, self.artifact.project, self.artifact.name]

    def _label(self) -> str:
        return f"{'/'.join(self.path)} ({len(self)})"


def listed_files(
    run: Run, names: list[str] | None, pattern: str | None, per_page: int
) -> RunFileList:
    """List files of a run by exact names, or by an SQL LIKE pattern."""
    if not pattern:
        return run.files(names=names or None, per_page=page_size(per_page))
    call = ops.list_run_files(
        entity=run.entity, project=run.project, run=run.id, names=None, pattern=pattern
    )

    def read(response: ListRunFiles) -> Page[RunFile]:
        """Return a page of files from a response."""
        page = files_page(response, run._path, None, counted=False)
        files = tuple(RunFile(run._session, file, run._path) for file in page.items)
        return Page(files, page.cursor, page.total, page.cursors, end=page.end)

    window = PageWindow(page_size(per_page), None, None)
    listing = Listing(call, read, file_key, window, first_page=200, narrowed=True)
    return RunFileList(run._session, listing)


def _human(size: int) -> str:
    amount, unit = float(size), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if amount < 1024:
            break
        amount, unit = amount / 1024, larger
    return f"{amount:.1f}{unit}"
