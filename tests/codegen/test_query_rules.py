"""Each rule for queries/, with a file that breaks it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graphql import build_schema

from runql._codegen.queries.findings import Queries
from runql._codegen.queries.rules import Finding, check
from runql._codegen.queries.sources import SourceError, read_sources

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = build_schema((GOLDEN / "schema.graphql").read_text(encoding="utf-8"))

FIELDS = "fragment PersonFields on Person {\n  id\n}\n"
PAGE = "fragment PageInfoFields on PageInfo {\n  endCursor\n}\n"


def _check(folder: Path, text: str, **others: str) -> list[Finding]:
    for name, content in {"people": text, **others}.items():
        path = folder / "queries" / f"{name}.graphql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return check(Queries(SCHEMA, read_sources(folder / "queries")))


def _query(body: str, name: str = "GetPerson", variables: str = "") -> str:
    return f"# Ask.\nquery {name}{variables} {{\n  {body}\n}}\n"


ROBOT = '# Ask.\nquery GetNamed {\n  named(id: "1") {\n    __typename\n  }\n}\n'
PERSON = 'person(id: "1") { ...PersonFields }'

BROKEN = {
    "L0": [(_query('person(id: "1") { height }'), 3, "Cannot query field 'height'")],
    "L1": [
        (_query(PERSON, "FetchPerson") + FIELDS, 2, "start with one of Get, List"),
        (_query(PERSON, "getPerson") + FIELDS, 2, "PascalCase"),
        (_query(PERSON, "Get") + FIELDS, 2, "is not a verb and a noun"),
        (_query(PERSON, "DeletePerson") + FIELDS, 2, "start with one of Get"),
        (_query(PERSON, "") + FIELDS, 2, "has no name"),
        (
            '# Go.\nmutation GetPerson {\n  deletePerson(id: "1")\n}\n',
            2,
            "start with one of Create",
        ),
    ],
    "L2": [
        (
            _query(PERSON, "GetPersonX") + _query("first { __typename }", "GetPerson_x") + FIELDS,
            6,
            "would both be the module get_person_x",
        ),
        (
            _query('person(id: "1") { ...PersonFields ...Personfields }')
            + FIELDS
            + "fragment Personfields on Person {\n  name\n}\n",
            8,
            "differ only in case",
        ),
    ],
    "L3": [
        (
            _query("person(id: $self) { ...PersonFields }", variables="($self: ID!)") + FIELDS,
            2,
            "$self cannot be a parameter",
        ),
        (
            _query("person(id: $person_id) { ...PersonFields }", variables="($person_id: ID!)")
            + FIELDS,
            2,
            "$person_id is not camelCase",
        ),
        (
            _query(
                "person(id: $aURL, note: $aUrl) { ...PersonFields }",
                variables="($aURL: ID!, $aUrl: String)",
            )
            + FIELDS,
            2,
            "$aUrl has the same Python name",
        ),
    ],
    "L4": [
        (_query("first { ... on Person { ...PersonFields } }") + FIELDS, 3, "select __typename"),
        (_query('named(id: "1") { id }'), 3, "select __typename"),
        (
            _query("first { __typename ...FoundFields }")
            + "fragment FoundFields on Found {\n  __typename\n}\n",
            5,
            "would be copied to each use",
        ),
    ],
    "L5": [
        (
            _query(
                "person(id: $id) { ...PersonFields @include(if: $x) }",
                variables="($id: ID!, $x: Boolean!)",
            )
            + FIELDS,
            3,
            "@include on a spread",
        ),
        (
            _query(
                "person(id: $id) { id ... @skip(if: $x) { name } }",
                variables="($id: ID!, $x: Boolean!)",
            ),
            3,
            "@skip on a spread",
        ),
    ],
    "L6": [
        (
            _query('person(id: "1") { boss { id } boss { name } }'),
            3,
            "boss is selected in two ways",
        ),
        (
            _query('person(id: "1") { ...PersonBoss boss { name } }')
            + "fragment PersonBoss on Person {\n  boss {\n    id\n  }\n}\n",
            3,
            "boss is selected in two ways",
        ),
        (
            _query('person(id: "1") { ...PersonBoss ...PersonChief }')
            + "fragment PersonBoss on Person {\n  boss {\n    id\n  }\n}\n"
            + "fragment PersonChief on Person {\n  boss {\n    name\n  }\n}\n",
            3,
            "boss is selected in two ways",
        ),
    ],
    "L7": [
        (
            _query(
                "people(first: $first, after: $after) { edges { node { ...PersonFields } } }",
                "ListPeople",
                "($first: Int, $after: String)",
            )
            + FIELDS,
            3,
            "does not select whether more pages follow",
        ),
        (
            _query(
                "people(first: $first, after: $after) "
                "{ edges { node { id } } pageInfo { ...PageInfoFields } }",
                "ListPeople",
                "($first: Int, $after: String)",
            )
            + PAGE,
            3,
            "is not a named fragment",
        ),
        (
            _query(
                "people(first: 5, after: $after) "
                "{ edges { node { ...PersonFields } } pageInfo { ...PageInfoFields } }",
                "ListPeople",
                "($after: String)",
            )
            + PAGE
            + FIELDS,
            3,
            "is not passed $first",
        ),
    ],
    "L8": [
        (
            _query('person(id: "1") { ...Everything }')
            + "fragment Everything on Person {\n  id\n}\n",
            5,
            "does not contain its type Person",
        ),
        (
            _query('person(id: "1") { ...Optional }') + "fragment Optional on Person {\n  id\n}\n",
            5,
            "would hide what generated modules import",
        ),
    ],
    "L9": [
        (
            _query('person(id: "1") { id }') + FIELDS,
            5,
            "no operation uses the fragment PersonFields",
        ),
        (
            _query(PERSON) + _query(PERSON, "GetSamePerson") + FIELDS,
            6,
            "GetSamePerson selects exactly the same as GetPerson",
        ),
    ],
    "L10": [(_query(PERSON).replace("# Ask.\n", "# Ask.\n\n") + FIELDS, 3, "has no comment")],
}

CASES = [
    pytest.param(rule, *case, id=f"{rule}-{number}")
    for rule, cases in BROKEN.items()
    for number, case in enumerate(cases)
]


@pytest.mark.parametrize(("rule", "text", "line", "what"), CASES)
def test_a_breach_is_reported_with_file_line_and_remedy(
    tmp_path: Path, rule: str, text: str, line: int, what: str
) -> None:
    found = [finding for finding in _check(tmp_path, text) if finding.rule == rule]
    assert [finding.line for finding in found] == [line]
    assert re.match(rf"queries/people\.graphql:{line}:\d+: {rule} ", str(found[0]))
    assert what in str(found[0])
    assert found[0].hint


@pytest.mark.parametrize(
    ("other", "file", "what"),
    [
        ("other-people", "other-people", "'other-people' is not a valid module name"),
        ("class/people", "class/people", "'class' is not a valid module name"),
        (
            "people/others",
            "people",
            "people is both a file and a folder; move the file to people/base",
        ),
    ],
)
def test_files_are_named_as_modules(tmp_path: Path, other: str, file: str, what: str) -> None:
    (finding,) = _check(
        tmp_path, _query(PERSON) + FIELDS, **{other: _query("first { __typename }", "GetFirst")}
    )
    assert str(finding).startswith(f"queries/{file}.graphql:1:1: L11 {what}")


def test_files_have_different_names_without_their_folders(tmp_path: Path) -> None:
    (finding,) = _check(
        tmp_path,
        _query(PERSON) + FIELDS,
        **{"a/b_c": _query("first { __typename }", "GetFirst"), "a_b/c": ROBOT},
    )
    assert str(finding).startswith("queries/a_b/c.graphql:1:1: L11 ")
    assert "the same name in Python, a_b_c; rename one" in str(finding)


def test_files_do_not_need_fragments_of_each_other(tmp_path: Path) -> None:
    people = "fragment PersonBoss on Person {\n  boss {\n    ...PersonFields\n  }\n}\n"
    people += "fragment PersonName on Person {\n  name\n}\n"
    robots = "fragment PersonFields on Person {\n  id\n  ...PersonName\n}\n"
    found = _check(
        tmp_path,
        _query('person(id: "1") { ...PersonBoss }') + people,
        **{"robots/base": robots},
    )
    assert [str(finding).partition(";")[0] for finding in found] == [
        "queries/people.graphql:5:1: L12 PersonBoss needs PersonFields, whose file needs fragments of "
        "this file",
        "queries/robots/base.graphql:1:1: L12 PersonFields needs PersonName, whose file needs fragments "
        "of this file",
    ]


def test_the_golden_queries_break_no_rule() -> None:
    assert check(Queries(SCHEMA, read_sources(GOLDEN / "queries"))) == []


def test_the_same_object_selected_twice_in_the_same_way_is_no_breach(tmp_path: Path) -> None:
    text = _query('person(id: "1") { ...PersonBoss boss { ...PersonFields } }') + FIELDS
    text += "fragment PersonBoss on Person {\n  boss {\n    ...PersonFields\n  }\n}\n"
    assert _check(tmp_path, text) == []


def test_a_connection_may_be_cut_at_a_number(tmp_path: Path) -> None:
    info = "pageInfo { ...PageInfoFields }"
    text = _query(
        f"people(first: 5) {{ edges {{ node {{ ...PersonFields }} }} {info} }}", "ListPeople"
    )
    text += "fragment PageInfoFields on PageInfo {\n  endCursor\n}\n"
    assert _check(tmp_path, text + FIELDS) == []


def test_different_types_of_a_union_may_select_one_name_in_two_ways(tmp_path: Path) -> None:
    body = "search(query: $query) { __typename ... on Person { boss { id } } ... on Robot { id } }"
    assert _check(tmp_path, _query(body, "SearchAll", "($query: String!)")) == []


def test_what_is_no_graphql_is_reported_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^queries/people\.graphql:3:1: Syntax Error"):
        _check(tmp_path, "query GetPerson {\n  person(\n")


def test_type_definitions_do_not_belong_to_queries(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="only operations and fragments"):
        _check(tmp_path, "type Extra {\n  id: ID\n}\n")
