"""Shorter documents for servers that lack something; graphql-core plays the servers."""

from __future__ import annotations

import json
import pkgutil
import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
import runql_graphql.ops as all_ops
from graphql import (
    GraphQLInputObjectType,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_ast_schema,
    build_schema,
    parse,
    validate,
    visit,
)
from graphql.execution.values import get_variable_values
from graphql.utilities import get_operation_ast
from runql_graphql.calls import Call, Operation
from runql_graphql.inputs import CreateArtifactInput, UseArtifactInput
from runql_graphql.ops import sweeps
from runql_graphql.ops.artifacts import base as artifacts
from runql_graphql.ops.artifacts import edits as artifact_edits
from runql_graphql.ops.artifacts import upload as artifact_versions
from runql_graphql.ops.automations import base as automations
from runql_graphql.ops.collections import base as collections

from runql._wire.compatibility import AdaptedCall, Compatibility, without_unsupported
from runql._wire.graphql_text import pruned
from runql._wire.protocol import ServerResponse
from runql._wire.schema_requirements import SCHEMA_REQUIREMENTS
from runql.errors import GraphQLErrorDetail, UnsupportedError
from runql_sandbox.schema.older_servers import LACKING, take_away
from tests.own_schema import DOCUMENT, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE = build_ast_schema(DOCUMENT)


def operations() -> Iterator[Operation[Any]]:
    for each in pkgutil.walk_packages(all_ops.__path__, f"{all_ops.__name__}."):
        for found in vars(import_module(each.name)).values():
            if isinstance(found, Operation):
                yield found


@cache
def older(*schema_parts: str) -> GraphQLSchema:
    schema = build_ast_schema(DOCUMENT, assume_valid_sdl=True)
    take_away(schema, schema_parts)
    return schema


def validation_errors(schema: GraphQLSchema, call: Call[Any]) -> list[GraphQLErrorDetail]:
    """Return the validation response of a server with that schema to a call."""
    document = parse(call.operation.document)
    errors: list[Any] = list(validate(schema, document))
    if not errors:
        operation = get_operation_ast(document)
        assert operation is not None
        given = get_variable_values(
            schema, operation.variable_definitions or [], call.wire_variables()
        )
        errors = given if isinstance(given, list) else []
    return [
        GraphQLErrorDetail(
            each.message,
            locations=tuple((position.line, position.column) for position in each.locations or []),
        )
        for each in errors
    ]


def adapt(schema: GraphQLSchema, call: Call[Any]) -> AdaptedCall[Any]:
    """Do what a session does, until the server takes the call."""
    server, adapted = Compatibility(), AdaptedCall(call)
    for _ in range(10):
        errors = validation_errors(schema, adapted.call)
        if not errors:
            return adapted
        adapted = server.learn(call, adapted, UnsupportedError("no", errors=tuple(errors)))
    raise AssertionError("the document does not get shorter")


def parts_of(operation: Operation[Any]) -> set[str]:
    """Name the fields and arguments that a document uses, as gates do."""
    info, found = TypeInfo(WHOLE), set[str]()

    class Look(Visitor):
        def enter_field(self, node: Any, *_: object) -> None:
            owner = info.get_parent_type()
            schema_part = f"{owner.name if owner is not None else ''}.{node.name.value}"
            found.update(
                {schema_part, *(f"{schema_part}({each.name.value})" for each in node.arguments)}
            )

    visit(parse(operation.document), TypeInfoVisitor(info, Look()))
    return found


CASES = [
    (operation, schema_part)
    for operation in operations()
    for schema_part in sorted(parts_of(operation) & set(SCHEMA_REQUIREMENTS))
]


@pytest.mark.parametrize(
    ("operation", "schema_part"),
    CASES,
    ids=[f"{each.name}-{schema_part}" for each, schema_part in CASES],
)
def test_every_document_does_without_or_names_the_feature(
    operation: Operation[Any], schema_part: str
) -> None:
    requirement, call = SCHEMA_REQUIREMENTS[schema_part], Call(operation)
    schema = older(schema_part)
    argument = schema_part.removesuffix(")").partition("(")[2]
    always = not argument or re.search(rf"(?<![$\w]){argument}: [^$]", operation.document)
    if always and not requirement.optional_for(operation.name):
        with pytest.raises(UnsupportedError) as caught:
            adapt(schema, call)
        assert (requirement.feature or schema_part) in str(caught.value)
        assert requirement.what in str(caught.value)
        return
    errors = tuple(
        GraphQLErrorDetail(
            each.message,
            locations=tuple((at.line, at.column) for at in each.locations or []),
        )
        for each in validate(schema, parse(operation.document))
    )
    assert errors, "the gate is used"
    found = Compatibility()
    tried = found.learn(call, AdaptedCall(call), UnsupportedError("no", errors=errors))
    assert validate(schema, parse(tried.call.operation.document)) == []
    assert found.adapt(call) == tried


