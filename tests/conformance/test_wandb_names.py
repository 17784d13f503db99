"""Every public name of the installed official client has an entry in the table of names."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from functools import cache
from typing import TYPE_CHECKING

import pytest
import wandb
import wandb.apis.attrs
import wandb.apis.paginator
import wandb.apis.public
import wandb.errors

from runql._wandb_names.entries import Entry, Kind
from runql._wandb_names.table import ENTRIES

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = "wandb.apis.public"
_ALSO = {"Agent", "Attrs", "HTTPSummary", "Summary", "SummarySubDict", "RunNotFoundError"}
_OF_PYTHON = {"__init__", "__getitem__", "__iter__", "__len__", "__next__"}


@cache
def by_owner() -> dict[str, dict[str, list[Entry]]]:
    found: dict[str, dict[str, list[Entry]]] = {}
    for entry in ENTRIES:
        found.setdefault(entry.owner, {}).setdefault(entry.member, []).append(entry)
    return found


def public_classes() -> dict[str, type[object]]:
    """Give the classes of `wandb.apis.public`, those that it returns, and `wandb.Artifact`."""
    found: dict[str, type[object]] = {"Artifact": wandb.Artifact}
    modules = [wandb.apis.public, wandb.apis.paginator, wandb.apis.attrs]
    modules.extend(
        importlib.import_module(info.name)
        for info in pkgutil.walk_packages(wandb.apis.public.__path__, f"{_PACKAGE}.")
        if not any(part.startswith("_") for part in info.name.split("."))
    )
    for module in modules:
        for name, value in vars(module).items():
            ours = inspect.isclass(value) and value.__module__.startswith("wandb.apis")
            if ours and not name.startswith("_") and "[" not in value.__qualname__:
                internal = any(part.startswith("_") for part in value.__module__.split("."))
                if not internal and not getattr(value, "_is_protocol", False):
                    found[value.__name__] = value
    for name in wandb.apis.public.__all__:
        value = getattr(wandb.apis.public, name)
        if inspect.isclass(value):
            found[name] = value
    return found


CLASSES = public_classes()


def test_the_surface_is_read_from_the_package() -> None:
    assert wandb.__version__ == "0.31.0"
    assert len(CLASSES) > 50
    assert CLASSES.keys() >= _ALSO


@pytest.mark.parametrize("name", sorted({*CLASSES, *wandb.apis.public.__all__}))
def test_a_class_has_an_entry(name: str) -> None:
    assert "" in by_owner().get(name, {}), f"no entry of the class {name}"


def members(kind: type[object]) -> Iterator[tuple[str, object]]:
    """Give the public members that a class defines itself, and attributes that it assigns to itself."""
    for name, value in vars(kind).items():
        if (not name.startswith("_") or name in _OF_PYTHON) and not name.isupper():
            yield name, value
    try:
        source = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    except (OSError, TypeError):
        return
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            of_self = isinstance(node.value, ast.Name) and node.value.id == "self"
            if of_self and not node.attr.startswith("_"):
                yield node.attr, None
    for name in vars(kind).get("__annotations__", {}):
        if not name.startswith("_") and not name.isupper():
            yield name, None


def declared(kind: type[object], member: str) -> list[Entry]:
    """Give the entries of a member, of the class or of a base; the class's own one when it is absent."""
    for base in kind.__mro__:
        found = by_owner().get(base.__name__, {})
        if member in found:
            return found[member]
    own = by_owner().get(kind.__name__, {}).get("", [])
    return [entry for entry in own if not entry.here]


MEMBERS = [
    (name, member)
    for name, kind in sorted(CLASSES.items())
    for member in sorted({found for found, _ in members(kind)})
    if member not in {"__init__", "model_config"} or name in {"Api", "Artifact"}
]


@pytest.mark.parametrize(("name", "member"), MEMBERS, ids=lambda each: str(each))
def test_a_member_has_an_entry(name: str, member: str) -> None:
    assert declared(CLASSES[name], member), f"no entry of {name}.{member}"


@pytest.mark.parametrize(("name", "member"), MEMBERS, ids=lambda each: str(each))
def test_parameters_are_those_of_wandb_in_its_order(name: str, member: str) -> None:
    method = inspect.getattr_static(CLASSES[name], member, None)
    method = getattr(method, "__func__", method)
    if not inspect.isfunction(method):
        return
    known = list(inspect.signature(method).parameters.values())
    names = [each.name for each in known if each.kind is not each.VAR_KEYWORD]
    wanted = names[1:] if names[:1] in (["self"], ["cls"]) else names
    if "args" in wanted or member in {"__iter__", "__len__", "__next__"}:
        return
    for entry in declared(CLASSES[name], member):
        if entry.member and entry.kind is not Kind.ABSENT:
            assert entry.is_method
            assert list(entry.parameters) == wanted


@pytest.mark.parametrize("name", sorted(wandb.errors.__all__))
def test_an_error_has_an_entry(name: str) -> None:
    assert name == "WandbCoreNotAvailableError" or name in by_owner()["wandb.errors"]
