"""The meaning of a filter: three independent implementations agree on random runs.

A specification is built through the public fields, written as text and as a Mongo-style dict, and judged directly.
The dict that is sent is judged by MongoDB's rules.
"""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hypothesis import given
from hypothesis import strategies as st

from runql.filters import F, Filter, filters_to_wire, from_mongo, parse_filter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from runql.filters import Field

Run = dict[str, Any]
MISSING: Final = object()

COMPARISONS = {
    "==": lambda field, value: field == value,
    "!=": lambda field, value: field != value,
    "<": lambda field, value: field < value,
    "<=": lambda field, value: field <= value,
    ">": lambda field, value: field > value,
    ">=": lambda field, value: field >= value,
}


@dataclass(frozen=True)
class Leaf:
    """A comparison: the location of the value in a run, the operator, and the operand."""

    path: tuple[str, ...]
    operator: str
    operand: Any = None


@dataclass(frozen=True)
class Node:
    """`and`, `or` or `not`, and what it joins."""

    word: str
    terms: tuple[Leaf | Node, ...]


Spec = Leaf | Node

# specifications

KEYS = st.sampled_from(["a", "b", "lr", "eval/loss", "a b", "it's", "ö", "and", "x-1"])
SCALARS = (
    st.sampled_from(["", "x", "y", "it's", 'a"b', "back\\slash", "tab\t", "é"])
    | st.integers(-3, 3)
    | st.sampled_from([2**53 + 1, -0.5, 0.0, 1.0, 1e-300, 1e300])
    | st.booleans()
)
WHOLE = (
    st.none()
    | SCALARS
    | st.lists(SCALARS, max_size=2)
    | st.dictionaries(st.sampled_from(["a", "b c", "$lt"]), SCALARS, max_size=2)
)
PATHS = st.tuples(st.sampled_from(["config", "summary"]), KEYS) | st.tuples(
    st.sampled_from(["config", "summary"]), KEYS, KEYS
)


def values_of(paths: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Leaf]:
    return st.one_of(
        st.builds(Leaf, paths, st.sampled_from(["==", "!="]), WHOLE),
        st.builds(Leaf, paths, st.sampled_from(["<", "<=", ">", ">="]), SCALARS),
        st.builds(Leaf, paths, st.sampled_from(["in", "not in"]), st.lists(WHOLE, max_size=3)),
        st.builds(Leaf, paths, st.just("has_all"), st.lists(SCALARS, max_size=2)),
        st.builds(Leaf, paths, st.just("has_length"), st.integers(0, 2)),
        st.builds(Leaf, paths, st.just("contains_text"), st.sampled_from(["", "x", "'", "\\"])),
        st.builds(Leaf, paths, st.sampled_from(["exists", "missing"])),
        st.builds(Leaf, paths, st.just("=~"), st.sampled_from(["^x", "y$", r"\\", "[a-z]", "'"])),
    )


STATES = st.sampled_from(["running", "finished", "failed"])
OWN = st.one_of(
    st.builds(Leaf, st.just(("state",)), st.sampled_from(list(COMPARISONS)), STATES),
    st.builds(Leaf, st.just(("tags",)), st.sampled_from(["==", "!="]), st.sampled_from("pq")),
    st.builds(
        Leaf,
        st.just(("tags",)),
        st.sampled_from(["in", "not in"]),
        st.lists(st.sampled_from("pqr")),
    ),
)
LEAVES = values_of(PATHS) | OWN
SPECS: st.SearchStrategy[Spec] = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(
            Node,
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=2, max_size=3).map(tuple),
        )
        | st.builds(Node, st.just("not"), st.tuples(inner))
    ),
    max_leaves=8,
)

DOCUMENTS = st.dictionaries(
    KEYS, st.none() | SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(KEYS, SCALARS)
)
RUNS: st.SearchStrategy[Run] = st.fixed_dictionaries(
    {
        "config": DOCUMENTS,
        "summary": DOCUMENTS,
        "state": STATES,
        "tags": st.lists(st.sampled_from("pqr"), unique=True),
    }
)

# the same specification as an expression, and as text


def field_of(path: tuple[str, ...]) -> Field[Any]:
    if path == ("state",):
        return F.state
    if path == ("tags",):
        return F.tags
    document = F.config if path[0] == "config" else F.summary
    field = document[path[1]]
    for key in path[2:]:
        field = field[key]
    return field


