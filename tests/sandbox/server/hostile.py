"""Queries that the schema allows and nobody means, drawn from a seed."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

KINDS = [
    "Agent",
    "ApiKey",
    "Artifact",
    "ArtifactContent",
    "ArtifactFile",
    "ArtifactManifest",
    "ArtifactSequence",
    "ArtifactPortfolio",
    "Cursor",
    "Entity",
    "File",
    "Integration",
    "Invite",
    "Organization",
    "Project",
    "ProjectInternalId",
    "Run",
    "RunInternalId",
    "RunQueue",
    "Sweep",
    "Trigger",
    "User",
    "View",
]
DEEP = "[" * 3000 + "]" * 3000
TEXTS = [
    "",
    " ",
    "x",
    "v0",
    "v99999999999999999999",
    "v²",
    "latest",
    "nul\0nul",
    "é😀",
    "\ud800",
    "%a" * 50,
    "..",
    "../../etc/passwd",
    "a/b:c",
    "a" * 5000,
    "null",
    "1",
    "[]",
    "[1]",
    '"text"',
    "{}",
    "{",
    DEEP,
    json.dumps({"a": "\ud800", "b": [1, None, {"c": 1e308}]}),
    '{"a": NaN, "b": -Infinity, "c": 1e999}',
    '{"_wandb": 1}',
    '{"keys": 1}',
    '{"keys": [1, {}], "samples": "x", "minStep": "y"}',
    '{"keys": ["loss"], "samples": -5, "minStep": 1e400}',
    '{"$and": [{"$or": [{"state": {"$gt": 1}}]}]}',
    '{"name": 1}',
    '{"name": {"$eq": {"$eq": []}}}',
    '{"name": {"$in": [[], {}, null, 99999999999999999999999]}}',
    '{"config.a": {"$regex": "^(a+)+$"}}',
    '{"display_name": {"$regex": "\\\\ud800"}}',
    '{"createdAt": {"$gt": "9999-99-99"}}',
    '{"tags": ["a"]}',
    '{"state": {"$size": 99999999999999999999}}',
    "+created_at",
    "-config.a.b,+name",
    "method: grid\nparameters: {a: {values: [1, 2]}}",
    "&a [*a, *a]",
    "!!python/object:os.system {}",
    "2026-01-01T00:00:00",
    "0001-01-01T00:00:00+14:00",
    "admin",
    "finished",
    "d41d8cd98f00b204e9800998ecf8427e",
    "1B2M2Y8AsgTpgAmY7PhCfg==",
    "a@b.cd",
    "http://[::1",
]
NUMBERS = [0, 1, -1, 2, 50, 2**31 - 1, -(2**31)]
LARGE = [*NUMBERS, 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 10**30]
ANYTHING: list[Any] = [
    None,
    True,
    1,
    -1.5,
    "x",
    [],
    [[]],
    {},
    {"a": {"b": [None]}},
    "\ud800",
    2**70,
]


@dataclass(frozen=True, slots=True)
class World:
    """Existing values: strings and ids, by a part of the arguments' names."""

    known: dict[str, str]
    ids: dict[str, str]


