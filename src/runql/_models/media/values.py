"""Media that runs log: typed values of JSON objects with `_type`.

Files hold the content, which is fetched on demand.
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
        sha256: Hex digest from the SDK; None if the value has none, as in lists of images.
        size: Size in bytes; None if the value has none.
    """

    path: str
    sha256: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A logged value that is not a plain number, string, list or dict.

    Attributes:
        type: `_type` in the API, such as `image-file`.
        raw: The JSON value as stored by the server.
    """

    type: str
    raw: Mapping[str, JsonValue] = field(repr=False, hash=False)

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """Files that hold the content, the main ones first."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMedia(Media):
    """A media value whose content is a file.

    Attributes:
        file: The file of the run; None for content that is in an artifact only.
        caption: Caption from the user.
        artifact_path: URL of the same content in an artifact.
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
        """Hex digest of the content, as computed by the SDK."""
        return self.file.sha256 if self.file is not None else None

    @property
    def size(self) -> int | None:
        """Size of the content in bytes."""
        return self.file.size if self.file is not None else None

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """Files that hold the content, the main ones first."""
        return (self.file,) if self.file is not None else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(FileMedia):
    """An image.

    Attributes:
        width: Width in pixels.
        height: Height in pixels.
        format: File format, such as `png`.
        grouping: Number of images that belong together, as logged by older SDKs.
        masks: Segmentation masks by name: PNG files with one class per pixel.
        boxes: Files of bounding boxes by name (JSON); `boxes()` of the logged image reads them.
    """

    width: int | None = None
    height: int | None = None
    format: str | None = None
    grouping: int | None = None
    masks: Mapping[str, MediaFile] = field(default_factory=dict, hash=False)
    boxes: Mapping[str, MediaFile] = field(default_factory=dict, hash=False)

    @property
    def boxes_within(self) -> dict[str, tuple[BoundingBox, ...]]:
        """Bounding boxes by name of an image in an artifact; empty for an image of a run.

        An image in an artifact holds its boxes in its own value, an image of a run in files.

        Raises:
            ProtocolError: If a box has no position.
        """
        from runql._models.media.bounding_boxes import boxes_within

        return boxes_within(self.path, self.raw.get("boxes"))

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """The files of the image, its masks and its bounding boxes."""
        own = (self.file,) if self.file is not None else ()
        return (*own, *self.masks.values(), *self.boxes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio(FileMedia):
    """An audio recording.

    Attributes:
        sample_rate: Samples per second; None if not logged.
        duration: Duration in seconds; None if not logged.
    """

    sample_rate: float | None = None
    duration: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Video(FileMedia):
    """A video.

    Attributes:
        width: Width in pixels; None if not logged.
        height: Height in pixels; None if not logged.
    """

    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Html(FileMedia):
    """An HTML page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plotly(FileMedia):
    """A Plotly figure: a JSON file that `plotly.io.from_json` reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bokeh(FileMedia):
    """A Bokeh document: a JSON file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Object3D(FileMedia):
    """A point cloud (`.pts.json`) or a 3D model.

    3D models have the suffix `.obj`, `.gltf`, `.glb`, `.babylon` or `.stl`.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Molecule(FileMedia):
    """A molecule. The suffix of the file shows the format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph(FileMedia):
    """The layers of a model: a JSON file with `nodes` and `edges`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedTable(FileMedia):
    """A logged table.

    `table()` of the logged value and `run.table(key)` read the rows.

    Attributes:
        ncols: Number of columns.
        nrows: Number of rows of the whole table. The file in the run has at most 10,000 rows.
        log_mode: `IMMUTABLE`, `MUTABLE` or `INCREMENTAL`; None for older SDKs.
        increment: Index of the part that this value adds, from 0; None if the value has all rows.
    """

    ncols: int | None = None
    nrows: int | None = None
    log_mode: str | None = None
    increment: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownMedia(FileMedia):
    """A media value of an unknown type. `raw` has the whole value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaList(Media):
    """Media values that were logged as a list under one key.

    Attributes:
        items: The values, in order.
    """

    items: tuple[FileMedia, ...] = ()

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """The files of the values in order, followed by files such as masks."""
        main = [each.file for each in self.items if each.file is not None]
        more = [file for each in self.items for file in each.files if file != each.file]
        return (*main, *more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram(Media):
    """A histogram: counts or weights per bin.

    Attributes:
        values: Counts, or weights, per bin.
        bins: Edges of the bins. There is one more edge than values.
    """

    values: tuple[float, ...] = ()
    bins: tuple[float, ...] = ()

    def to_numpy(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return counts and edges as float64 arrays, as `numpy.histogram` does.

        Raises:
            MissingDependencyError: If numpy is not installed.
        """
        from runql._models.media.arrays import require_numpy

        require_numpy("A histogram as arrays")
        import numpy as np

        return np.array(self.values, dtype=np.float64), np.array(self.bins, dtype=np.float64)
