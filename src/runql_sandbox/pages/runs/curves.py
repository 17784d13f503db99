"""Charts of metrics: which there are, and their buckets, which are those of `bucketedHistory`."""

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
"""Buckets of each run where there are several: curves that cross need fewer."""
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
    """What the charts of a page have on their axes.

    Attributes:
        x: Key of the x axis.
        log_x: Whether it is logarithmic.
        log_y: Whether the other one is.
        metrics: Keys that the address names.
        search: Part of the keys to show.
        page: Number of the page of charts.
    """

    x: str
    log_x: bool
    log_y: bool
    metrics: tuple[str, ...]
    search: str
    page: int

    @classmethod
    def of(cls, visit: Visit) -> Axes:
        """Return what an address names.

        Raises:
            PageError: If it means nothing.
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
        """Keys that every history has, and the one that was chosen."""
        return tuple(dict.fromkeys((*_OWN_AXES, self.x)))

    def matching(self, keys: Sequence[str]) -> list[str]:
        """Return the keys to show, on all pages."""
        if self.metrics:
            return list(self.metrics)
        found = self.search.casefold()
        return [each for each in keys if found in each.casefold() and each != self.x]

    def chosen(self, keys: Sequence[str]) -> list[str]:
        """Return the keys to show on this page."""
        found = self.matching(keys)
        return found[(self.page - 1) * _CHARTS : self.page * _CHARTS]

    def pages(self, keys: Sequence[str]) -> int:
        """Return how many pages of charts there are."""
        return max(1, -(-len(self.matching(keys)) // _CHARTS))

    def page_links(
        self, at: tuple[str, ...], keys: Sequence[str], **more: str
    ) -> dict[str, str | None]:
        """Return the addresses of the pages of charts before and after this one.

        Args:
            at: Parts of the address of the page.
            keys: Keys that there are charts of.
            more: Other parameters of the address.
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
    """Return the keys of runs' histories that have numbers, without those that every row has."""
    if not names:
        return []
    data = visit.query(_KEYS, entity=entity, project=project, names=list(names))
    found: set[str] = set()
    for run in nodes(data["project"]["runs"]):
        found.update(_numeric((run["historyKeys"] or {}).get("keys", {}), "", 0))
    return sorted(found.difference(_OWN_AXES))


def _numeric(keys: Mapping[str, Any], prefix: str, depth: int) -> Iterator[str]:
    """Return the dotted names of keys that have numbers."""
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
    """Return a chart for each key, with a curve for each run.

    Args:
        visit: The request.
        entity: Owner of the project.
        project: The project.
        labels: Ids of the runs, and what to call them.
        keys: The keys.
        axes: What the axes have.
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
    """Return a curve of each run for each key, in the order of the labels."""
    found: dict[str, list[Curve]] = {key: [] for key in keys}
    if not keys or not labels:
        return found
    # One spec for all keys reads and decodes each history once.
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