class Drawing:
    """Draws operations over a schema."""

    def __init__(self, schema: GraphQLSchema, random: Random, world: World) -> None:
        self.schema = schema
        self.random = random
        self.known = world.known
        self.names = list(world.known.values())
        self.ids = world.ids
        self.variables: dict[str, tuple[str, Any]] = {}
        self.fields = 0

    def operation(self, kind: str, root: str) -> dict[str, Any]:
        """Return a request for one field of a root type."""
        self.variables, self.fields = {}, 0
        parent = self.schema.query_type if kind == "query" else self.schema.mutation_type
        assert parent is not None
        selected = self.field(parent, root, 4 if kind == "query" else 2)
        given = ", ".join(f"${name}: {kind_}" for name, (kind_, _) in self.variables.items())
        head = f"{kind} Drawn({given})" if given else f"{kind} Drawn"
        return {
            "query": f"{head} {{ {selected} }}",
            "variables": {name: value for name, (_, value) in self.variables.items()},
        }

    def field(self, parent: GraphQLObjectType | GraphQLInterfaceType, name: str, depth: int) -> str:
        """Return a field with arguments and a selection."""
        definition = parent.fields[name]
        given = self.arguments(definition.args)
        # The same field with other arguments has another name.
        self.fields += 1
        alias = f"f{self.fields}: " if depth < 4 and given and self.fields < 190 else ""
        return f"{alias}{name}{given}{self.selection(definition.type, depth)}"

    def arguments(self, known: Mapping[str, GraphQLArgument]) -> str:
        """Return arguments, as variables."""
        parts = []
        for name, each in known.items():
            if isinstance(each.type, GraphQLNonNull) or self.random.random() < 0.5:
                variable = f"v{len(self.variables)}"
                self.variables[variable] = (str(each.type), self.value(each.type, name))
                parts.append(f"{name}: ${variable}")
        return f"({', '.join(parts)})" if parts else ""

    def selection(self, kind: GraphQLOutputType, depth: int) -> str:
        """Return a selection of some fields, or nothing for a scalar."""
        named = get_named_type(kind)
        if isinstance(named, GraphQLUnionType):
            inner = [f"... on {each.name}{self.selection(each, depth)}" for each in named.types]
            return f" {{ __typename {' '.join(inner)} }}"
        if not isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            return ""
        leaves: list[str] = []
        branches: list[str] = []
        for name, each in named.fields.items():
            leaf = not hasattr(get_named_type(each.type), "fields") and not hasattr(
                get_named_type(each.type), "types"
            )
            (leaves if leaf else branches).append(name)
        names = self.random.sample(leaves, min(len(leaves), 8))
        if depth > 0:
            names += self.random.sample(branches, min(len(branches), 3))
            # Pages are empty without their edges.
            names += [each for each in ("edges", "node") if each in branches and each not in names]
        inner_fields = [
            self.field(named, name, depth - (name not in ("edges", "node"))) for name in names
        ]
        return f" {{ __typename {' '.join(inner_fields)} }}"

    def value(self, kind: GraphQLInputType, name: str, depth: int = 0) -> Any:
        """Return a value that a type allows, whatever it means."""
        if isinstance(kind, GraphQLNonNull):
            return self.present(kind.of_type, name, depth)
        return None if self.random.random() < 0.05 else self.present(kind, name, depth)

    def present(self, kind: GraphQLInputType, name: str, depth: int) -> Any:
        """Return a value that is not null."""
        if isinstance(kind, GraphQLList):
            count = self.random.choice([0, 1, 1, 3])
            return [self.value(kind.of_type, name, depth) for _ in range(count)]
        if isinstance(kind, GraphQLInputObjectType):
            return {
                each_name: self.value(each.type, each_name, depth + 1)
                for each_name, each in kind.fields.items()
                if isinstance(each.type, GraphQLNonNull)
                or (depth < 4 and self.random.random() < 0.5)
            }
        if isinstance(kind, GraphQLEnumType):
            return self.random.choice(list(kind.values))
        assert isinstance(kind, GraphQLScalarType)
        return self.scalar(kind.name, name)

    def scalar(self, kind: str, name: str) -> Any:
        """Return a value of a scalar type."""
        if kind == "Boolean":
            return self.random.random() < 0.5
        if kind == "Int":
            return self.random.choice(NUMBERS)
        if kind in ("Int64", "Duration"):
            return self.random.choice(NUMBERS if self.random.random() < 0.9 else LARGE)
        if kind == "Float":
            return self.random.choice([0.0, -1.5, 1e308, 3])
        if kind == "JSON":
            return self.random.choice(ANYTHING)
        if kind == "DateTime":
            return self.random.choice(["2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00"])
        if kind == "ID":
            return self.opaque(name)
        drawn = self.random.random()
        known = next((each for part, each in self.known.items() if part in name.lower()), None)
        if known is not None and drawn < 0.7:
            return known
        if drawn < 0.2:
            return self.opaque(name)
        return self.random.choice(self.names if drawn < 0.5 else TEXTS)

    def opaque(self, name: str) -> str:
        """Return an id, of something or of nothing."""
        drawn = self.random.random()
        meant = [each for part, each in self.ids.items() if part in name.lower()]
        if drawn < 0.7 and (meant or drawn < 0.4):
            return self.random.choice(meant or list(self.ids.values()))
        rest = self.random.choice(["1", "2", "-1", "x", "²", "9" * 30, "", "1:2", "v1:r:p:sandbox"])
        return b64encode(f"{self.random.choice(KINDS)}:{rest}".encode()).decode()
