"""Templates and banners: all modules of the generated package except models."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from graphql import print_ast
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from runql._codegen.formatting import format_files
from runql._codegen.fragments import divide_fragments
from runql._codegen.installed import keep_used_enums, use_installed_runtime
from runql._codegen.modules import dotted, flat_name, import_as, root_of
from runql._codegen.paged_nodes import paged_nodes
from runql._codegen.python_types import Annotations
from runql._codegen.queries.catalogue import python_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql import VariableDefinitionNode

    from runql._codegen.paged_nodes import PagedNode
    from runql._codegen.queries.catalogue import Catalogue, Operation, Text
    from runql._codegen.task import PackageTask

__all__ = ["STYLE", "banner", "environment", "write_package"]

_HERE: Final = Path(__file__).parent
_RUNTIME: Final = ("base_model", "calls", "envelope", "open_enum", "open_union", "scalars")
_VARIANTS: Final = (("", "client"), ("Async", "async_client"))
# Folders with one module per file of queries/, and their contents.
_FOLDERS: Final = {
    "documents": "GraphQL text of operations and fragments",
    "fragments": "Models of fragments",
    "ops": "Functions that return an unsent `Call`",
    "client_methods": "Methods of `GraphQLClient`",
    "async_client_methods": "Methods of `AsyncGraphQLClient`",
}
_LINE_LENGTH: Final = 100
STYLE: Final = ("--isolated", "--target-version", "py311", "--line-length", str(_LINE_LENGTH))


def banner(source: str, command: str = "make generate") -> str:
    """Return the first line of a generated file."""
    return f"# Generated from {source} by `{command}`. Do not edit.\n"


def environment(templates: Path = _HERE / "templates") -> Environment:
    """Return the templates of a folder with their filters."""
    found = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Python and Markdown, no HTML
    )
    filters = {"literal": _literal, "wrap": _wrap, "pascal": _pascal, "dotted": dotted}
    cast("dict[str, object]", found.filters).update(filters)
    return found


def write_package(catalogue: Catalogue, task: PackageTask) -> list[str]:
    """Write calls, clients, runtime and banners into a package that contains the models.

    Returns:
        Names of all files, relative to the package.
    """
    package = task.folder
    if task.runtime is not None:
        for name in _RUNTIME:
            shutil.copyfile(task.runtime / f"{name}.py", package / f"{name}.py")
    nodes = paged_nodes(package, catalogue.operations)
    divide_fragments(package, "fragments", catalogue.fragment_stems())
    templates = environment()

    def write(path: str, template: str, **context: object) -> None:
        target = package / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(templates.get_template(template).render(context), encoding="utf-8")

    for stem, texts in catalogue.texts().items():
        file = catalogue.files[stem]
        write(f"documents/{stem}.py", "documents.py.jinja", texts=texts, file=file)
    operations = catalogue.by_stem()
    for stem in operations:
        context = _context(catalogue, stem, operations[stem], task, nodes)
        write(f"ops/{stem}.py", "ops_module.py.jinja", **context)
        for prefix, module in _VARIANTS:
            write(f"{module}_methods/{stem}.py", "methods.py.jinja", prefix=prefix, **context)
    for prefix, module in _VARIANTS:
        context = {
            "prefix": prefix,
            "module": module,
            "stems": list(operations),
            "queries": task.queries,
        }
        write(f"{module}.py", "client.py.jinja", **context)
    for path, meaning in _packages(package, task.queries):
        write(f"{path}/__init__.py", "package_init.py.jinja", meaning=meaning)
    keep_used_enums(package)
    if task.runtime is None:
        use_installed_runtime(package, _RUNTIME)
    (package / "py.typed").touch()
    format_files([package], STYLE)
    _add_banners(catalogue, task)
    return sorted(path.relative_to(package).as_posix() for path in package.rglob("*.*"))


def _packages(package: Path, queries: str) -> Iterator[tuple[str, str]]:
    """Yield each folder of modules below the package, with its docstring."""
    for folder, content in _FOLDERS.items():
        if (package / folder).is_dir():
            yield folder, f"{content}, one module for each file of {queries}/."
        for path in sorted((package / folder).rglob("*")):
            if path.is_dir():
                inside = path.relative_to(package / folder).as_posix()
                yield f"{folder}/{inside}", f"{content} of {queries}/{inside}/."


def _context(
    catalogue: Catalogue,
    stem: str,
    operations: list[Operation],
    task: PackageTask,
    nodes: Mapping[str, PagedNode],
) -> dict[str, object]:
    """Return the variables for the templates of one stem. Its modules have the same depth in each folder."""
    root = root_of(f"ops/{stem}")
    annotations = Annotations(catalogue.schema, root, task.scalar_types)
    entries = [
        {
            "operation": operation,
            "parameters": [_parameter(annotations, node) for node in operation.variables],
            "texts": [
                f"{_module_name(text)}.{text.constant}" for text in catalogue.parts(operation)
            ],
            "node": nodes.get(operation.name),
        }
        for operation in operations
    ]
    used = {text for operation in operations for text in catalogue.parts(operation)}
    documents = sorted({(each.package, each.stem, _module_name(each)) for each in used})
    return {
        "stem": stem,
        "root": root,
        "file": operations[0].file,
        "relative": task.runtime is None,
        "entries": entries,
        "imports": annotations.imports.lines(),
        "node_imports": sorted(
            {
                f"from {root}{node.module_in(catalogue)} import {node.name}"
                if not node.package_in(catalogue)
                else f"from {node.package_in(catalogue)}.{node.module_in(catalogue)} "
                f"import {node.name}"
                for operation in operations
                if (node := nodes.get(operation.name)) is not None
            }
        ),
        "ops": import_as(root, "ops", stem, "_ops"),
        "documents": [
            import_as(f"{package}." if package else root, "documents", each, name)
            for package, each, name in documents
        ],
        "exported": sorted(
            [operation.constant for operation in operations]
            + [operation.function for operation in operations]
        ),
    }


def _module_name(text: Text) -> str:
    """Return the name under which the module of a text is imported."""
    return f"_{text.package}_{flat_name(text.stem)}" if text.package else f"_{flat_name(text.stem)}"


def _parameter(annotations: Annotations, node: VariableDefinitionNode) -> dict[str, str]:
    meaning = f"`{print_ast(node.type)}`"
    if node.default_value is not None:
        meaning += f", {print_ast(node.default_value)} if left out"
    graphql_name = node.variable.name.value
    return {
        "name": python_name(graphql_name),
        "graphql_name": graphql_name,
        "annotation": annotations.parameter(node),
        "meaning": meaning,
    }


def _add_banners(catalogue: Catalogue, task: PackageTask) -> None:
    sources = {f"{operation.function}.py": operation.file for operation in catalogue.operations}
    if task.runtime is not None:
        sources |= {f"{name}.py": f"codegen/runtime/{name}.py" for name in _RUNTIME}
    sources["enums.py"] = sources["inputs.py"] = task.schema_name
    for stem, file in catalogue.files.items():
        sources |= {f"{folder}/{stem}.py": file for folder in _FOLDERS}
    for path in task.folder.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        source = sources.get(path.relative_to(task.folder).as_posix(), f"{task.queries}/")
        # Names that only inherited annotations use are imported for pydantic only.
        unused = "# pyright: reportUnusedImport=false\n" if "# noqa: F401" in code else ""
        path.write_text(f"{banner(source, task.command)}{unused}\n{code}", encoding="utf-8")


def _literal(text: str) -> str:
    """Write a string as a triple-quoted literal with exactly that value."""
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if escaped.endswith('"'):
        escaped = escaped[:-1] + '\\"'
    return f'"""{escaped}"""'


def _wrap(text: str, indent: int) -> str:
    """Wrap a comment for a docstring. Blank lines separate paragraphs."""
    safe = text.replace("\\", "\\\\").replace('"""', "'''")
    paragraphs = [
        textwrap.fill(
            " ".join(paragraph.split()),
            _LINE_LENGTH - indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for paragraph in safe.split("\n\n")
    ]
    return textwrap.indent("\n\n".join(paragraphs), " " * indent).lstrip()


def _pascal(stem: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in flat_name(stem).split("_"))
