"""A picture with the data that it shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from runql.errors import UsageError

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["SweepChart"]

_WRITTEN = frozenset({".html", ".json", ".pdf", ".png", ".svg"})


class SweepChart:
    """A Vega-Lite picture: shown by notebooks, saved to a file, and its data.

    Attributes:
        data: The rows that the picture shows.
    """

    def __init__(self, chart: Any, data: Sequence[dict[str, object]]) -> None:  # noqa: ANN401 - altair's classes differ
        self._chart = chart
        self.data = list(data)

    @property
    def altair(self) -> object:
        """The `altair` chart, to change before it is shown."""
        return self._chart

    def to_dict(self) -> dict[str, object]:
        """Return the Vega-Lite specification."""
        found: dict[str, object] = self._chart.to_dict()
        return found

    def to_pandas(self) -> pd.DataFrame:
        """Return the data as a frame.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        from runql._frames.convert import to_frame
        from runql._frames.formats import require_format

        require_format("pandas")
        columns = list(dict.fromkeys(name for row in self.data for name in row))
        return to_frame(self.data, columns, "pandas")

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture; the name says how: `.svg`, `.png`, `.pdf`, `.html`, `.json`.

        Raises:
            UsageError: If the name ends otherwise; nothing was written.
        """
        target = Path(path)
        if target.suffix.lower() not in _WRITTEN:
            raise UsageError(
                f"A picture cannot be written as {target.name!r}.",
                hint=f"The name must end in one of {', '.join(sorted(_WRITTEN))}.",
            )
        self._chart.save(str(target))
        return target

    def _repr_mimebundle_(self, *args: object, **kwargs: object) -> object:
        return self._chart._repr_mimebundle_(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<SweepPicture of {len(self.data)} rows>"