def build(spec: Spec) -> Filter:
    if isinstance(spec, Node):
        terms = [build(term) for term in spec.terms]
        if spec.word == "not":
            return ~terms[0]
        joined = terms[0]
        for term in terms[1:]:
            joined = joined & term if spec.word == "and" else joined | term
        return joined
    field = field_of(spec.path)
    if spec.operator in COMPARISONS:
        made: Filter = COMPARISONS[spec.operator](field, spec.operand)
        return made
    if spec.operator == "=~":
        return field.matches(spec.operand)  # type: ignore[attr-defined, no-any-return]
    named = {"in": "in_", "not in": "not_in"}
    operands = () if spec.operator in ("exists", "missing") else (spec.operand,)
    built: Filter = getattr(field, named.get(spec.operator, spec.operator))(*operands)
    return built


MONGO = {
    "==": "$eq", "!=": "$ne", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte", "in": "$in", "not in": "$nin",
    "=~": "$regex", "has_all": "$all", "has_length": "$size", "contains_text": "$contains",
}  # fmt: skip


def as_dict(spec: Spec) -> dict[str, Any]:
    if isinstance(spec, Node):
        word = {"and": "$and", "or": "$or", "not": "$nor"}[spec.word]
        return {word: [as_dict(term) for term in spec.terms]}
    name = ".".join(spec.path)
    if spec.operator in ("exists", "missing"):
        return {name: {"$exists": spec.operator == "exists"}}
    return {name: {MONGO[spec.operator]: spec.operand}}


def write(spec: Spec) -> str:
    if isinstance(spec, Node):
        terms = [f"({write(term)})" for term in spec.terms]
        return f"not {terms[0]}" if spec.word == "not" else f" {spec.word} ".join(terms)
    name = ".".join((spec.path[0], *(quote(key) for key in spec.path[1:])))
    if spec.operator in ("exists", "missing"):
        return f"{name} {spec.operator}"
    if spec.operator == "=~":
        return f'{name} =~ "{spec.operand}"'
    return f"{name} {spec.operator} {literal(spec.operand)}"


