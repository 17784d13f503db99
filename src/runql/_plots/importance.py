"""Bar charts of parameter importance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._plots.chart import Chart
from runql._plots.theme import DOWN, GRAY, UP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._plots.rows import Row
    from runql._plots.theme import Spec

__all__ = ["importance_chart"]


def importance_chart(found: Sequence[Row], metric: str, title: str) -> Chart:
    """Draw one bar per parameter, colored by the sign of its correlation.

    Args:
        found: Rows of `parameter`, `importance` and `correlation`, in the order of the bars.
        metric: Metric that the importance refers to.
        title: Title of the chart.
    """
    rows: list[Row] = [{**row, "correlates": _sign(row["correlation"])} for row in found]
    colors = {
        "domain": ["positively", "negatively", "categorical"],
        "range": [UP, DOWN, GRAY],
    }
    order = [str(row["parameter"]) for row in found]
    spec: Spec = {
        "title": title,
        "width": 420,
        "height": {"step": 26},
        "data": {"values": rows},
        "mark": "bar",
        "encoding": {
            "x": {"field": "importance", "type": "quantitative", "title": f"importance for {metric} (share of 1)",
                  "scale": {"domain": [0, 1]}},
            "y": {"field": "parameter", "type": "nominal", "sort": order, "title": None},
            "color": {"field": "correlates", "type": "nominal", "scale": colors, "title": "correlates"},
            "tooltip": [{"field": name} for name in ("parameter", "importance", "correlation")],
        },
    }  # fmt: skip
    return Chart(spec, rows, f"importance for {metric}")


def _sign(correlation: object) -> str:
    if not isinstance(correlation, float):
        return "categorical"
    return "positively" if correlation >= 0 else "negatively"
