"""The page "Coming from wandb", generated from the table of wandb names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codegen.docs import TEMPLATES
from runql._codegen.render import environment
from runql._wandb_names.entries import Kind
from runql._wandb_names.table import ENTRIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql._wandb_names.entries import Entry, Parameter

__all__ = ["write_migration_page"]

_AT_RUN_TIME: Final = {
    Kind.SAME: "works",
    Kind.ACCEPTED: "warns",
    Kind.HINT: "raises",
    Kind.ABSENT: "raises",
}


class _Tables:
    """Rows of a task, as the template requests them."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def rows(self, task: str) -> str:
        """Return the rows of a task, in the order of the table."""
        self.used.add(task)
        return "\n".join(dict.fromkeys(_rows(task)))

    def missing(self, task: str) -> str:
        """Return the names that runql does not offer, by reason."""
        reasons: dict[str, list[str]] = {}
        for entry in ENTRIES:
            if entry.task == task and entry.kind is Kind.ABSENT and "internal" not in entry.why:
                reasons.setdefault(entry.why, []).append(_code(entry.wrote))
        lines = [f"- {', '.join(dict.fromkeys(names))}: {why}" for why, names in reasons.items()]
        return "\n".join(lines)


def write_migration_page(target: Path) -> None:
    """Write `coming-from-wandb.md` below `target`.

    Raises:
        ValueError: If the template omits a task of the table.
    """
    tables = _Tables()
    page = environment(TEMPLATES).get_template("coming-from-wandb.md.jinja")
    text = page.render(rows=tables.rows, missing=tables.missing)
    left = {entry.task for entry in ENTRIES} - tables.used
    if left:
        raise ValueError(f"The template has no rows for {', '.join(sorted(left))}.")
    (target / "coming-from-wandb.md").write_text(text, encoding="utf-8")


def _rows(task: str) -> Iterator[str]:
    for entry in ENTRIES:
        if entry.task != task:
            continue
        if entry.kind is not Kind.ABSENT and (entry.kind is not Kind.SAME or entry.why):
            yield _row(_wrote(entry), _write(entry), entry.kind, entry.why)
        for name, parameter in entry.parameters.items():
            if _is_of_every_list(name):
                continue
            if parameter.kind is not Kind.SAME or parameter.why:
                wrote = f"{_called(entry)}({name}=)"
                yield _row(wrote, _argument(entry, parameter), parameter.kind, parameter.why)


def _is_of_every_list(name: str) -> bool:
    """Return whether the template describes a parameter once for all lists."""
    return name in {"per_page", "start"}


def _wrote(entry: Entry) -> str:
    return f"{_called(entry)}()" if entry.is_method and "(" not in entry.wrote else entry.wrote


def _called(entry: Entry) -> str:
    return entry.wrote.partition("(")[0].replace(".__init__", "")


def _write(entry: Entry) -> str:
    if entry.kind is Kind.SAME and not entry.write:
        return ""
    return entry.write or "nothing"


def _argument(entry: Entry, parameter: Parameter) -> str:
    if parameter.kind is Kind.SAME:
        return ""
    if parameter.to and parameter.to != "**":
        method = _called(entry).rpartition(".")[0]
        return f"{method}.{entry.method or entry.member}({parameter.to}=)"
    return parameter.write or "nothing"


def _row(wrote: str, write: str, kind: Kind, why: str) -> str:
    shown = write if write == "nothing" else _code(write) if write else "the same"
    return f"| {_code(wrote)} | {shown} | {_AT_RUN_TIME[kind]} | {_cell(why)} |"


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