def test_there_are_gates_for_what_the_sandbox_takes_away() -> None:
    used = {schema_part for _, schema_part in CASES}
    taken = {schema_part for schema_parts in LACKING.values() for schema_part in schema_parts}
    inputs = {
        schema_part
        for schema_part in SCHEMA_REQUIREMENTS
        if isinstance(WHOLE.type_map.get(schema_part.partition(".")[0]), GraphQLInputObjectType)
    }
    assert taken - set(SCHEMA_REQUIREMENTS) == {"FileConnection.totalCount"}
    assert {
        schema_part for schema_part in SCHEMA_REQUIREMENTS if schema_part not in used | inputs
    } == set()


def test_a_field_that_is_lacking_reads_as_its_gate_says() -> None:
    adapted = adapt(older("Artifact.tags"), artifacts.get_artifact_by_id(id="x"))
    text = adapted.call.operation.document
    assert "lacking_tags: __typename" in text
    assert "TagFields" not in text
    body = {"data": {"artifact": {"id": "x", "lacking_tags": "Artifact", "aliases": [{"a": 1}]}}}
    read = json.loads(adapted.read(ServerResponse(200, {}, json.dumps(body).encode())).content)
    assert read == {"data": {"artifact": {"id": "x", "tags": [], "aliases": [{"a": 1}]}}}


def test_an_answer_that_is_no_json_is_left_alone() -> None:
    adapted = adapt(older("Artifact.tags"), artifacts.get_artifact_by_id(id="x"))
    response = ServerResponse(502, {}, b"<html>lacking_tags</html>")
    assert adapted.read(response) is response


def test_an_argument_goes_when_it_says_nothing() -> None:
    schema = older("Project.sweeps(filters)", "Project.sweeps(order)")
    call = sweeps.list_sweeps(entity="e", project="p", filters=None, order=None, first=1)
    adapted = adapt(schema, call)
    assert "filters" not in adapted.call.operation.document
    assert adapted.call.variables == {"entity": "e", "project": "p", "first": 1}
    with pytest.raises(UnsupportedError, match="SWEEPS_QUERY_FILTERING"):
        adapt(schema, call.replace(filters="{}"))


def test_a_call_with_the_argument_is_refused_also_when_others_were_shortened() -> None:
    schema, known = older("Project.sweeps(filters)"), Compatibility()
    call = sweeps.list_sweeps(entity="e", project="p")
    known.learn(
        call,
        AdaptedCall(call),
        UnsupportedError("no", errors=tuple(validation_errors(schema, call))),
    )
    assert "filters" not in known.adapt(call).call.operation.document
    with pytest.raises(UnsupportedError, match="SWEEPS_QUERY_FILTERING"):
        known.adapt(call.replace(filters="{}"))


def test_several_parts_go_at_once() -> None:
    schema_parts = [*LACKING["ARTIFACT_COLLECTIONS_FILTERING_SORTING"]]
    call = collections.list_artifact_collections(project="p", type_="t")
    adapted = adapt(older(*schema_parts), call)
    assert "lacking_totalCount: __typename" in adapted.call.operation.document


SAYINGS: dict[str, GraphQLErrorDetail | None] = {
    "graphql-js": None,
    "gqlgen": GraphQLErrorDetail("unknown field", path=("variable", "input", "tags")),
    "graphql-go": GraphQLErrorDetail(
        'Variable "$input" got invalid value {"tags":[]}.\nIn field "tags": Unknown field.'
    ),
}


@pytest.mark.parametrize("server", SAYINGS)
def test_fields_of_inputs(server: str) -> None:
    """In the wording of different servers."""
    schema = older("CreateArtifactInput.tags")
    given: dict[str, Any] = {
        "artifactTypeName": "t",
        "digest": "d",
        "digestAlgorithm": "MANIFEST_MD5",
        "entityName": "e",
        "projectName": "p",
    }

    def made(tags: object) -> Call[Any]:
        found = CreateArtifactInput.model_validate({**given, "tags": tags})
        return artifact_versions.create_artifact(input=found)

    errors = validation_errors(schema, made([]))
    assert errors
    said = SAYINGS[server]
    errors = errors if said is None else [said]
    error = UnsupportedError("no", errors=tuple(errors))
    adapted = without_unsupported(AdaptedCall(made([])), error)
    assert validation_errors(schema, adapted.call) == []
    call = made([{"tagName": "x"}])
    with pytest.raises(UnsupportedError, match="ARTIFACT_TAGS"):
        Compatibility().learn(call, AdaptedCall(call), error)


def test_an_input_that_only_informs_goes_with_its_value() -> None:
    schema = older("UseArtifactInput.artifactEntityName", "UseArtifactInput.artifactProjectName")
    given = {
        "artifactID": "x",
        "entityName": "e",
        "projectName": "p",
        "runName": "r",
        "artifactEntityName": "o",
        "artifactProjectName": "q",
    }
    call = artifact_edits.use_artifact(input=UseArtifactInput.model_validate(given))
    adapted = adapt(schema, call)
    assert adapted.call.wire_variables()["input"] == {
        name: given[name] for name in ("artifactID", "entityName", "projectName", "runName")
    }


