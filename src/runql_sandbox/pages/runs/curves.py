"""Metric charts: their selection, and their buckets from `bucketedHistory`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.addresses import address
from runql_sandbox.pages.drawing.lines import Curve, LineChart, curve_of, draw_lines
from runql_sandbox.pages.visits import PageError, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from runql_sandbox.pages.visits import Visit

__all__ = ["Axes", "charts_of", "curves_of", "numeric_keys"]

STEP: Final = "_step"
_OWN_AXES: Final = (STEP, "_runtime", "_timestamp")
_SAMPLES: Final = 160
_SAMPLES_OF_MANY: Final = 80
"""Buckets per run in charts of several runs, where fewer are sufficient."""
_CHARTS: Final = 12
_MOST_CHARTS: Final = 60
_DEEPEST: Final = 16

_KEYS: Final = """
query HistoryKeys($entity: String!, $project: String!, $names: [String]) {
  project(name: $project, entityName: $entity) {
    runs(names: $names, first: 1000) { edges { node { name historyKeys } } }
  }
}
"""
_BUCKETS: Final = """
query Buckets($entity: String!, $project: String!, $names: [String], $specs: [JSONString!]!) {
  project(name: $project, entityName: $entity) {
    runs(names: $names, first: 1000) { edges { node { name bucketedHistory(specs: $specs) } } }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Axes:
    """Selection and axes of the charts on a page.

    Attributes:
        x: Key of the x axis.
        log_x: Whether it is logarithmic.
        log_y: Whether the y axis is logarithmic.
        metrics: Keys in the URL.
        search: Text that the keys must contain.
        page: Number of the chart page.
    """

    x: str
    log_x: bool
    log_y: bool
    metrics: tuple[str, ...]
    search: str
    page: int

    @classmethod
    def of(cls, visit: Visit) -> Axes:
        """Return the selection in a URL.

        Raises:
            PageError: If the URL is invalid.
        """
        metrics = tuple(visit.texts("metrics"))
        if len(metrics) > _MOST_CHARTS:
            raise PageError(400, f"A page has at most {_MOST_CHARTS} charts, got {len(metrics)}.")
        return cls(
            visit.text("x", STEP),
            visit.choice("log_x", ("0", "1")) == "1",
            visit.choice("log_y", ("0", "1")) == "1",
            metrics,
            visit.text("search"),
            visit.number("charts", 1, 100_000),
        )

    @property
    def x_choices(self) -> tuple[str, ...]:
        """Keys that all histories have, and the chosen x axis."""
        return tuple(dict.fromkeys((*_OWN_AXES, self.x)))

    def matching(self, keys: Sequence[str]) -> list[str]:
        """Return the keys to show, on all pages."""
        if self.metrics:
            return list(self.metrics)
        found = self.search.casefold()
        return [each for each in keys if found in each.casefold() and each != self.x]

    def chosen(self, keys: Sequence[str]) -> list[str]:
        """Return the keys on this page."""
        found = self.matching(keys)
        return found[(self.page - 1) * _CHARTS : self.page * _CHARTS]

    def pages(self, keys: Sequence[str]) -> int:
        """Return the number of chart pages."""
        return max(1, -(-len(self.matching(keys)) // _CHARTS))

    def page_links(
        self, at: tuple[str, ...], keys: Sequence[str], **more: str
    ) -> dict[str, str | None]:
        """Return the URLs of the previous and the next chart page.

        Args:
            at: Path parts of the page.
            keys: Keys with charts.
            more: Other parameters of the URL.
        """
        pages = self.pages(keys)

        def link(page: int) -> str | None:
            query: dict[str, str | Sequence[str] | None] = {
                **more,
                "x": None if self.x == STEP else self.x,
                "log_x": "1" if self.log_x else None,
                "log_y": "1" if self.log_y else None,
                "metrics": self.metrics,
                "search": self.search,
                "charts": str(page) if page > 1 else None,
            }
            return address(*at, query=query) if 1 <= page <= pages else None

        return {"previous": link(self.page - 1), "next": link(self.page + 1)}


def numeric_keys(visit: Visit, entity: str, project: str, names: Sequence[str]) -> list[str]:
    """Return the numeric keys of runs' histories, without keys that all rows have."""
    if not names:
        return []
    data = visit.query(_KEYS, entity=entity, project=project, names=list(names))
    found: set[str] = set()
    for run in nodes(data["project"]["runs"]):
        found.update(_numeric((run["historyKeys"] or {}).get("keys", {}), "", 0))
    return sorted(found.difference(_OWN_AXES))


def _numeric(keys: Mapping[str, Any], prefix: str, depth: int) -> Iterator[str]:
    """Return the dotted names of numeric keys."""
    for key, facts in keys.items():
        for each in facts.get("typeCounts", []):
            if each.get("type") == "number":
                yield f"{prefix}{key}"
            elif each.get("type") == "map" and depth < _DEEPEST:
                yield from _numeric(each.get("keys", {}), f"{prefix}{key}.", depth + 1)


def charts_of(
    visit: Visit,
    entity: str,
    project: str,
    labels: Mapping[str, str],
    keys: Sequence[str],
    axes: Axes,
) -> list[LineChart]:
    """Return a chart per key, with a curve per run.

    Args:
        visit: The request.
        entity: Entity of the project.
        project: The project.
        labels: Labels by run ID.
        keys: The keys.
        axes: The axes of the charts.
    """
    curves = curves_of(visit, entity, project, labels, keys, axes.x)
    return [
        draw_lines(
            key,
            [each for each in curves[key] if each.points or each.broken],
            axes.x,
            log_x=axes.log_x,
            log_y=axes.log_y,
        )
        for key in keys
    ]


def curves_of(
    visit: Visit,
    entity: str,
    project: str,
    labels: Mapping[str, str],
    keys: Sequence[str],
    axis: str = STEP,
) -> dict[str, list[Curve]]:
    """Return curves of all runs for each key, in the order of the labels."""
    found: dict[str, list[Curve]] = {key: [] for key in keys}
    if not keys or not labels:
        return found
    # One spec for all keys reads and decodes each history only once.
    samples = _SAMPLES if len(labels) == 1 else _SAMPLES_OF_MANY
    specs = [json.dumps({"keys": list(keys), "xAxis": axis, "samples": samples})]
    names = list(labels)
    data = visit.query(_BUCKETS, entity=entity, project=project, names=names, specs=specs)
    if data["project"] is None:
        return found
    buckets: dict[str, list[dict[str, Any]]] = {
        run["name"]: run["bucketedHistory"][0] for run in nodes(data["project"]["runs"])
    }
    for name, label in labels.items():
        href = address(entity, project, "runs", name)
        for key in keys:
            found[key].append(curve_of(buckets.get(name, []), key, axis, label, href))
    return found
