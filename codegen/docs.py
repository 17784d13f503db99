"""The table of operations in docs/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphql import DocumentNode, OperationDefinitionNode

from codegen.modules import dotted
from codegen.queries.catalogue import python_name
from codegen.queries.sources import read_sources
from codegen.render import environment
from codegen.schema.dates import operation_errors, since

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["write_docs"]


def write_docs(settings: Mapping[str, Any], target: Path) -> None:
    """Write `operations.md` below `target`."""
    sources = read_sources(Path(settings["queries_path"]))
    queries = DocumentNode(definitions=tuple(definition.node for definition in sources))
    schema = Path(settings["schema_path"]).read_text(encoding="utf-8")
    errors = operation_errors(schema, queries)
    rows = [
        {
            "name": definition.name,
            "kind": definition.node.operation.value,
            "function": f"{dotted(definition.stem)}.{python_name(definition.name)}",
            "file": definition.file,
            "servers": since(errors[definition.name]),
            "meaning": " ".join(definition.comment.split()).replace("|", "\\|"),
        }
        for definition in sources
        if isinstance(definition.node, OperationDefinitionNode)
    ]
    page = environment().get_template("operations.md.jinja")
    text = page.render(rows=rows, package=settings["target_package_name"])
    (target / "operations.md").write_text(text, encoding="utf-8")
