"""Tables in artifacts: their URLs, parts and array files."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql._display.counts import counted
from runql._models._attributes.json_text import read_json
from runql._models.media.arrays import require_numpy
from runql.errors import ProtocolError, UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from runql._wire.json_types import JsonValue

__all__ = ["ArrayLocation", "TableAddress", "TableDocument", "table_address"]

_CLIENT: Final = "wandb-client-artifact://"
_SERVER: Final = "wandb-artifact://"


@dataclass(frozen=True, slots=True)
class TableAddress:
    """The location of a table in an artifact.

    Attributes:
        id: Opaque id of the version, or the client's id of it.
        path: Path within the version.
        by_client: Whether the id is the client's own, which the server can translate.
    """

    id: str
    path: str
    by_client: bool


def table_address(text: str) -> TableAddress:
    """Parse the URL of a file in an artifact.

    Raises:
        ProtocolError: If the URL is invalid.
    """
    for scheme in (_CLIENT, _SERVER):
        name, slash, path = text.removeprefix(scheme).partition("/")
        if text.startswith(scheme) and slash and path:
            if scheme == _CLIENT:
                return TableAddress(name.partition(":")[0], path, by_client=True)
            try:
                return TableAddress(b64encode(bytes.fromhex(name)).decode(), path, by_client=False)
            except ValueError as error:
                raise ProtocolError(
                    f"Invalid URL of a file in an artifact: {text!r}. The artifact ID must be hexadecimal."
                ) from error
    raise ProtocolError(f"Invalid URL of a file in an artifact: {text!r}.")


@dataclass(frozen=True, slots=True)
class ArrayLocation:
    """The location of the cells of an array column.

    Attributes:
        column: Name of the column.
        path: Path of the file within the artifact.
        key: Name of the array in the file.
    """

    column: str
    path: str
    key: str

    def cells(self, content: bytes, count: int) -> list[JsonValue]:
        """Return the cells as nested lists.

        Raises:
            MissingDependencyError: If numpy is not installed.
            ProtocolError: If the file does not have one array per row.
        """
        require_numpy("A table with arrays")
        import numpy as np

        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as file:
                cells: list[JsonValue] = file[self.key].tolist()
        except (ValueError, KeyError, OSError) as error:
            raise ProtocolError(
                f"{self.path} has no arrays for the column {self.column!r}: {error}",
                hint='Pass source="file" to read the run\'s own copy of the table.',
            ) from error
        if len(cells) != count:
            raise ProtocolError(
                f"Invalid arrays in {self.path}: the table has {counted(count, 'row')}, got {counted(len(cells), 'array')}."
            )
        return cells


class TableDocument:
    """The parsed JSON file of a table.

    Attributes:
        path: Path for error messages.
        value: The JSON object; empty if the content is not an object.
    """

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        document = read_json(content, path)
        self.value: dict[str, JsonValue] = document if isinstance(document, dict) else {}

    @property
    def arrays(self) -> tuple[ArrayLocation, ...]:
        """Columns whose cells are in separate files."""
        types = _inside(self.value, "column_types", "params", "type_map")
        return tuple(
            ArrayLocation(column, path, key)
            for column, kind in types.items()
            for path, key in _array_locations(kind)
        )

    def parts(self, names: Iterable[str]) -> list[str] | None:
        """Return the paths of the parts of a partitioned table; None if the file has rows itself.

        Args:
            names: Paths of all files of the artifact.

        Raises:
            UnsupportedError: If the file joins two tables by a key and has no rows itself.
        """
        kind, folder = self.value.get("_type"), self.value.get("parts_path")
        if kind == "joined-table":
            one, two = (self.value.get(name) for name in ("table1", "table2"))
            raise UnsupportedError(
                f"{self.path} has no rows: it joins {one} and {two} by a key.",
                hint="Call artifact.get(name); it returns both tables and the key.",
            )
        if kind != "partitioned-table" or not isinstance(folder, str):
            return None
        inside = f"{folder.rstrip('/')}/"
        return sorted(
            name for name in names if name.startswith(inside) and name.endswith(".table.json")
        )


def _array_locations(kind: JsonValue) -> Iterator[tuple[str, str]]:
    if not isinstance(kind, dict):
        return
    location = _inside(kind, "params", "serialization_path")
    path, key = location.get("path"), location.get("key")
    if isinstance(path, str) and isinstance(key, str):
        yield path, key
    members = _inside(kind, "params").get("allowed_types")
    for member in members if isinstance(members, list) else ():
        yield from _array_locations(member)


def _inside(value: dict[str, JsonValue], *names: str) -> dict[str, JsonValue]:
    for name in names:
        inner = value.get(name)
        value = inner if isinstance(inner, dict) else {}
    return value
