"""Panels without charts: Markdown, media, comparisons, and queries of the web app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeAlias, cast, get_args

from runql._models.reports.panels.arguments import (
    Setting,
    checked_json,
    checked_text,
    choice,
    setting,
    strings,
    text,
    whole,
)
from runql._models.reports.panels.base import Panel
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql._wire.json_types import JsonValue

__all__ = [
    "CodeComparer",
    "MarkdownPanel",
    "MediaAxis",
    "MediaBrowser",
    "RunComparer",
    "WeavePanel",
]

MediaAxis: TypeAlias = Literal["step", "index", "run"]
"""Dimension that a media browser uses for an axis."""
MediaMode: TypeAlias = Literal["gallery", "grid"]
"""Layout of a media browser: one item at a time, or a grid."""
Diff: TypeAlias = Literal["split", "unified"]
"""Layout of code differences."""

_DIFFS: Final[tuple[Diff, ...]] = get_args(Diff)
_MODES: Final[tuple[MediaMode, ...]] = get_args(MediaMode)


@dataclass(frozen=True, repr=False)
class MarkdownPanel(Panel):
    """A panel with Markdown text.

    Attributes:
        markdown: Markdown source.
    """

    KIND: ClassVar[str] = "Markdown Panel"

    markdown: Setting[str, str] = setting("value", checked_text, "", always=True)


@dataclass(frozen=True, repr=False)
class CodeComparer(Panel):
    """A comparison of the code of runs.

    Attributes:
        diff: `split` or `unified`.
    """

    KIND: ClassVar[str] = "Code Comparer"

    diff: Setting[Diff | None, Diff | None] = choice("diff", _DIFFS, "split")


def _checked_diff_only(name: str, value: object) -> Literal["split", True] | None:
    if value is None or value is True:
        return value
    if value != "split":
        raise UsageError(f'{name} must be True, "split" or None, got {value!r}.')
    return "split"


@dataclass(frozen=True, repr=False)
class RunComparer(Panel):
    """A table of config and summary with one column per run.

    Attributes:
        diff_only: True or `split` to show only keys with different values.
    """

    KIND: ClassVar[str] = "Run Comparer"

    diff_only: Setting[Literal["split", True] | None, Literal["split", True] | None] = setting(
        "diffOnly", _checked_diff_only, None, decode=lambda value: cast("Any", value or None)
    )


_AXES: Final[tuple[MediaAxis, ...]] = get_args(MediaAxis)


@dataclass(frozen=True, repr=False)
class MediaBrowser(Panel):
    """Images, videos and other media that runs logged.

    Attributes:
        title: Title of the panel.
        num_columns: Number of columns of media.
        media_keys: Keys that the media were logged under.
        mode: `gallery` or `grid`; None to derive it from the axes.
        gallery_axis: Axis of a gallery: `step`, `index` or `run`.
        grid_x_axis: Horizontal axis of a grid.
        grid_y_axis: Vertical axis of a grid.
    """

    KIND: ClassVar[str] = "Media Browser"

    title: Setting[str | None, str] = text("chartTitle")  # pyright: ignore[reportIncompatibleMethodOverride] - read-only both
    num_columns: Setting[int | None, int | None] = whole("columnCount")
    media_keys: Setting[Iterable[str] | None, tuple[str, ...]] = strings("mediaKeys", always=True)
    mode: Setting[MediaMode | None, MediaMode | None] = choice("mode", _MODES)
    gallery_axis: Setting[MediaAxis | None, MediaAxis | None] = choice(
        "gallerySettings.axis", _AXES
    )
    grid_x_axis: Setting[MediaAxis | None, MediaAxis | None] = choice("gridSettings.xAxis", _AXES)
    grid_y_axis: Setting[MediaAxis | None, MediaAxis | None] = choice("gridSettings.yAxis", _AXES)

    def __post_init__(self) -> None:
        Panel.__post_init__(self)
        is_grid = self.grid_x_axis is not None or self.grid_y_axis is not None
        if self.mode is not None or self.raw:
            return
        if is_grid and self.gallery_axis is not None:
            raise UsageError(
                "mode is required with both gallery_axis and a grid axis.",
                hint='Pass mode="gallery" or mode="grid".',
            )
        if is_grid or self.gallery_axis is not None:
            type(self).__dict__["mode"].__set__(self, "grid" if is_grid else "gallery")


@dataclass(frozen=True, repr=False)
class WeavePanel(Panel):
    """A query in the web app's query language. It is not part of W&B Weave.

    Attributes:
        config: The query and its display settings, in the web app's format.
    """

    KIND: ClassVar[str] = "Weave"

    config: Setting[Mapping[str, JsonValue] | None, Mapping[str, JsonValue]] = Setting(  # pyright: ignore[reportIncompatibleMethodOverride] - read-only both
        lambda name, value: checked_json(name, {} if value is None else value),
        cast("Mapping[str, JsonValue]", None),
        lambda value: value,
        lambda config: config,
    )