def literal(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(literal(each) for each in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{quote(key)}: {literal(each)}' for key, each in value.items())}}}"
    if isinstance(value, str):
        return quote(value)
    return json.dumps(value)


def quote(text: str) -> str:
    # Single quotes, so that they are tested too where JSON would use double ones.
    body = json.dumps(text)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{body}'"


# judges


def kind(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    return "number" if isinstance(value, int | float) else type(value).__name__


def equal(value: Any, wanted: Any) -> bool:
    if wanted is None:
        return value is MISSING or value is None
    if isinstance(value, list) and any(same(each, wanted) for each in value):
        return True
    return same(value, wanted)


def same(value: Any, wanted: Any) -> bool:
    if isinstance(value, list) and isinstance(wanted, list):
        return len(value) == len(wanted) and all(
            same(a, b) for a, b in zip(value, wanted, strict=True)
        )
    if isinstance(value, dict) and isinstance(wanted, dict):
        return list(value) == list(wanted) and all(same(value[key], wanted[key]) for key in value)
    return kind(value) == kind(wanted) and bool(value == wanted)


def contains(value: Any, part: str) -> bool:
    if isinstance(value, list):
        return any(contains(each, part) for each in value)
    return isinstance(value, str) and part in value


def ordered(value: Any, operator: str, wanted: Any) -> bool:
    if isinstance(value, list):
        return any(ordered(each, operator, wanted) for each in value)
    return kind(value) == kind(wanted) and bool(COMPARISONS[operator](value, wanted))


def searched(value: Any, pattern: str) -> bool:
    if isinstance(value, list):
        return any(searched(each, pattern) for each in value)
    return isinstance(value, str) and re.search(pattern, value) is not None


def holds(spec: Spec, run: Run) -> bool:
    """Judge a specification, knowing nothing of what is sent."""
    if isinstance(spec, Node):
        results = [holds(term, run) for term in spec.terms]
        return {"and": all(results), "or": any(results), "not": not results[0]}[spec.word]
    value: Any = run
    for key in spec.path:
        value = value[key] if isinstance(value, dict) and key in value else MISSING
    judges: dict[str, Callable[[], bool]] = {
        "==": lambda: equal(value, spec.operand),
        "!=": lambda: not equal(value, spec.operand),
        "in": lambda: any(equal(value, each) for each in spec.operand),
        "not in": lambda: not any(equal(value, each) for each in spec.operand),
        "exists": lambda: value is not MISSING,
        "missing": lambda: value is MISSING,
        "=~": lambda: searched(value, spec.operand),
        "has_all": lambda: bool(spec.operand) and all(equal(value, each) for each in spec.operand),
        "has_length": lambda: isinstance(value, list) and len(value) == spec.operand,
        "contains_text": lambda: contains(value, spec.operand),
    }
    judged = judges.get(spec.operator)
    return judged() if judged else ordered(value, spec.operator, spec.operand)


def matches(document: Mapping[str, Any], run: Run) -> bool:
    """Judge a dict as MongoDB would."""
    return all(_matches_one(key, value, run) for key, value in document.items())


def _matches_one(key: str, value: Any, run: Run) -> bool:
    if key == "$and":
        return all(matches(term, run) for term in value)
    if key == "$or":
        return any(matches(term, run) for term in value)
    if key == "$nor":
        return not any(matches(term, run) for term in value)
    found: Any = run
    for part in key.replace("summary_metrics.", "summary.").split("."):
        found = found.get(part, MISSING) if isinstance(found, dict) else MISSING
    if not isinstance(value, dict) or not any(name.startswith("$") for name in value):
        return equal(found, value)
    return all(_operator(name, operand, found) for name, operand in value.items())


def _operator(name: str, operand: Any, found: Any) -> bool:
    signs = {"$lt": "<", "$lte": "<=", "$gt": ">", "$gte": ">="}
    if name in signs:
        return ordered(found, signs[name], operand)
    if name == "$exists":
        return (found is not MISSING) is operand
    if name == "$regex":
        return searched(found, operand)
    if name in ("$in", "$nin"):
        return any(equal(found, each) for each in operand) is (name == "$in")
    if name == "$all":
        return bool(operand) and all(equal(found, each) for each in operand)
    if name == "$size":
        return isinstance(found, list) and len(found) == operand
    if name == "$contains":
        return contains(found, operand)
    if name == "$eq":
        return equal(found, operand)
    assert name == "$ne"
    return not equal(found, operand)


# properties


@given(SPECS, st.lists(RUNS, max_size=3))
def test_what_is_sent_selects_the_runs_that_were_meant(spec: Spec, runs: list[Run]) -> None:
    sent = json.loads(filters_to_wire(build(spec)))
    assert [matches(sent, run) for run in runs] == [holds(spec, run) for run in runs]


@given(SPECS)
def test_a_text_reads_as_the_expression_it_was_written_from(spec: Spec) -> None:
    assert parse_filter(write(spec)) == build(spec)


@given(SPECS, st.lists(RUNS, max_size=3))
def test_a_dict_means_the_same_as_the_expression(spec: Spec, runs: list[Run]) -> None:
    sent = json.loads(filters_to_wire(as_dict(spec)))
    assert [matches(sent, run) for run in runs] == [holds(spec, run) for run in runs]


@given(SPECS)
def test_an_expression_is_what_its_repr_says(spec: Spec) -> None:
    expression = build(spec)
    assert eval(repr(expression), {"F": F}) == expression


@given(SPECS)
def test_what_an_expression_sends_passes_the_check_of_dicts(spec: Spec) -> None:
    expression = build(spec)
    assert from_mongo(expression.to_mongo()) == expression
    assert filters_to_wire(expression.to_mongo()) == expression.explain()


@given(SPECS)
def test_any_expression_survives_pickling(spec: Spec) -> None:
    expression = build(spec)
    assert pickle.loads(pickle.dumps(expression)) == expression
    assert hash(pickle.loads(pickle.dumps(expression))) == hash(expression)


@given(SPECS, RUNS)
def test_a_negation_selects_the_other_runs_those_without_the_field_included(
    spec: Spec, run: Run
) -> None:
    expression = build(spec)
    assert matches((~expression).to_mongo(), run) is not matches(expression.to_mongo(), run)
