"""wandb modules and names that a script imports from runql: old names resolve, others raise with a hint."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Final

from runql._caller import warn_caller
from runql._expected_names.modules import module_hint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from runql._wandb_names.entries import Entry

__all__ = ["accepted_value", "install", "unknown_name"]

_PACKAGE: Final = "runql"
_APIS: Final = "runql.apis"
_PUBLIC: Final = "runql.apis.public"
# The values of `Kind`, so that importing runql does not load the table.
_IMPORTABLE: Final = ("same", "accepted")


def accepted_value(module: str, name: str) -> object | None:
    """Return the value of a wandb name in a module, with a warning; None if the name is unknown."""
    entry = _entry(module, name)
    if entry is None or not entry.gives:
        return None
    found: object
    if entry.gives == name:
        # These names issue their own warnings.
        found = import_module(f"{module}.{name}") if f"{module}.{name}" == _APIS else None
        return found
    found = sys.modules[module]
    for part in entry.gives.split("."):
        found = getattr(found, part)
    _warn(f"{module}.{name}", entry)
    return found


def unknown_name(module: str, name: str) -> AttributeError:
    """Return the error for a missing name of a module, with a hint for wandb names."""
    message = f"module {module!r} has no attribute {name!r}"
    entry = _entry(module, name)
    hint = module_hint(module, name) if entry is None else entry.advice
    return AttributeError(f"{message}. {hint}" if hint else message)


def _entry(module: str, name: str) -> Entry | None:
    if name.startswith("_"):
        return None
    from runql._wandb_names.table import module_entry

    return module_entry(module, name) or (_class_entry(name) if module == _PACKAGE else None)


def _class_entry(name: str) -> Entry | None:
    """Return the entry of a class of the public API."""
    from runql._wandb_names.table import ENTRIES

    # The last entry: of the two artifact classes, the public API returns logged versions.
    found = (entry for entry in reversed(ENTRIES) if entry.owner == name and not entry.member)
    return None if name.startswith("_") else next(found, None)


def _warn(wrote: str, entry: Entry) -> None:
    warn_caller(f"{wrote} is a name of wandb. {entry.advice}", DeprecationWarning)


def _is_module(name: str) -> bool:
    """Return whether a module of the public API has a name. Names of resource modules are lower-case."""
    package, _, last = name.rpartition(".")
    return name in {_APIS, _PUBLIC} or (package == _PUBLIC and last.islower())


class _Finder:
    """The last import finder, which handles submodules that wandb has and runql does not."""

    @staticmethod
    def find_spec(
        name: str,
        path: Sequence[str] | None = None,  # noqa: ARG004 - as Python calls it
        target: ModuleType | None = None,  # noqa: ARG004
    ) -> ModuleSpec | None:
        """Find the modules of the public API, and raise for other wandb names.

        Raises:
            ImportError: If wandb has the name. The message has a hint.
        """
        package, _, missing = name.partition(".")
        if package != _PACKAGE or not missing:
            return None
        if _is_module(name):
            return ModuleSpec(name, _PublicModule(), is_package=True)  # type: ignore[arg-type]  # it has what a loader needs
        first, _, last = missing.rpartition(".")
        public = first.startswith("apis")
        entry = _class_entry(last) if public else _entry(_PACKAGE, missing.partition(".")[0])
        if entry is None and not first:
            hint = module_hint(_PACKAGE, missing)
            if hint:
                raise ImportError(f"cannot import {missing!r} from {_PACKAGE!r}. {hint}", name=name)
        if entry is None or (public and entry.kind in _IMPORTABLE):
            return None
        asked = last if public else missing.partition(".")[0]
        owner = f"{_PACKAGE}.{first}" if public else _PACKAGE
        raise ImportError(f"cannot import {asked!r} from {owner!r}. {entry.advice}", name=name)


class _PublicModule:
    """The loader of a public API module with runql's classes."""

    @staticmethod
    def create_module(spec: ModuleSpec) -> ModuleType | None:  # noqa: ARG004 - as Python calls it
        """Return None, so that Python creates the module."""
        return None

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        """Set the module's `__getattr__`."""
        vars(module)["__getattr__"] = _names_of(module.__name__)


def _names_of(module: str) -> Callable[[str], object]:
    """Return the `__getattr__` of a public API module."""

    def resolve(name: str) -> object:
        if _is_module(f"{module}.{name}") and module == _APIS:
            return import_module(f"{module}.{name}")
        entry = _class_entry("Api" if name == "PublicApi" else name)
        if entry is None or entry.kind not in _IMPORTABLE:
            message = f"module {module!r} has no attribute {name!r}"
            raise AttributeError(message if entry is None else f"{message}. {entry.advice}")
        shown = entry.write.removeprefix("runql.")
        found: object = import_module(_PACKAGE)
        for part in shown.split("."):
            found = getattr(found, part)
        message = f"{module}.{name} is a name of wandb. Use runql.{shown}."
        warn_caller(message, DeprecationWarning)
        return found

    return resolve


def install() -> None:
    """Make imports of wandb names from runql resolve, or raise with a hint."""
    if not any(finder is _Finder for finder in sys.meta_path):
        sys.meta_path.append(_Finder)