def test_what_no_call_can_do_without_is_not_asked_again() -> None:
    schema, known = older("Project.artifactCollectionMembership"), Compatibility()
    call = artifacts.get_artifact(project="p", name="n:v0")
    error = UnsupportedError("no", errors=tuple(validation_errors(schema, call)))
    with pytest.raises(UnsupportedError, match="PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP"):
        known.learn(call, AdaptedCall(call), error)
    with pytest.raises(UnsupportedError, match="PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP"):
        known.adapt(call.replace(name="other:v1"))


@pytest.mark.parametrize(
    "errors",
    [
        (),
        (GraphQLErrorDetail("X.y is not served by this sandbox"),),
        (GraphQLErrorDetail("Unknown type 'CreateArtifactInput'."),),
    ],
)
def test_errors_that_say_nothing_to_cut_stay_what_they_are(
    errors: tuple[GraphQLErrorDetail, ...],
) -> None:
    error = UnsupportedError("no", errors=errors)
    call = artifacts.get_artifact_by_id(id="x")
    with pytest.raises(UnsupportedError) as caught:
        without_unsupported(AdaptedCall(call), error)
    assert caught.value is error


@pytest.mark.parametrize("name", ["ARIATriggeredAction", "QueueJobTriggeredAction"])
def test_fragments_on_types_that_a_server_does_not_know_are_left_out(name: str) -> None:
    text = re.sub(rf'("""[^"]*"""\n)?type {name}\b[^{{]*{{.*?\n}}\n', "", TEXT, flags=re.DOTALL)
    schema = build_schema(re.sub(rf" \| {name}\b|\b{name} \| ", "", text))
    assert name not in schema.type_map
    calls: list[Call[Any]] = [
        automations.list_automations(entity="e"),
        automations.list_project_automations(entity="e"),
    ]
    for call in calls:
        assert any(name in each.message for each in validation_errors(schema, call))
        shortened = adapt(schema, call).call
        assert name not in shortened.operation.document
        assert "NoOpTriggeredActionFields" in shortened.operation.document


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_fragment_that_can_never_match_is_left_out(quote: str) -> None:
    schema = build_schema(
        re.sub(r"(union TriggerScope [^=]*=(\s+\| Artifact\w+)+)\s+\| Entity\b", r"\1", TEXT)
    )
    call: Call[Any] = automations.list_automations(entity="e")
    errors = [
        GraphQLErrorDetail(each.message.replace("'", quote), (), None, each.locations)
        for each in validation_errors(schema, call)
    ]
    assert any("can never be of type" in each.message for each in errors)
    shortened = without_unsupported(
        AdaptedCall(call), UnsupportedError("no", errors=tuple(errors))
    ).call
    assert "EntityScopeFields" not in shortened.operation.document
    assert "ProjectScopeFields" in shortened.operation.document
    assert validation_errors(schema, shortened) == []


def test_a_missing_field_is_named_also_where_its_type_is_missing_too() -> None:
    call = artifacts.get_artifact_by_id(id="x")
    errors = (
        GraphQLErrorDetail("Cannot query field 'digest' on type 'Artifact'."),
        GraphQLErrorDetail("Unknown type 'Tag'."),
    )
    refused = without_unsupported(AdaptedCall(call), UnsupportedError("no", errors=errors))
    assert refused.refused == "Artifact.digest"


def test_arguments_that_no_error_places_are_named() -> None:
    error = UnsupportedError(
        "no", errors=(GraphQLErrorDetail('Unknown argument "a" on field "Query.b".'),)
    )
    with pytest.raises(UnsupportedError, match=r"Query\.b\(a\) in the schema"):
        without_unsupported(AdaptedCall(artifacts.get_artifact_by_id(id="x")), error)


def test_fields_without_a_gate_are_named() -> None:
    call = artifacts.get_artifact_by_id(id="x")
    with pytest.raises(UnsupportedError, match=r"Artifact\.digest in the schema"):
        adapt(older("Artifact.digest"), call)


@pytest.mark.parametrize("operation", list(operations()), ids=lambda each: each.name)
def test_nothing_is_pruned_of_a_whole_document(operation: Operation[Any]) -> None:
    text = pruned(operation.document)
    assert parse(text, no_location=True) == parse(operation.document, no_location=True)


def test_operations_of_one_name_are_adapted_apart() -> None:
    server = Compatibility()
    mine: Call[Any] = Call(
        Operation(name="Mine", kind="query", model="", document="query Mine { a b }")
    )
    other: Call[Any] = Call(
        Operation(name="Mine", kind="query", model="", document="query Mine { c }")
    )
    found = GraphQLErrorDetail(
        "Cannot query field 'tags' on type 'Artifact'.", locations=((1, 14),)
    )
    server.learn(mine, AdaptedCall(mine), UnsupportedError("no", errors=(found,)))
    assert server.adapt(mine).call.operation.document != mine.operation.document
    assert server.adapt(other).call.operation.document == other.operation.document
