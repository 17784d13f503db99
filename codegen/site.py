"""The source folder of the documentation site: the pages of docs/, and pages generated from code."""

from __future__ import annotations

import importlib
import re
import shutil
from typing import TYPE_CHECKING, Final

from runql._public_names import EXPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["MODULES", "public_names", "write_site"]

MODULES: Final = (
    *("analysis", "automations", "compat", "errors", "filters", "media", "plots", "ray", "reports"),
    *("settings", "testing"),
)
"""Public modules below `runql`."""

_GROUPS: Final = {
    "client": ("Client", ("api", "resources")),
    "runs": ("Runs", ("runs",)),
    "histories": ("Histories", ("history",)),
    "files": ("Files, console logs and media", ("files", "console_logs", "media")),
    "artifacts": ("Artifacts and collections", ("artifacts", "collections", "lineage")),
    "registries": ("Registries", ("registries",)),
    "sweeps": ("Sweeps", ("sweeps",)),
    "projects": ("Projects, exports and copies", ("projects", "exports", "copies")),
    "reports": ("Reports", ("reports",)),
    "accounts": ("Users, teams and organizations", ("accounts",)),
    "automations": ("Automations and integrations", ("automations", "integrations")),
    "server": ("Server", ("server", "capabilities", "rate_limit")),
    "paths": (
        "Paths, orders and pages",
        ("projects", "artifacts", "runs", "sweeps", "order", "pages"),
    ),
}
"""Pages for the names that `runql` exports: title, and resource types of the defining modules."""

# Exclude wandb's names from the search, where they would come before runql's.
_UNSEARCHED: Final = "---\nsearch:\n  exclude: true\n---\n\n"

_COPIES: Final = {
    "contributing.md": "CONTRIBUTING.md",
    "architecture.md": "ARCHITECTURE.md",
    "code-generation.md": "codegen/README.md",
    "changelog.md": "CHANGELOG.md",
}
_LINKS: Final = {
    "codegen/README.md": "code-generation.md",
    "README.md": "code-generation.md",
    "ARCHITECTURE.md": "architecture.md",
    "CONTRIBUTING.md": "contributing.md",
}
_LINK: Final = re.compile(r"\[([^\]]*)\]\(([^)#\s]+)(#[^)]*)?\)")


def public_names() -> set[str]:
    """Return all public names with their modules, such as `runql.Run` or `runql.media.Image`."""
    found = {f"runql.{name}" for name in EXPORTS}
    for module in MODULES:
        exported: list[str] = importlib.import_module(f"runql.{module}").__all__
        found |= {f"runql.{module}.{name}" for name in exported}
    return found


def write_site(root: Path, target: Path) -> None:
    """Write the source of the site below `target`, which is replaced."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(root / "docs", target, ignore=shutil.ignore_patterns("*.toml"))
    for name, source in _COPIES.items():
        (target / name).write_text((root / source).read_text(encoding="utf-8"), encoding="utf-8")
    for name, text in _reference():
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    for page in target.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(_LINK.sub(_relinked, text), encoding="utf-8")
    (target / "llms.txt").write_text(_overview(target), encoding="utf-8")


def _reference() -> Iterator[tuple[str, str]]:
    placed: set[str] = set()
    for page, (title, types) in _GROUPS.items():
        found = [
            name
            for name in sorted(EXPORTS)
            if name not in placed and _resource_type(name, page) in types
        ]
        placed |= set(found)
        if page == "server":
            # This page also includes names whose resource type is not in the list above.
            rest = [name for name in sorted(EXPORTS) if name not in placed and _is_other(name)]
            placed |= set(rest)
            found += rest
        if page == "client":
            found.sort(key=lambda name: (name not in ("Api", "AsyncApi"), name))
        yield f"reference/{page}.md", _page(title, [f"runql.{name}" for name in found])
    for module in MODULES:
        names: list[str] = importlib.import_module(f"runql.{module}").__all__
        title = f"runql.{module}"
        page = _page(title, [f"{title}.{name}" for name in names])
        yield f"reference/module-{module}.md", _UNSEARCHED + page if module == "compat" else page


def _is_other(name: str) -> bool:
    types = {each for _, types in _GROUPS.values() for each in types}
    parts = EXPORTS[name][0].split(".")
    return len(parts) > 2 and parts[2] not in types


def _resource_type(name: str, page: str) -> str:
    module = EXPORTS[name][0]
    parts = module.split(".")
    # Public modules have their own pages for their names, and paths have a page of their own.
    if len(parts) < 3 or (parts[1] in ("_paths", "_paging")) != (page == "paths"):
        return ""
    return parts[2]


def _page(title: str, names: list[str]) -> str:
    lines = [f"# {title}", ""]
    known = set(names)
    for name in names:
        module, _, last = name.rpartition(".")
        other = f"{last}_async" if f"{module}.{last}_async" in known else f"Async{last}"
        if f"{module}.{other}" in known:
            lines += ['===! "Sync"', "", f"    ::: {name}", "", '=== "Async"', ""]
            lines += [f"    ::: {module}.{other}", ""]
        elif not _is_async_twin(module, last, known):
            lines += [f"::: {name}", ""]
    return "\n".join(lines)


def _is_async_twin(module: str, last: str, known: set[str]) -> bool:
    sync = last.removeprefix("Async").removesuffix("_async")
    return sync != last and f"{module}.{sync}" in known


def _relinked(match: re.Match[str]) -> str:
    """Change a link to its target on the site. Files without a page are named instead."""
    words, target, anchor = match[1], match[2], match[3] or ""
    if "://" in target or target.startswith("mailto:"):
        return match[0]
    outside = target.startswith("../") and not target.startswith("../assets")
    path = target.removeprefix("../").removeprefix("docs/")
    if path in _LINKS:
        return f"[{words}]({_LINKS[path]}{anchor})"
    if outside and not target.endswith(".md"):
        return f"{words} (`{path}`)"
    return f"[{words}]({target.removeprefix('docs/')}{anchor})"


def _overview(folder: Path) -> str:
    """Return the list of pages for programs that read the documentation."""
    lines = [
        "# runql",
        "",
        "> A typed Python client for the Weights & Biases GraphQL API, sync and async, with a local server for tests.",
        "",
        "## Pages",
        "",
    ]
    for page in sorted(folder.rglob("*.md")):
        heading = re.search(r"^# (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        name = page.relative_to(folder).as_posix()
        lines.append(f"- [{heading[1] if heading else name}]({name})")
    return "\n".join(lines) + "\n"
