"""Templates and banners: everything in the generated package that is no model."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graphql import print_ast
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from codegen.formatting import format_files
from codegen.fragments import divide_fragments
from codegen.modules import dotted, flat_name, import_as, root_of
from codegen.python_types import Annotations
from codegen.queries.catalogue import python_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import VariableDefinitionNode

    from codegen.queries.catalogue import Catalogue, Operation

__all__ = ["STYLE", "banner", "environment", "write_package"]

_HERE: Final = Path(__file__).parent
_RUNTIME: Final = ("base_model", "calls", "envelope", "open_enum", "open_union", "scalars")
_VARIANTS: Final = (("", "client"), ("Async", "async_client"))
# Folders with one module for each file of queries/, and what is in them.
_FOLDERS: Final = {
    "documents": "Texts of operations and fragments",
    "fragments": "Models of fragments",
    "ops": "Functions that return a `Call`, and send nothing",
    "client_methods": "Methods of `GraphQLClient`",
    "async_client_methods": "Methods of `AsyncGraphQLClient`",
}
_LINE_LENGTH: Final = 100
STYLE: Final = ("--isolated", "--target-version", "py311", "--line-length", str(_LINE_LENGTH))


def banner(source: str) -> str:
    """Return the first line of a generated file."""
    return f"# Generated from {source} by `make generate`. Do not edit.\n"


def environment() -> Environment:
    """Return the templates with the filters they use."""
    found = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Python and Markdown, no HTML
    )
    found.filters["literal"] = _literal
    found.filters["wrap"] = _wrap
    found.filters["pascal"] = _pascal
    found.filters["dotted"] = dotted
    return found


def write_package(catalogue: Catalogue, package: Path, settings: dict[str, Any]) -> list[str]:
    """Write calls, clients, runtime and banners into a package that holds the models.

    Returns:
        Names of all files, relative to the package.
    """
    for name in _RUNTIME:
        shutil.copyfile(_HERE / "runtime" / f"{name}.py", package / f"{name}.py")
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
        context = _context(catalogue, stem, operations[stem], settings)
        write(f"ops/{stem}.py", "ops_module.py.jinja", **context)
        for prefix, module in _VARIANTS:
            write(f"{module}_methods/{stem}.py", "methods.py.jinja", prefix=prefix, **context)
    for prefix, module in _VARIANTS:
        context = {"prefix": prefix, "module": module, "stems": list(operations)}
        write(f"{module}.py", "client.py.jinja", **context)
    for path, meaning in _packages(package, Path(settings["queries_path"]).name):
        write(f"{path}/__init__.py", "package_init.py.jinja", meaning=meaning)
    (package / "py.typed").touch()
    format_files([package], STYLE)
    _add_banners(catalogue, package, settings)
    return sorted(path.relative_to(package).as_posix() for path in package.rglob("*.*"))


def _packages(package: Path, queries: str) -> Iterator[tuple[str, str]]:
    """Yield each folder of modules below the package, and what its docstring says."""
    for folder, content in _FOLDERS.items():
        if (package / folder).is_dir():
            yield folder, f"{content}, one module for each file of {queries}/."
        for path in sorted((package / folder).rglob("*")):
            if path.is_dir():
                inside = path.relative_to(package / folder).as_posix()
                yield f"{folder}/{inside}", f"{content} of {queries}/{inside}/."


def _context(
    catalogue: Catalogue, stem: str, operations: list[Operation], settings: dict[str, Any]
) -> dict[str, object]:
    """Return what the templates of one stem need; its modules lie equally deep in each folder."""
    root = root_of(f"ops/{stem}")
    annotations = Annotations(
        catalogue.schema, root, settings["enums_module_name"], settings["input_types_module_name"]
    )
    entries = [
        {
            "operation": operation,
            "parameters": [_parameter(annotations, node) for node in operation.variables],
            "texts": [
                f"_{flat_name(text.stem)}.{text.constant}" for text in catalogue.parts(operation)
            ],
        }
        for operation in operations
    ]
    used = {text.stem for operation in operations for text in catalogue.parts(operation)}
    return {
        "stem": stem,
        "root": root,
        "file": operations[0].file,
        "entries": entries,
        "imports": annotations.imports.lines(),
        "ops": import_as(root, "ops", stem, "_ops"),
        "documents": [
            import_as(root, "documents", each, f"_{flat_name(each)}") for each in sorted(used)
        ],
        "exported": sorted(
            [operation.constant for operation in operations]
            + [operation.function for operation in operations]
        ),
    }


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


def _add_banners(catalogue: Catalogue, package: Path, settings: dict[str, Any]) -> None:
    sources = {f"{operation.function}.py": operation.file for operation in catalogue.operations}
    schema = Path(settings["schema_path"]).name
    queries = Path(settings["queries_path"]).name
    sources |= {f"{name}.py": f"codegen/runtime/{name}.py" for name in _RUNTIME}
    sources[f"{settings['enums_module_name']}.py"] = schema
    sources[f"{settings['input_types_module_name']}.py"] = schema
    for stem, file in catalogue.files.items():
        sources |= {f"{folder}/{stem}.py": file for folder in _FOLDERS}
    for path in package.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        source = sources.get(path.relative_to(package).as_posix(), f"{queries}/")
        # Names that only inherited annotations use are imported for pydantic alone.
        unused = "# pyright: reportUnusedImport=false\n" if "# noqa: F401" in code else ""
        path.write_text(f"{banner(source)}{unused}\n{code}", encoding="utf-8")


def _literal(text: str) -> str:
    """Write a text as a triple-quoted literal of exactly that value."""
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if escaped.endswith('"'):
        escaped = escaped[:-1] + '\\"'
    return f'"""{escaped}"""'


def _wrap(text: str, indent: int) -> str:
    """Wrap a comment for a docstring; blank lines part paragraphs."""
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
