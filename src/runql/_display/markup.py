"""HTML of objects, lists and tables. All strings are escaped, and colors follow the notebook."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Final

from runql._display.cards import card_of
from runql._display.counts import counted
from runql._display.sparkline import sparkline
from runql._display.text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql._display.cards import Card, Section

__all__ = ["MOST_ROWS", "card_html", "list_html", "table_html"]

MOST_ROWS: Final = 10
"""Maximum number of rows that a list shows."""

_MOST_KEYS: Final = 40
_MOST_METRICS: Final = 4
_MOST_COLUMNS: Final = 6
_WIDEST: Final = 44
_CELL: Final = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"
_FAINT: Final = "opacity:0.65"
# Colors that are legible on white and on black backgrounds.
_STATES: Final = {
    "running": "#2a9d5c",
    "pending": "#8a8a8a",
    "finished": "#3b82c4",
    "failed": "#d1495b",
    "crashed": "#d1495b",
    "killed": "#c77700",
    "preempted": "#c77700",
    "preempting": "#c77700",
}


def card_html(card: Card) -> str:
    """Return an object as HTML."""
    title = _link(card.title or card.path or card.kind, card.url)
    head = f'<span style="{_FAINT}">{escape(card.kind)}</span> <strong>{title}</strong>'
    if card.state:
        head += f" {_state(card.state)}"
    parts = [f"<div>{head}</div>"]
    if card.path and card.path != card.title:
        parts.append(f'<div style="{_FAINT}"><code>{escape(card.path)}</code></div>')
    facts = {name: value for name, value in card.facts.items() if text_of(value)}
    if facts:
        parts.append(_pairs(facts, {}))
    parts += map(_section, card.sections)
    return _frame(parts)


def list_html(
    kind: str, where: str, items: Sequence[object], *, total: int | None, done: bool, hint: str
) -> str:
    """Return the first rows of a list as HTML.

    Args:
        kind: Kind of the list, such as `Runs`.
        where: Path of the list; empty if unknown.
        items: Loaded items.
        total: Length of the whole list; None if unknown.
        done: Whether all items are loaded.
        hint: Instruction to load the list.
    """
    place = f" <code>{escape(where)}</code>" if where else ""
    head = f"<div><strong>{escape(kind)}</strong>{place}</div>"
    if not items and not done:
        return _frame([head, f'<div style="{_FAINT}">Not loaded. {escape(hint)}</div>'])
    cards = [card_of(item) for item in items[:MOST_ROWS]]
    counts = f"{len(cards)} of {total:,} shown" if total is not None else f"{len(cards)} shown"
    if not done:
        counts += f", {len(items):,} loaded" if total is not None else ", more may follow"
    if not cards:
        counts = "Empty."
    foot = f'<div style="{_FAINT}">{counts}</div>'
    return _frame([head, _rows(cards), foot] if cards else [head, foot])


def table_html(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    total: int,
    note: str = "",
) -> str:
    """Return a table with its first rows as HTML.

    Args:
        title: Title of the table.
        columns: Names of the columns.
        rows: The first rows.
        total: Total number of rows.
        note: Note below the table.
    """
    shown = [[escape(text_of(value, _WIDEST)) for value in row] for row in rows]
    foot = (
        f"{len(shown)} of {total:,} rows shown"
        if len(shown) < total
        else counted(total, "row", commas=True)
    )
    foot = f"{foot}. {note}" if note else foot
    parts = [
        f"<div><strong>{escape(title)}</strong></div>",
        _table([escape(each) for each in columns], shown),
        f'<div style="{_FAINT}">{escape(foot)}</div>',
    ]
    return _frame(parts)


def _rows(cards: Sequence[Card]) -> str:
    """Return a table of objects: title, state, attributes, and the most common metrics."""
    names = list(dict.fromkeys(name for card in cards for name in card.facts))
    facts = [name for name in names if any(text_of(card.facts.get(name)) for card in cards)]
    facts = facts[:_MOST_COLUMNS]
    common = Counter(name for card in cards for name in card.metrics)
    metrics = [name for name, _ in common.most_common(_MOST_METRICS)]
    titled = any(card.title for card in cards)
    stated = any(card.state for card in cards)
    head = ["name"] * titled + ["state"] * stated + facts + metrics
    body: list[list[str]] = []
    for card in cards:
        row = [_link(card.title, card.url)] * titled + [_state(card.state)] * stated
        row += [escape(text_of(card.facts.get(name), _WIDEST)) for name in facts]
        row += [escape(text_of(card.metrics.get(name), _WIDEST)) for name in metrics]
        body.append(row)
    return _table([escape(name) for name in head], body)


def _table(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """Return a table of cells that contain HTML."""
    # Notebook themes set colors and line breaks of cells, so styles of a table are not inherited
    # by its cells.
    cell = f"{_CELL};white-space:nowrap"
    rule = "border-bottom:1px solid rgba(128,128,128,0.5);color:inherit"
    titles = "".join(f'<th style="{cell};{rule}">{each}</th>' for each in head)
    rows = "".join(
        "<tr>" + "".join(f'<td style="{cell}">{each}</td>' for each in row) + "</tr>"
        for row in body
    )
    style = "border-collapse:collapse;margin:4px 0;color:inherit"
    table = f'<table style="{style}"><thead style="color:inherit"><tr>{titles}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div style="overflow-x:auto">{table}</div>'


def _section(section: Section) -> str:
    count = f" ({len(section.rows)})" if section.rows else ""
    note = f' <span style="{_FAINT}">{escape(section.note)}</span>' if section.note else ""
    head = f"{escape(section.title)}{count}{note}"
    if not section.rows:
        return f"<div>{head}</div>"
    # Keys with a curve come first.
    ordered = sorted(section.rows, key=lambda key: key not in section.curves)
    kept = {key: section.rows[key] for key in ordered[:_MOST_KEYS]}
    more = len(section.rows) - len(kept)
    rest = f'<div style="{_FAINT}">{more:,} more</div>' if more else ""
    is_open = ' open="open"' if section.is_open else ""
    body = _pairs(kept, section.curves)
    return f"<details{is_open}><summary>{head}</summary>{body}{rest}</details>"


def _pairs(rows: Mapping[str, object], curves: Mapping[str, Sequence[float]]) -> str:
    has_curves = any(name in curves for name in rows)
    lines: list[str] = []
    for name, value in rows.items():
        cells = [f'<span style="{_FAINT}">{escape(str(name))}</span>', escape(text_of(value))]
        if has_curves:
            cells.append(sparkline(curves.get(name, ())))
        lines.append("".join(f'<td style="{_CELL}">{each}</td>' for each in cells))
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table style="border-collapse:collapse;margin:2px 0"><tbody>{body}</tbody></table>'


def _state(state: str) -> str:
    if not state:
        return ""
    color = _STATES.get(state.lower(), "currentColor")
    return f'<span style="white-space:nowrap"><span style="color:{color}">●</span> {escape(state)}</span>'


def _link(text: str, url: str | None) -> str:
    shown = escape(text_of(text, 80))
    # A click on a URL with another scheme could run a script.
    if url is None or not url.startswith(("https://", "http://")):
        return shown
    return f'<a href="{escape(url)}" target="_blank" rel="noopener">{shown}</a>'


def _frame(parts: Iterable[str]) -> str:
    return f'<div class="runql" style="line-height:1.5">{"".join(parts)}</div>'
