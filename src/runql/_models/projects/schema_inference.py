"""Inference of models from the configs and summaries of a project's runs."""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from runql._models.runs.config import is_internal_metric

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from runql._wire.json_types import JsonValue

__all__ = ["ModelClass", "ModelField", "Seen", "model_classes"]

_MOST_KEYS: Final = 60
"""An object with more keys becomes a dict instead of a model."""
_DEEPEST: Final = 6
_SCALARS: Final = {bool: "bool", int: "int", float: "float", str: "str"}
_ORDER: Final = ("bool", "int", "float", "str")
_FILTERS: Final = {"bool": "bool", "int": "float", "float": "float", "str": "str"}

# Names that pydantic models or the filter fields already use.
_TAKEN: Final = frozenset(
    {
        "any", "construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj",
        "parse_raw", "schema", "schema_json", "update_forward_refs", "validate",
    }
)  # fmt: skip


@dataclass(slots=True)
class Seen:
    """Statistics of the values under one key.

    Attributes:
        count: Number of values.
        kinds: Names of the scalar types among the values.
        nulls: Whether null is among the values.
        objects: Number of objects among the values.
        keys: Statistics per key of the objects.
        lists: Whether lists are among the values.
        elements: Statistics of the list elements.
    """

    count: int = 0
    kinds: set[str] = field(default_factory=set[str])
    nulls: bool = False
    objects: int = 0
    keys: dict[str, Seen] = field(default_factory=dict[str, "Seen"])
    lists: bool = False
    elements: Seen | None = None

    def add(self, value: JsonValue) -> None:
        """Add a value to the statistics."""
        self.count += 1
        if value is None:
            self.nulls = True
        elif isinstance(value, dict):
            self.objects += 1
            for key, each in value.items():
                self.keys.setdefault(key, Seen()).add(each)
        elif isinstance(value, list):
            self.lists = True
            self.elements = self.elements or Seen()
            for each in value:
                self.elements.add(each)
        else:
            self.kinds.add(_SCALARS[type(value)])

    def add_summary(self, document: dict[str, JsonValue]) -> None:
        """Add a summary, without the keys that the SDK writes."""
        self.add({key: each for key, each in document.items() if not is_internal_metric(key)})


@dataclass(frozen=True, slots=True)
class ModelField:
    """A field of a model.

    Attributes:
        name: Name in Python.
        key: Key in the JSON object.
        type: Annotation.
        optional: Whether the value may be null or absent.
        filter: Type that the filter field compares with; None if any type is allowed.
        group: Class of the nested filter fields; None for a value.
        path: Keys from the top of the JSON object down to the field.
    """

    name: str
    key: str
    type: str
    optional: bool
    filter: str | None
    group: str | None
    path: tuple[str, ...]

    @property
    def annotation(self) -> str:
        """The annotation, with `| None` for optional fields."""
        return f"{self.type} | None" if self.optional and self.type != "JsonValue" else self.type


@dataclass(frozen=True, slots=True)
class ModelClass:
    """A model of a config, a summary, or an object within one."""

    name: str
    doc: str
    fields: tuple[ModelField, ...]


def model_classes(name: str, doc: str, seen: Seen) -> list[ModelClass]:
    """Return the models of a JSON object, dependencies first."""
    found: list[ModelClass] = []
    _build(name, doc, seen, (), found, taken={name})
    return found


def _build(
    name: str,
    doc: str,
    seen: Seen,
    path: tuple[str, ...],
    found: list[ModelClass],
    taken: set[str],
) -> None:
    fields: list[ModelField] = []
    names = _python_names(seen.keys)
    for key, below in sorted(seen.keys.items()):
        here, group = (*path, key), None
        if _is_model(below, len(here)):
            group = _unique(name + _camel(names[key]), taken)
            _build(group, doc, below, here, found, taken)
        fields.append(
            ModelField(
                name=names[key],
                key=key,
                type=group or _annotation(below),
                optional=below.nulls or below.count < seen.objects,
                filter=_filter(below),
                group=group,
                path=here,
            )
        )
    # Keys may contain characters that would end a docstring.
    location = re.sub(r"[^\w.\- /]", "?", ".".join(path))
    found.append(
        ModelClass(name, f"`{location}` in the {doc}." if path else f"The {doc}.", tuple(fields))
    )


def _is_model(seen: Seen, depth: int) -> bool:
    plain = not seen.kinds and not seen.lists
    named = all(re.match(r"_*[A-Za-z]", key) for key in seen.keys)
    return plain and named and 0 < len(seen.keys) <= _MOST_KEYS and depth < _DEEPEST


def _annotation(seen: Seen) -> str:
    parts: list[str] = []
    if seen.objects:
        if seen.kinds or seen.lists:
            return "JsonValue"
        return "dict[str, JsonValue]"
    kinds = set(seen.kinds)
    if "float" in kinds:
        kinds.discard("int")
    parts += [kind for kind in _ORDER if kind in kinds]
    if seen.lists:
        inside = seen.elements or Seen()
        element = _annotation(inside) if inside.count else "JsonValue"
        if inside.nulls and element != "JsonValue":
            element += " | None"
        parts.append(f"list[{element}]")
    return " | ".join(parts) or "JsonValue"


def _filter(seen: Seen) -> str | None:
    kinds = {_FILTERS[kind] for kind in seen.kinds}
    if len(kinds) != 1 or seen.objects or seen.lists:
        return None
    return kinds.pop()


def _python_names(keys: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    taken: set[str] = set()
    # Keys that are valid names keep them, so they come first.
    for key in sorted(keys, key=lambda each: (not _is_name(each), each)):
        found[key] = _unique(key if _is_name(key) else _name_of(key), taken)
    return found


def _is_name(key: str) -> bool:
    usual = key.isidentifier() and not keyword.iskeyword(key) and not key.startswith("_")
    # A field called `int` would hide the type from the annotations that follow.
    return usual and not key.startswith("model_") and key not in _TAKEN and key not in _BUILTINS


_BUILTINS: Final = frozenset(dir(builtins)) | {"JsonValue", "Final"}


def _name_of(key: str) -> str:
    plain = re.sub(r"\W+", "_", key, flags=re.ASCII).strip("_") or "key"
    if plain[0].isdigit():
        plain = f"key_{plain}"
    if plain.startswith("model_"):
        plain = f"the_{plain}"
    return plain if _is_name(plain) else f"{plain}_"


def _camel(name: str) -> str:
    return "".join(piece[:1].upper() + piece[1:] for piece in name.split("_"))


def _unique(name: str, taken: set[str]) -> str:
    chosen = next(each for each in _numbered(name) if each not in taken)
    taken.add(chosen)
    return chosen


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1
