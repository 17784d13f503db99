"""Keys in the runs of a project: types, counts of runs, and values."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from runql._models._attributes.json_text import read_json
from runql._models.runs.config import is_internal, is_internal_metric, plain_key, user_config
from runql._paths.projects import missing_project
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments.projects import ProjectFieldFields
    from runql_graphql.get_key_values import GetKeyValues
    from runql_graphql.get_tag_counts import GetTagCounts
    from runql_graphql.list_project_fields import ListProjectFields

    from runql._models.runs.base import RunBase
    from runql._paths.projects import ProjectPath
    from runql._wire.json_types import JsonValue

__all__ = [
    "KeyKind",
    "KeyValue",
    "ProjectKey",
    "count_keys",
    "found_tag_counts",
    "found_values",
    "joined_values",
    "key_paths",
    "leaf_types",
    "listed_fields",
    "server_keys",
]

KeyKind = Literal["config", "summary", "history"]
"""Part of a run that a key belongs to."""

_COLUMNS: Final[Mapping[str, KeyKind]] = {
    "config": "config",
    "summary_metrics": "summary",
    "keys_info": "history",
}
_MOST_VALUES: Final = 1000
_QUOTED: Final = re.compile(r'["\']([^"\']+)["\']((?:\.[^."\']+)*)')
_TYPES: Final[Mapping[type, str]] = {
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "list",
}


@dataclass(frozen=True, slots=True)
class KeyValue:
    """A value of a key.

    Attributes:
        value: The value.
        count: Number of runs with the value.
    """

    value: JsonValue
    count: int


@dataclass(frozen=True, slots=True)
class ProjectKey:
    """A key in the runs of a project.

    Attributes:
        kind: `config`, `summary` or `history`.
        name: The key. Nested keys are joined with dots.
        types: Types of the values: `number`, `string`, `boolean`, `list`, `object` or `null`; empty if
            the server does not return types.
        count: Number of runs with the key; None if the server does not return counts.
        values: The distinct values, most frequent first. None if values were not requested, and
            for keys with more than 1000 distinct values.
        paths: Paths of the key in the API. A key has several paths if some runs have a nested key `a`
            with `b`, and others a key `a.b`.
    """

    kind: KeyKind
    name: str
    types: tuple[str, ...]
    count: int | None = None
    values: tuple[KeyValue, ...] | None = None
    paths: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.kind}.{self.name}"


def listed_fields(
    response: ListProjectFields, path: ProjectPath
) -> tuple[list[ProjectFieldFields], str | None]:
    """Return a page of fields, and the cursor after it.

    Raises:
        NotFoundError: If the project does not exist.
    """
    if response.project is None:
        raise missing_project(path, "ListProjectFields")
    info = response.project.fields.page_info
    nodes = [edge.node for edge in response.project.fields.edges]
    return nodes, info.end_cursor if info.has_next_page else None


def server_keys(fields: Iterable[ProjectFieldFields]) -> list[ProjectKey]:
    """Return the keys of fields, each once with all its types."""
    types: dict[tuple[KeyKind, str], set[str]] = {}
    paths: dict[tuple[KeyKind, str], dict[str, None]] = {}
    for each in fields:
        column, _, rest = each.path.partition(".")
        kind = _COLUMNS.get(column)
        if kind is None or not rest:
            continue
        name = _plain_name(kind, rest)
        if name and not _is_hidden(kind, name):
            types.setdefault((kind, name), set()).add(each.type_)
            if kind != "history":
                paths.setdefault((kind, name), {})[each.path] = None
    return [
        ProjectKey(
            kind,
            name,
            () if kind == "history" else tuple(sorted(found)),
            paths=tuple(paths.get((kind, name), ())),
        )
        for (kind, name), found in sorted(types.items())
    ]


def count_keys(runs: Iterable[RunBase[Any, Any]], kinds: frozenset[str]) -> list[ProjectKey]:
    """Return the keys of runs, with counts over the runs."""
    found: dict[tuple[KeyKind, str], _Counted] = {}
    for run in runs:
        documents: list[tuple[KeyKind, dict[str, JsonValue]]] = []
        if "config" in kinds:
            documents.append(("config", user_config(run._document("config"))))
        if "summary" in kinds:
            documents.append(("summary", run._document("summary")))
        for kind, document in documents:
            for name, value in _leaves("", document):
                if not _is_hidden(kind, name):
                    found.setdefault((kind, name), _Counted()).add(value)
        if "history" in kinds:
            keys = run._history_keys().get("keys")
            for name in keys if isinstance(keys, dict) else ():
                if not _is_hidden("history", name):
                    found.setdefault(("history", name), _Counted()).count += 1
    return [counted.key(kind, name) for (kind, name), counted in sorted(found.items())]


def key_paths(key: str | ProjectKey) -> list[str]:
    """Return the possible API paths of a key, the most likely first.

    A dot separates nested keys or belongs to a key. Quote a key to include its dots: `config."a.b"`.

    Raises:
        UsageError: If the key belongs to neither the config nor the summary.
    """
    if isinstance(key, ProjectKey) and key.paths:
        return list(key.paths)
    kind, _, name = str(key).partition(".")
    if kind in ("summary", "summary_metrics") and name:
        return [f"summary_metrics.{name.replace(chr(34), '')}"]
    if kind == "config" and name:
        quoted = _QUOTED.fullmatch(name)
        if quoted is not None:
            return [f"config.{quoted[1]}.value{quoted[2]}"]
        parts = name.split(".")
        return [
            ".".join(["config", *parts[:length], "value", *parts[length:]])
            for length in range(1, len(parts) + 1)
        ]
    raise UsageError(
        f"Invalid key: {str(key)!r}. The server counts values of config and summary keys only.",
        hint="Use config.KEY or summary.KEY. Read history values with run.history().",
    )


def joined_values(found: Iterable[Iterable[KeyValue]]) -> list[KeyValue]:
    """Merge the values of all paths of one key, most frequent first."""
    counts: dict[str, KeyValue] = {}
    for values in found:
        for each in values:
            text = json.dumps(each.value)
            before = counts[text].count if text in counts else 0
            counts[text] = KeyValue(each.value, before + each.count)
    return sorted(counts.values(), key=lambda each: -each.count)


def found_values(response: GetKeyValues, path: ProjectPath) -> list[KeyValue]:
    """Return the values of a key.

    Raises:
        NotFoundError: If the project does not exist.
    """
    if response.project is None:
        raise missing_project(path, "GetKeyValues")
    return [
        KeyValue(
            read_json(each.value.raw, f"A value of a key of {path}")
            if each.value is not None
            else None,
            each.count,
        )
        for each in response.project.run_key_suggestions
    ]


def found_tag_counts(response: GetTagCounts, path: ProjectPath) -> dict[str, int]:
    """Return the number of runs per tag.

    Raises:
        NotFoundError: If the project does not exist.
    """
    if response.project is None:
        raise missing_project(path, "GetTagCounts")
    return {each.name: each.count for each in response.project.tag_counts}


@dataclass(slots=True)
class _Counted:
    count: int = 0
    types: set[str] = field(default_factory=set[str])
    values: Counter[str] | None = field(default_factory=Counter[str])

    def add(self, value: JsonValue) -> None:
        self.count += 1
        self.types.add(_type_of(value))
        if self.values is not None:
            self.values[json.dumps(value)] += 1
            if len(self.values) > _MOST_VALUES:
                self.values = None

    def key(self, kind: KeyKind, name: str) -> ProjectKey:
        values = None
        if kind != "history" and self.values is not None:
            ranked = sorted(self.values.items(), key=lambda each: (-each[1], each[0]))
            values = tuple(KeyValue(json.loads(text), count) for text, count in ranked)
        return ProjectKey(kind, name, tuple(sorted(self.types)), self.count, values)


def _is_hidden(kind: KeyKind, name: str) -> bool:
    first = name.partition(".")[0]
    return is_internal(first) if kind == "config" else is_internal_metric(first)


def _leaves(prefix: str, value: JsonValue) -> Iterable[tuple[str, JsonValue]]:
    if isinstance(value, dict) and (value or not prefix):
        for key, each in value.items():
            yield from _leaves(f"{prefix}.{key}" if prefix else key, each)
    else:
        yield prefix, value


def leaf_types(document: JsonValue) -> Iterable[tuple[str, str]]:
    """Yield the dotted keys of a JSON object, and the types of their values."""
    for name, value in _leaves("", document):
        yield name, _type_of(value)


def _type_of(value: JsonValue) -> str:
    return "null" if value is None else _TYPES.get(type(value), "object")


def _plain_name(kind: KeyKind, rest: str) -> str:
    """Return a key as users write it, without the API's extra level."""
    if kind == "history":
        return rest.removeprefix("keys.") if rest.startswith("keys.") else ""
    return plain_key(rest) if kind == "config" else rest
