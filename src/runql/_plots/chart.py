"""Charts with their data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from runql._display.counts import counted
from runql._expected_names.lookup import ExpectedNames
from runql._plots.saving import page_of, pdf_of, png_of, svg_of, write_whole
from runql._plots.theme import CONFIG
from runql._wandb_names.binding import explain_methods
from runql.errors import MissingDependencyError, UsageError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection, Mapping, Sequence

    import altair as alt
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._plots.rows import Row

__all__ = ["Chart", "recolored"]

_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
_LARGEST_SVG: Final = 400_000
_SHARPNESS: Final = 2.0


@explain_methods
class Chart(ExpectedNames):
    """A chart. `save()` writes it to a file, and `data` has its rows.

    Notebooks show a chart as SVG, or as PNG if the SVG would be larger than 400 kB. No chart loads resources from the
    network.

    Attributes:
        data: Rows of the chart, with the names of their keys.
    """

    def __init__(self, spec: Mapping[str, object], data: Sequence[Row], what: str) -> None:
        """Create a chart.

        Args:
            spec: Vega-Lite specification with data and without configuration.
            data: Rows of the chart.
            what: Description, for `repr()` and the title of a page.
        """
        self.data: list[Row] = list(data)
        self._spec = dict(spec)
        self._what = what
        self._svg: str | None = None

    @property
    def altair(self) -> alt.TopLevelMixin:
        """The chart as an altair chart, to change or to combine with others.

        The altair chart does not have runql's fonts and axis colors.

        Raises:
            MissingDependencyError: If altair is not installed.
        """
        try:
            import altair as alt
        except ImportError as error:
            raise MissingDependencyError(
                "Charts as altair objects require the altair package.",
                hint='Install it with: pip install "runql[plots]"',
            ) from error
        return cast("alt.TopLevelMixin", alt.Chart.from_dict(dict(self._spec)))

    def to_dict(self) -> dict[str, object]:
        """Return the Vega-Lite specification, with the data in it."""
        return {"$schema": _SCHEMA, "config": dict(CONFIG), **self._spec}

    def to_json(self) -> str:
        """Return the Vega-Lite specification as JSON."""
        return json.dumps(self.to_dict(), allow_nan=False, ensure_ascii=False)

    def to_svg(self) -> str:
        """Return the chart as SVG.

        Raises:
            MissingDependencyError: If vl-convert-python is not installed.
        """
        if self._svg is None:
            self._svg = svg_of(self.to_dict())
        return self._svg

    def to_png(self, *, scale: float = _SHARPNESS) -> bytes:
        """Return the chart as PNG.

        Args:
            scale: Image pixels per chart pixel.

        Raises:
            MissingDependencyError: If vl-convert-python is not installed.
            UsageError: If the scale is not above 0 and at most 20.
        """
        if not 0 < scale <= 20:
            raise UsageError(f"scale must be above 0 and at most 20, got {scale!r}.")
        return png_of(self.to_dict(), scale)

    def to_pdf(self) -> bytes:
        """Return the chart as PDF.

        Raises:
            MissingDependencyError: If vl-convert-python is not installed.
        """
        return pdf_of(self.to_dict())

    def to_html(self) -> str:
        """Return an HTML page with the interactive chart.

        The page contains the chart's script and loads nothing.

        Raises:
            MissingDependencyError: If vl-convert-python is not installed.
        """
        return page_of(self.to_dict(), self._what)

    def to_pandas(self) -> pd.DataFrame:
        """Return the data as a pandas data frame.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        from runql._frames.convert import to_frame
        from runql._frames.formats import require_format

        require_format("pandas")
        return to_frame(self.data, self._columns(), "pandas")

    def to_polars(self) -> pl.DataFrame:
        """Return the data as a polars data frame.

        Raises:
            MissingDependencyError: If polars is not installed.
        """
        from runql._frames.convert import to_frame
        from runql._frames.formats import require_format

        require_format("polars")
        return to_frame(self.data, self._columns(), "polars")

    def to_arrow(self) -> pa.Table:
        """Return the data as an Arrow table.

        Raises:
            MissingDependencyError: If pyarrow is not installed.
        """
        from runql._frames.convert import to_frame
        from runql._frames.formats import require_format

        require_format("arrow")
        return to_frame(self.data, self._columns(), "arrow")

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the chart to a file, completely or not at all, and return its path.

        The suffix selects the format: `.svg`, `.png`, `.pdf`, `.html` (interactive, with its script inside), `.json`
        (Vega-Lite).

        Args:
            path: Path of the file.

        Raises:
            UsageError: If the suffix is not supported. Nothing was written.
            MissingDependencyError: If vl-convert-python is not installed. Nothing was written.
        """
        target = Path(path)
        writers: dict[str, Callable[[], str | bytes]] = {
            ".html": self.to_html,
            ".json": self.to_json,
            ".pdf": self.to_pdf,
            ".png": self.to_png,
            ".svg": self.to_svg,
        }
        writer = writers.get(target.suffix.lower())
        if writer is None:
            raise UsageError(
                f"Unsupported file type for a chart: {target.name!r}.",
                hint=f"Use a name that ends in one of {', '.join(writers)}.",
            )
        content = writer()
        write_whole(target, content.encode() if isinstance(content, str) else content)
        return target

    def _repr_mimebundle_(
        self,
        include: Collection[str] | None = None,
        exclude: Collection[str] | None = None,
        **_: object,
    ) -> dict[str, str | bytes]:
        shown: dict[str, str | bytes] = {"text/plain": repr(self)}
        svg = self.to_svg()
        if len(svg) <= _LARGEST_SVG:
            shown["image/svg+xml"] = svg
        else:
            shown["image/png"] = self.to_png()
        wanted = set(shown) if include is None else set(shown) & set(include)
        return {kind: shown[kind] for kind in shown if kind in wanted - set(exclude or ())}

    def _columns(self) -> list[str]:
        return list(dict.fromkeys(name for row in self.data for name in row))

    def __repr__(self) -> str:
        return f"<Chart of {self._what}: {counted(len(self.data), 'row')}>"


def recolored(chart: Chart, colors: Mapping[str, str]) -> Chart:
    """Return a chart with other colors for some groups.

    Args:
        chart: The chart.
        colors: Colors by label of the group.
    """
    spec = cast("dict[str, object]", _recolored(chart._spec, colors))
    return Chart(spec, chart.data, chart._what)


def _recolored(node: object, colors: Mapping[str, str]) -> object:
    if isinstance(node, list):
        return [_recolored(each, colors) for each in cast("list[object]", node)]
    if not isinstance(node, dict):
        return node
    found = cast("dict[str, object]", node)
    scale = found.get("scale") if "field" in found else None
    result = {
        key: each if key in ("data", "strokeDash") else _recolored(each, colors)
        for key, each in found.items()
    }
    if isinstance(scale, dict) and isinstance(scale.get("range"), list):
        scale = cast("dict[str, list[str]]", scale)
        pairs = zip(scale["domain"], scale["range"], strict=True)
        result["scale"] = {**scale, "range": [colors.get(label, color) for label, color in pairs]}
    return result
