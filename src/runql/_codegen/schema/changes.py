"""All differences between two schemas, with locations from the schemas themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

from runql._codegen.schema.states import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graphql import GraphQLNamedType, GraphQLSchema, GraphQLType

    from runql._codegen.schema.usage import Usage

__all__ = ["Difference", "differences"]

BREAKING: Final = "breaking"
DANGEROUS: Final = "dangerous"
ADDED: Final = "added"
DEPRECATED: Final = "deprecated"

Output = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two schemas.

    Attributes:
        severity: `breaking`, `dangerous`, `added` or `deprecated`.
        where: `Type`, `Type.member`, `Type.field(argument)` or `@directive`.
        what: Description of the difference.
        touches: Returns whether an operation is affected, from the names that it uses.
        refuses: Whether the server rejects affected documents before it executes them.
    """

    severity: str
    where: str
    what: str
    touches: Callable[[Usage], bool]
    refuses: bool = False


def differences(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[Difference]:
    """Return all differences, type by type."""
    before, after = _types(old), _types(new)
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield Difference(BREAKING, name, f"{name} was removed.", _written(name), refuses=True)
        elif name not in before:
            yield Difference(ADDED, name, f"{name} was added.", _used(name))
        elif type(before[name]) is not type(after[name]):
            was, now = _kind(before[name]), _kind(after[name])
            text = f"{name} changed from {was} to {now}."
            yield Difference(BREAKING, name, text, _used(name))
        else:
            yield from _changed(before[name], after[name])
    names = {each.name for each in new.directives}
    for directive in old.directives:
        if directive.name not in names:
            where = f"@{directive.name}"
            yield Difference(
                BREAKING, where, f"{where} was removed.", _written(where), refuses=True
            )


def _changed(old: GraphQLNamedType, new: GraphQLNamedType) -> Iterator[Difference]:
    if isinstance(old, Output) and isinstance(new, Output):
        yield from _interfaces(old, new)
        yield from _fields(old, new)
    elif isinstance(old, GraphQLInputObjectType) and isinstance(new, GraphQLInputObjectType):
        yield from _inputs(old, new)
    elif isinstance(old, GraphQLEnumType) and isinstance(new, GraphQLEnumType):
        yield from _values(old, new)
    elif isinstance(old, GraphQLUnionType) and isinstance(new, GraphQLUnionType):
        names = {each.name for each in old.types}, {each.name for each in new.types}
        yield from _members(old.name, *names)


def _members(owner: str, old: set[str], new: set[str]) -> Iterator[Difference]:
    """Compare the members of a union, or the types that implement an interface."""
    for name in sorted(old - new):
        text = f"{name} is no longer one of {owner}."
        yield Difference(BREAKING, f"{owner}.{name}", text, _spread(owner, name), refuses=True)
    for name in sorted(new - old):
        text = f"{name} is one of {owner} now."
        yield Difference(DANGEROUS, f"{owner}.{name}", text, _result(owner))


def _interfaces(old: Output, new: Output) -> Iterator[Difference]:
    was, now = {each.name for each in old.interfaces}, {each.name for each in new.interfaces}
    for name in sorted(was - now):
        yield from _members(name, {old.name}, set())
    for name in sorted(now - was):
        yield from _members(name, set(), {old.name})


def _fields(old: Output, new: Output) -> Iterator[Difference]:
    for name in sorted(old.fields.keys() | new.fields.keys()):
        where = f"{old.name}.{name}"
        if name not in new.fields:
            yield Difference(BREAKING, where, f"{where} was removed.", _used(where), refuses=True)
        elif name not in old.fields:
            yield Difference(ADDED, where, f"{where} was added.", _used(where))
        else:
            yield from _field(where, old.fields[name], new.fields[name])


def _field(where: str, old: GraphQLField, new: GraphQLField) -> Iterator[Difference]:
    if str(old.type) != str(new.type):
        narrower = _narrower(new.type, old.type)
        verb = "narrowed" if narrower else "changed"
        text = f"{where} {verb} from {old.type} to {new.type}."
        # Only fields of object types are selected in queries.
        other = is_leaf_type(get_named_type(old.type)) != is_leaf_type(get_named_type(new.type))
        severity = DANGEROUS if narrower else BREAKING
        yield Difference(severity, where, text, _used(where), refuses=other)
    yield from _deprecation(where, old, new, _used(where))
    for name in sorted(old.args.keys() | new.args.keys()):
        place = f"{where}({name})"
        if name not in new.args:
            yield Difference(BREAKING, place, f"{place} was removed.", _used(place), refuses=True)
        elif name not in old.args:
            needed = is_required_argument(new.args[name])
            text = f"{place} was added{', and must be given' if needed else ''}."
            severity = BREAKING if needed else ADDED
            yield Difference(severity, place, text, _used(where), refuses=needed)
        else:
            yield from _value(place, old.args[name], new.args[name], _used(place), _used(where))


def _inputs(old: GraphQLInputObjectType, new: GraphQLInputObjectType) -> Iterator[Difference]:
    users = _used(old.name)
    for name in sorted(old.fields.keys() | new.fields.keys()):
        where = f"{old.name}.{name}"
        if name not in new.fields:
            yield Difference(BREAKING, where, f"{where} was removed.", _used(where))
        elif name not in old.fields:
            needed = is_required_input_field(new.fields[name])
            text = f"{where} was added{', and must be given' if needed else ''}."
            yield Difference(BREAKING if needed else ADDED, where, text, users)
        else:
            yield from _value(where, old.fields[name], new.fields[name], _used(where), users)


def _value(
    where: str,
    old: GraphQLArgument | GraphQLInputField,
    new: GraphQLArgument | GraphQLInputField,
    given: Callable[[Usage], bool],
    users: Callable[[Usage], bool],
) -> Iterator[Difference]:
    """Compare an argument or an input field. Operations are affected if they pass it, or use its owner."""
    was, now = state_of(old), state_of(new)
    if was.type != now.type:
        # Inputs must still accept all previous values: the reverse of the rule for responses.
        accepts = _narrower(old.type, new.type)
        text = f"{where} changed from {was.type} to {now.type}."
        yield Difference(
            DANGEROUS if accepts else BREAKING, where, text, given if accepts else users
        )
    elif was.default != now.default:
        text = (
            f"{where} has the default {now.default or 'none'} now, and had {was.default or 'none'}."
        )
        yield Difference(DANGEROUS, where, text, users)
    yield from _deprecation(where, old, new, given)


def _values(old: GraphQLEnumType, new: GraphQLEnumType) -> Iterator[Difference]:
    users = _used(old.name)
    for name in sorted(old.values.keys() | new.values.keys()):
        where = f"{old.name}.{name}"
        if name not in new.values:
            yield Difference(BREAKING, where, f"{where} was removed.", users)
        elif name not in old.values:
            yield Difference(DANGEROUS, where, f"{old.name} has a new value {name}.", users)
        else:
            yield from _deprecation(where, old.values[name], new.values[name], users)


def _deprecation(
    where: str, old: object, new: object, touches: Callable[[Usage], bool]
) -> Iterator[Difference]:
    was, now = getattr(old, "deprecation_reason", None), getattr(new, "deprecation_reason", None)
    if now is not None and was is None:
        yield Difference(DEPRECATED, where, f"{where} was deprecated: {now}", touches)


def _narrower(new: GraphQLType, old: GraphQLType) -> bool:
    """Return whether all values of one type are values of another."""
    if isinstance(old, GraphQLNonNull):
        return isinstance(new, GraphQLNonNull) and _narrower(new.of_type, old.of_type)
    if isinstance(new, GraphQLNonNull):
        return _narrower(new.of_type, old)
    if isinstance(old, GraphQLList):
        return isinstance(new, GraphQLList) and _narrower(new.of_type, old.of_type)
    return not isinstance(new, GraphQLList) and get_named_type(new).name == get_named_type(old).name


def _types(schema: GraphQLSchema) -> Mapping[str, GraphQLNamedType]:
    return {name: kind for name, kind in schema.type_map.items() if not name.startswith("__")}


def _kind(kind: GraphQLNamedType) -> str:
    return type(kind).__name__.removeprefix("GraphQL").removesuffix("Type").lower()


def _used(name: str) -> Callable[[Usage], bool]:
    return lambda usage: name in usage.names


def _written(name: str) -> Callable[[Usage], bool]:
    return lambda usage: name in usage.written


def _result(name: str) -> Callable[[Usage], bool]:
    return lambda usage: name in usage.results


def _spread(owner: str, name: str) -> Callable[[Usage], bool]:
    pairs = {(owner, name), (name, owner)}
    return lambda usage: not pairs.isdisjoint(usage.spreads)
