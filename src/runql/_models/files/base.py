"""Attributes of a run file, and files in responses."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from runql._display.cards import Card, kind_of
from runql._display.counts import counted
from runql._display.objects import Displayed
from runql._display.text import Bytes
from runql._models.files.content_types import media_type
from runql._models.runs.lookup import found_run
from runql._paging.pages import Page
from runql._wandb_names.attributes import WandbNames
from runql.errors import NotFoundError, ProtocolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from runql_graphql.fragments.files import FileFields
    from runql_graphql.list_run_files import ListRunFiles

    from runql._models.files.digests import Algorithm
    from runql._models.files.globs import Glob
    from runql._paths.runs import RunPath

__all__ = [
    "FileAttributes",
    "FileBase",
    "Source",
    "checked_names",
    "files_page",
    "missing_file",
]


_TOO_LARGE: Final = 2**63
"""Sizes from this number on are invalid: no file system supports them."""
_MD5_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Source:
    """A file to download.

    Attributes:
        name: Name for errors.
        url: Signed URL of the content.
        lasting_url: URL that returns a new signed URL when `url` has expired; None if there is none.
        size: Size in bytes.
        md5: Hex digest; None if the server has none.
        algorithm: Algorithm of the digest, if it is not MD5.
    """

    name: str
    url: str
    lasting_url: str | None
    size: int
    md5: str | None
    algorithm: Algorithm = "md5"

    def __post_init__(self) -> None:
        if not 0 <= self.size < _TOO_LARGE:
            raise ProtocolError(
                f"Invalid size of {self.name}: {self.size}. "
                "A size must be at least 0 and below 8 EiB.",
                operation=f"download {self.name}",
            )


class FileAttributes(Displayed, WandbNames):
    """A file of a run or an artifact. Attributes reflect the server's last response."""

    def __init__(self, snapshot: FileFields) -> None:
        self._snapshot = snapshot

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Path within the run or artifact, with `/` on every system."""
        return self._snapshot.name

    @property
    def size(self) -> int:
        """Size in bytes."""
        return self._snapshot.size_bytes

    @property
    def md5(self) -> str | None:
        """MD5 of the content in base64, as in the API; None if the server has none."""
        return self._snapshot.md5

    @property
    def md5_hex(self) -> str | None:
        """MD5 of the content in hex, as `md5sum` prints it; None if the server has none.

        Raises:
            ProtocolError: If the server's value is not an MD5.
        """
        return None if not self._snapshot.md5 else _md5_hex(self._snapshot.md5, self.name)

    @property
    def mimetype(self) -> str | None:
        """Media type, such as `image/png`; None if the server does not know it."""
        return self._snapshot.mimetype

    @property
    def updated_at(self) -> datetime | None:
        """Time of the file's last change (aware, UTC)."""
        return self._snapshot.updated_at

    @property
    def url(self) -> str:
        """URL of the file for authorized users; it requires the API key."""
        return self._snapshot.url or self._snapshot.direct_url

    @property
    def direct_url(self) -> str:
        """Signed storage URL; it works without an API key for a limited time."""
        return self._snapshot.direct_url

    def _card(self) -> Card:
        facts = {"size": Bytes(self.size), "type": self.mimetype, "updated": self.updated_at}
        # The direct URL is signed, so it would open the file for every reader of a notebook.
        return Card(kind_of(self), self.name, self._snapshot.url, facts=facts)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} ({counted(self.size, 'byte')})>"


class FileBase(FileAttributes):
    """A run file. Attributes reflect the server's last response."""

    def __init__(self, snapshot: FileFields, path: RunPath) -> None:
        super().__init__(snapshot)
        self._path = path

    @property
    def run_path(self) -> RunPath:
        """The run that the file belongs to."""
        return self._path

    def _source(self) -> Source:
        return Source(self.name, self.direct_url, self.url, self.size, self.md5_hex)


def _md5_hex(text: str, name: str) -> str:
    try:
        raw = b64decode(text, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != _MD5_BYTES:
        raise ProtocolError(
            f"Invalid MD5 of {name}: {text[:60]!r}. It must be 16 bytes in base64.",
            operation="ListRunFiles",
        )
    return raw.hex()


def checked_names(names: object) -> list[str]:
    """Return a list of file names.

    Raises:
        UsageError: If `names` is one string, or an item is not a string.
    """
    if isinstance(names, str):
        raise UsageError(
            f"names must be a list of strings, got {names!r}.", hint=f"Use names=[{names!r}]."
        )
    if not isinstance(names, Iterable):
        raise UsageError(f"names must be a list of strings, got {type(names).__name__}.")
    found = list(cast("Iterable[object]", names))
    for each in found:
        if not isinstance(each, str):
            raise UsageError(f"names must be a list of strings, got the item {each!r}.")
    return cast("list[str]", found)


def files_page(
    response: ListRunFiles,
    path: RunPath,
    glob: Glob | None,
    *,
    counted: bool,
    content_types: Sequence[str] | None = None,
) -> Page[FileFields]:
    """Return the files of a page that match a glob and media types.

    The server counts all files of the run, so the count is only returned for an unfiltered list.

    Raises:
        NotFoundError: If the run does not exist.
    """
    run = found_run(response, path, "ListRunFiles")
    if run.files is None:
        return Page((), None, 0)
    info = run.files.page_info
    cursor = info.end_cursor if info.has_next_page else None
    kept = [
        (edge.node, edge.cursor)
        for edge in run.files.edges
        if edge.node is not None
        and (glob is None or glob.matches(edge.node.name))
        and (content_types is None or media_type(edge.node.mimetype) in content_types)
    ]
    files, cursors = tuple(node for node, _ in kept), tuple(each for _, each in kept)
    count = run.file_count if counted else None
    return Page(files, cursor, count, cursors, end=info.end_cursor)


def missing_file(path: RunPath, name: str, names: Iterable[str]) -> NotFoundError:
    """Return the error for a file that a run does not have, with similar names."""
    import difflib

    known = list(names)
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    last = name.rsplit("/", 1)[-1]
    near = list(dict.fromkeys([*(each for each in known if each.endswith(last)), *near]))[:3]
    hint = (
        f"Similar names: {', '.join(near)}."
        if near
        else "Use run.files() to list all files."
        if known
        else "The run has no files yet; a running run uploads its files when it ends."
    )
    return NotFoundError(
        f"File not found in run {path}: {name!r}.", hint=hint, operation="ListRunFiles"
    )
