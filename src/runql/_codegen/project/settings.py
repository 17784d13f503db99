"""The table `[tool.runql.codegen]` of a user's pyproject.toml."""

from __future__ import annotations

import keyword
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from runql._choices import near_names
from runql.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KEYS", "PULLED", "ProjectSettings", "is_url", "load_settings", "project_root"]

KEYS: Final = ("queries", "package", "schema", "scalars")
PULLED: Final = "schema.graphql"
"""Default file for the schema of a server, next to pyproject.toml."""

_TABLE: Final = "[tool.runql.codegen]"
_BUILT_IN: Final = ("str", "int", "float", "bool")


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """Settings for the generation of a user's package.

    Attributes:
        root: Folder of pyproject.toml.
        queries: Folder of the `.graphql` files.
        package: Folder of the package.
        schema: URL of a server, or path of a file relative to the root; None for runql's schema.
        scalars: Python types of scalars: a built-in type, or a class with its module.
    """

    root: Path
    queries: Path
    package: Path
    schema: str | None = None
    scalars: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def schema_file(self) -> Path | None:
        """The schema file; None for runql's schema."""
        if self.schema is None:
            return None
        return self.root / (PULLED if is_url(self.schema) else self.schema)


def is_url(schema: str) -> bool:
    """Whether a schema is the URL of a server."""
    return schema.startswith(("http://", "https://"))


def project_root(start: Path) -> Path:
    """Return the nearest folder with a pyproject.toml, from `start` upwards; `start` if none is found."""
    whole = start.resolve()
    return next(
        (each for each in (whole, *whole.parents) if (each / "pyproject.toml").is_file()), whole
    )


def load_settings(
    root: Path,
    *,
    queries: str | None = None,
    package: str | None = None,
    schema: str | None = None,
    scalars: Mapping[str, str] | None = None,
    needs_package: bool = True,
) -> ProjectSettings:
    """Read the settings of a project.

    Args:
        root: Folder of pyproject.toml.
        queries: Overrides the setting.
        package: Overrides the setting.
        schema: Overrides the setting.
        scalars: Added to the setting; these types take precedence.
        needs_package: Whether a package is required.

    Raises:
        ConfigurationError: If pyproject.toml cannot be read, or a setting is unknown or has an invalid
            type.
        UsageError: If a required setting is missing.
    """
    table = _table(root / "pyproject.toml")
    for name in table:
        if name not in KEYS:
            near = near_names(name, KEYS)
            raise ConfigurationError(
                f"Unknown setting {name!r} in {_TABLE}. Allowed values: {', '.join(KEYS)}.",
                hint=f"Did you mean {near[0]!r}?" if near else "Remove it.",
            )
    chosen_scalars = {**_scalars(table.get("scalars", {})), **_scalars(scalars or {})}
    folder = package or _text(table, "package") or (None if needs_package else "unset")
    if folder is None:
        raise UsageError(
            f"No package is set in {_TABLE} of {root / 'pyproject.toml'}.",
            hint="Run: runql codegen init, or pass --package src/my_queries",
        )
    name = Path(folder).name
    if not name.isidentifier() or keyword.iskeyword(name):
        raise ConfigurationError(
            f"package must be an importable folder, got {folder!r}.",
            hint="Use a name such as src/my_queries.",
        )
    chosen_schema = schema or _text(table, "schema")
    return ProjectSettings(
        root=root,
        queries=root / (queries or _text(table, "queries") or "queries"),
        package=root / folder,
        schema=chosen_schema,
        scalars=chosen_scalars,
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"Cannot read {path}: {error}.") from error
    try:
        found: object = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"Invalid TOML in {path}: {error}.") from error
    for name in ("tool", "runql", "codegen"):
        found = cast("dict[str, object]", found).get(name, {})
        if not isinstance(found, dict):
            raise ConfigurationError(f"{name} of {_TABLE} must be a table, got {found!r}.")
    return cast("dict[str, Any]", found)


def _text(table: Mapping[str, Any], name: str) -> str | None:
    value = table.get(name)
    if value is not None and (not isinstance(value, str) or not value):
        raise ConfigurationError(f"{name} of {_TABLE} must be a string, got {value!r}.")
    return value


def _scalars(found: object) -> dict[str, str]:
    if not isinstance(found, dict):
        raise ConfigurationError(
            f"scalars of {_TABLE} must be a table, got {found!r}.",
            hint='Use: scalars = {Date = "datetime.date"}',
        )
    for name, python in cast("dict[str, object]", found).items():
        known = isinstance(python, str) and (
            python in _BUILT_IN
            or ("." in python and all(part.isidentifier() for part in python.split(".")))
        )
        if not known:
            raise ConfigurationError(
                f"The scalar {name} must have a type, got {python!r}.",
                hint=f"Use one of {', '.join(_BUILT_IN)}, or a class with its module: datetime.date",
            )
    return cast("dict[str, str]", found)
