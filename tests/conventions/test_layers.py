"""Layers have one package for each resource type, and packages with an underscore for shared code."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

RESOURCE_TYPES = frozenset(
    {
        "accounts", "analysis", "artifacts", "automations", "collections", "console_logs", "copies",
        "exports", "files", "graphql", "history", "integrations", "lineage", "media", "projects", "registries", "reports",
        "runs", "server", "sweeps",
    }
)  # fmt: skip
"""The resource types, by the names that every layer uses."""

LAYERS = {
    "src/runql/_models": {"_attributes"},
    "src/runql/_async": {"_client", "_relations", "api", "resources"},
    "src/runql/_sync": {"_client", "_relations", "api", "resources"},
    "src/runql/_transfer": {"_engine"},
    "src/runql/_mcp/results": {"base", "edits", "metrics", "texts"},
    "src/runql/_mcp/tools": {"_base", "comparisons", "edits", "metrics", "texts"},
    "src/runql_sandbox/resolvers": {"_bindables", "_connections"},
    "src/runql_sandbox/store": {"_base", "_blobs", "_names", "_turns", "data_folder"},
    "queries": {"_shared"},
    "generated/runql_graphql/ops": set[str](),
    "generated/runql_graphql/documents": {"_shared"},
    "generated/runql_graphql/fragments": {"_shared"},
    "tests/pure": {
        "attributes",
        "deprecated",
        "expected_names",
        "extras",
        "filters",
        "frames",
        "migrate",
        "paging",
        "paths",
        "display",
        "plots",
        "settings",
        "wandb_names",
        "wire",
    },
    "tests/sandbox": {"faults", "mongo", "notebooks", "pages", "permissions", "wandb_names"},
}
"""Each layer, and its other modules: code that several resource types share."""

SUBJECTS = ("filters", "testing", "cli", "compat", "public", "mongo", "sweep_search")
"""Packages of one subject, whose `__init__` is their public page."""

MOST_FILES = 14

PACKAGES = sorted(
    {path.parent for top in ("src", "codegen", "bench") for path in (ROOT / top).rglob("*.py")}
)
RESOURCE_PACKAGES = sorted(
    path
    for layer in LAYERS
    if layer.startswith("src/")
    for path in (ROOT / layer).iterdir()
    if (path / "__init__.py").is_file()
)


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.py") if path.stem != "__init__")


def singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word.removesuffix("s")


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_has_packages_for_resource_types_and_shared_code_only(layer: str) -> None:
    folder = ROOT / layer
    found = {
        path.stem.removeprefix("test_")
        for path in folder.iterdir()
        if path.name != "__init__.py" and not path.name.startswith("__")
    }
    assert found - RESOURCE_TYPES - LAYERS[layer] == set()


def test_every_resource_type_has_a_package_in_some_layer() -> None:
    found = {path.stem for layer in LAYERS for path in (ROOT / layer).iterdir()}
    assert found >= RESOURCE_TYPES


@pytest.mark.parametrize("package", PACKAGES, ids=shown)
def test_a_package_has_few_modules(package: Path) -> None:
    assert len(modules(package)) <= MOST_FILES


@pytest.mark.parametrize("package", RESOURCE_PACKAGES, ids=shown)
def test_a_module_does_not_repeat_the_name_of_its_package(package: Path) -> None:
    own = singular(package.name.strip("_"))
    repeated = [
        path.name
        for path in modules(package)
        if own in map(singular, path.stem.strip("_").split("_"))
    ]
    assert repeated == []


@pytest.mark.parametrize("package", PACKAGES, ids=shown)
def test_the_page_of_a_package_is_its_docstring_and_nothing_else(package: Path) -> None:
    page = package / "__init__.py"
    if package.name in SUBJECTS or package == ROOT / "src/runql" or not page.is_file():
        return
    body = ast.parse(page.read_text()).body
    assert [type(node) for node in body] == [ast.Expr]
    assert ast.get_docstring(ast.Module(body, [])) is not None


def bases(layer: str) -> dict[str, list[str]]:
    """Return the names of the base classes of each class of a layer."""
    found: dict[str, list[str]] = {}
    for path in (ROOT / layer).rglob("*.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = [ast.unparse(base).partition("[")[0] for base in node.bases]
    return found


def test_parts_of_api_derive_from_their_base_alone() -> None:
    known = bases("src/runql/_async")
    parts = {name: of for name, of in known.items() if name.endswith("Api") and name != "AsyncApi"}
    assert set(map(tuple, parts.values())) == {("AsyncApiBase",)}
    assert Counter(known["AsyncApi"]) == Counter(list(parts))


@pytest.mark.parametrize("resource", ["AsyncRun", "AsyncArtifact"])
def test_parts_of_a_resource_derive_from_no_other_part(resource: str) -> None:
    known = bases("src/runql/_async")
    parts = {name for name in known[resource] if name in known}
    assert len(parts) > 1
    assert [name for name in parts if parts.intersection(known[name])] == []


def imports(root: Path, package: str) -> dict[str, set[str]]:
    """Return the modules of the same package that each module imports at run time."""
    paths = {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (root / package).rglob("*.py")
    }
    found: dict[str, set[str]] = {}
    for module, path in paths.items():
        names: set[str] = set()
        waiting: list[ast.AST] = [ast.parse(path.read_text())]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                continue
            if isinstance(node, ast.Import):
                names.update(each.name for each in node.names)
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                names.update(f"{node.module}.{each.name}" for each in node.names)
                names.add(node.module)
            waiting.extend(ast.iter_child_nodes(node))
        found[module] = {name for name in names if name in paths} - {module}
    return found


@pytest.mark.parametrize(
    ("root", "package"),
    [("src", "runql"), ("src", "runql_sandbox"), (".", "codegen"), (".", "bench")],
)
def test_there_are_no_import_cycles(root: str, package: str) -> None:
    """Imports inside functions count, except those of `_relations`, which run against the order of resource types."""
    left = {
        module: {name for name in names if not name.endswith("._relations")}
        for module, names in imports(ROOT / root, package).items()
    }
    assert len(left) > 5
    while leaves := {module for module, names in left.items() if not names & left.keys()}:
        for module in leaves:
            del left[module]
    assert left == {}
