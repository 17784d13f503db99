"""Media that runs log: what a value with `_type` means.

Content is in files, and is fetched on demand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from runql._models.media.bounding_boxes import BoundingBox
    from runql._wire.json_types import JsonValue

__all__ = [
    "Audio",
    "Bokeh",
    "FileMedia",
    "Graph",
    "Histogram",
    "Html",
    "Image",
    "LoggedTable",
    "Media",
    "MediaFile",
    "MediaList",
    "Molecule",
    "Object3D",
    "Plotly",
    "UnknownMedia",
    "Video",
]


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that holds content of a media value.

    Attributes:
        path: Path within the run, or within the artifact that a table came from.
        sha256: Hex digest, as the SDK took it; None where the value names none, as lists of images do.
        size: Bytes; None where the value names none.
    """

    path: str
    sha256: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A value that is more than a number or a string.

    Attributes:
        type: `_type` on the wire, such as `image-file`.
        raw: The value as the server has it.
    """

    type: str
    raw: Mapping[str, JsonValue] = field(repr=False, hash=False)

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """Files that hold its content, the main ones first."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMedia(Media):
    """A value whose content is a file.

    Attributes:
        file: The file in the run; None for content that is in an artifact only.
        caption: What the user wrote below it.
        artifact_path: Address of the same content in an artifact.
    """

    file: MediaFile | None = None
    caption: str | None = None
    artifact_path: str | None = None

    @property
    def path(self) -> str | None:
        """Path within the run."""
        return self.file.path if self.file is not None else None

    @property
    def sha256(self) -> str | None:
        """Hex digest of the content, as the SDK took it."""
        return self.file.sha256 if self.file is not None else None

    @property
    def size(self) -> int | None:
        """Bytes of the content."""
        return self.file.size if self.file is not None else None

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """Files that hold its content, the main ones first."""
        return (self.file,) if self.file is not None else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(FileMedia):
    """A picture.

    Attributes:
        width: Pixels.
        height: Pixels.
        format: Such as `png`.
        grouping: Pictures that belong together, as older SDKs counted them.
        masks: Segmentation masks by name: PNG files with a class per pixel.
        boxes: Bounding boxes by name: JSON files; `boxes()` of what was logged reads them.
    """

    width: int | None = None
    height: int | None = None
    format: str | None = None
    grouping: int | None = None
    masks: Mapping[str, MediaFile] = field(default_factory=dict, hash=False)
    boxes: Mapping[str, MediaFile] = field(default_factory=dict, hash=False)

    @property
    def boxes_within(self) -> dict[str, tuple[BoundingBox, ...]]:
        """Bounding boxes by name, of an image in an artifact, which has them in itself; empty for one of a run.

        Raises:
            ProtocolError: If a box has no position.
        """
        from runql._models.media.bounding_boxes import boxes_within

        return boxes_within(self.path, self.raw.get("boxes"))

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """The picture, its masks, its boxes."""
        own = (self.file,) if self.file is not None else ()
        return (*own, *self.masks.values(), *self.boxes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio(FileMedia):
    """A sound.

    Attributes:
        sample_rate: Samples a second; None when not told.
        duration: Seconds; None when not told.
    """

    sample_rate: float | None = None
    duration: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Video(FileMedia):
    """A film.

    Attributes:
        width: Pixels; None when not told.
        height: Pixels; None when not told.
    """

    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Html(FileMedia):
    """A page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plotly(FileMedia):
    """A Plotly figure: a JSON file that `plotly.io.from_json` reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bokeh(FileMedia):
    """A Bokeh document: a JSON file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Object3D(FileMedia):
    """A point cloud (`.pts.json`) or a 3D model (`.obj`, `.gltf`, `.glb`, `.babylon`, `.stl`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Molecule(FileMedia):
    """A molecule, in the format that its file's name tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph(FileMedia):
    """A model's layers: a JSON file with `nodes` and `edges`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedTable(FileMedia):
    """A table; `table()` of what was logged, or `run.table(key)`, reads its rows.

    Attributes:
        ncols: Columns.
        nrows: Rows of the whole table; the file in the run holds 10,000 at most.
        log_mode: `IMMUTABLE`, `MUTABLE` or `INCREMENTAL`; None of older SDKs.
        increment: Number of the part that this value brings, from 0; None when it brings all rows.
    """

    ncols: int | None = None
    nrows: int | None = None
    log_mode: str | None = None
    increment: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownMedia(FileMedia):
    """A value of a type that this version does not know; `raw` has all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaList(Media):
    """Several values that were logged as a list under one key.

    Attributes:
        items: The values, in order.
    """

    items: tuple[FileMedia, ...] = ()

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """The files of the values, in order; then what belongs to them, such as masks."""
        main = [each.file for each in self.items if each.file is not None]
        more = [file for each in self.items for file in each.files if file != each.file]
        return (*main, *more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram(Media):
    """How often values fell into which bin.

    Attributes:
        values: Counts, or weights, per bin.
        bins: Edges of the bins: one more than there are values.
    """

    values: tuple[float, ...] = ()
    bins: tuple[float, ...] = ()

    def to_numpy(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return counts and edges as arrays of float64, as `numpy.histogram` does.

        Raises:
            MissingDependencyError: If numpy is not installed.
        """
        from runql._models.media.arrays import require_numpy

        require_numpy("A histogram as arrays")
        import numpy as np

        return np.array(self.values, dtype=np.float64), np.array(self.bins, dtype=np.float64)
