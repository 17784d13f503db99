"""Source code of a project's models, and the differences between two versions."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from runql._models.projects.schema_inference import ModelClass, ModelField, Seen, model_classes
from runql.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["compare_sources", "require_templates", "write_source"]


@dataclass(frozen=True, slots=True)
class Document:
    """The models of a run's config or summary.

    Attributes:
        prefix: Prefix of the keys in filters.
        classes: The models, the outermost last.
    """

    prefix: str
    classes: list[ModelClass]


def require_templates() -> None:
    """Check that models can be generated, before runs are read.

    Raises:
        MissingDependencyError: If jinja2 is not installed.
    """
    if importlib.util.find_spec("jinja2") is None:
        raise MissingDependencyError(
            "`runql models` requires the jinja2 package.",
            hint="pip install 'runql[models]'",
        )


def write_source(project: str, runs: int, config: Seen, summary: Seen) -> str:
    """Return the source of a module with a project's models and filter fields."""
    import jinja2

    documents = [
        Document("config", model_classes("Config", "config of a run", config)),
        Document("summary_metrics", model_classes("Summary", "summary of a run", summary)),
    ]
    fields = [each for document in documents for model in document.classes for each in model.fields]
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)  # noqa: S701 - Python, not HTML
    template = environment.from_string(
        (files("runql.cli") / "templates" / "models.py.jinja").read_text(encoding="utf-8")
    )
    text = template.render(
        project=project,
        runs=runs,
        documents=documents,
        aliases=any(each.key != each.name for each in fields),
        json=any("JsonValue" in each.annotation for each in fields),
        keys=any(each.filter and not each.group for each in fields),
        values=any(not each.filter and not each.group for each in fields),
        quoted=json.dumps,
        arguments=_arguments,
    )
    return re.sub(r"\n{4,}", "\n\n\n", text).rstrip() + "\n"


def compare_sources(before: str, after: str) -> list[str]:
    """Return the differences between two modules of models as lines: `+`, `-` and `~`."""
    old, new = _annotations(before), _annotations(after)
    lines = []
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            lines.append(f"+ {name}: {new[name]}")
        elif name not in new:
            lines.append(f"- {name}: {old[name]}")
        elif old[name] != new[name]:
            lines.append(f"~ {name}: {old[name]} -> {new[name]}")
    return lines


def _arguments(prefix: str, field: ModelField) -> str:
    return ", ".join(json.dumps(each) for each in (prefix, *field.path))


def _annotations(source: str) -> Mapping[str, str]:
    """Return the annotated fields of the models in a module; empty if it is not valid Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return {}
    return {
        f"{node.name}.{each.target.id}": ast.unparse(each.annotation)
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.endswith("Fields")
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    }
