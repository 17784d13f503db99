"""The table of operations in docs/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphql import DocumentNode, OperationDefinitionNode

from codegen.schema.dates import operation_errors, since
from runql._codegen.modules import dotted
from runql._codegen.queries.catalogue import python_name
from runql._codegen.queries.sources import read_sources
from runql._codegen.render import environment

if TYPE_CHECKING:
    from codegen.operations import OwnSettings

__all__ = ["TEMPLATES", "write_docs"]

TEMPLATES: Final = Path(__file__).parent / "templates"


def write_docs(settings: OwnSettings, target: Path) -> None:
    """Write `operations.md` below `target`."""
    sources = read_sources(settings.queries)
    queries = DocumentNode(definitions=tuple(definition.node for definition in sources))
    schema = settings.schema.read_text(encoding="utf-8")
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
    page = environment(TEMPLATES).get_template("operations.md.jinja")
    text = page.render(rows=rows, package=settings.target.name)
    (target / "operations.md").write_text(text, encoding="utf-8")
