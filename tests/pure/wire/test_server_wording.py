"""Error messages about missing fields, in the wording of each server, with and without locations in the document."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import build_schema, parse, validate
from runql_graphql.calls import Call
from runql_graphql.inputs import CreateArtifactInput, CreateFilterTriggerInput, UpdateArtifactInput
from runql_graphql.ops import console_logs, history, projects, server
from runql_graphql.ops.artifacts import base as artifacts
from runql_graphql.ops.artifacts import edits as artifact_edits
from runql_graphql.ops.artifacts import upload
from runql_graphql.ops.automations import base as automations
from runql_graphql.ops.registries import base as registries

from runql._wire.compatibility import AdaptedCall, Compatibility, without_unsupported
from runql._wire.graphql_text import argument_positions, cut_type, field_positions
from runql._wire.responses.failures import failure
from runql.errors import GraphQLErrorDetail, InvalidInputError, UnsupportedError
from tests.own_schema import TEXT


def said(*messages: str) -> UnsupportedError:
    return UnsupportedError("no", errors=tuple(map(GraphQLErrorDetail, messages)))


def cut(call: Call[Any], *messages: str) -> str:
    return without_unsupported(AdaptedCall(call), said(*messages)).call.operation.document


@pytest.mark.parametrize("quote", ['"', "'", "`", ""])
@pytest.mark.parametrize("end", [".", '. Did you mean "filestreamSize"?'])
def test_fields_are_found_without_their_places(quote: str, end: str) -> None:
    words = (
        f"Cannot query field {quote}filestreamCount{quote} on type {quote}RateLimits{quote}{end}"
    )
    text = cut(server.get_rate_limits(), words)
    assert "lacking_filestreamCount: __typename" in text
    assert "\n  filestreamSize\n" in text


def test_a_field_that_is_asked_for_outside_fragments_is_found() -> None:
    text = cut(
        artifact_edits.link_artifact(input=Call),  # type: ignore[arg-type]
        'Cannot query field "artifactMembership" on type "LinkArtifactPayload".',
    )
    assert "lacking_artifactMembership: __typename" in text
    assert "ArtifactCollectionMembershipFull" not in text


@pytest.mark.parametrize(
    "words",
    [
        'Unknown argument "useImprovedPagination" on field "logLines" of type "Run".',
        "Unknown argument 'useImprovedPagination' on field 'Run.logLines'.",
        'Unknown argument "useImprovedPagination" on field "Run.logLines". Did you mean "last"?',
    ],
)
def test_arguments_are_found_without_their_places(words: str) -> None:
    call = console_logs.list_console_logs(project="p", run="r")
    text = cut(call, words)
    assert "useImprovedPagination" not in text
    assert parse(text, no_location=True) == parse(
        call.operation.document.replace("useImprovedPagination: true", ""), no_location=True
    )


def test_the_limit_of_keys_is_left_out() -> None:
    words = 'Unknown argument "maxKeyLimit" on field "history" of type "Run".'
    call = history.get_run_history_page(project="p", run="r", samples=5)
    text = cut(call, words)
    assert "maxKeyLimit" not in text
    assert "samples: $samples" in text


def test_an_argument_that_decides_what_is_read_is_not_left_out() -> None:
    words = 'Unknown argument "includeAll" on field "artifactTypes" of type "Project".'
    call, known = registries.get_registry(organization="o", project="p"), Compatibility()
    with pytest.raises(UnsupportedError, match=r"A registry requires .* ARTIFACT_REGISTRY_SEARCH"):
        known.learn(call, AdaptedCall(call), said(words))
    with pytest.raises(UnsupportedError, match=r"A registry requires .* ARTIFACT_REGISTRY_SEARCH"):
        known.adapt(call)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_pattern_that_the_user_gave_is_not_left_out(quote: str) -> None:
    words = f"Unknown argument {quote}pattern{quote} on field {quote}projects{quote} of type {quote}Query{quote}."
    assert "pattern" not in cut(projects.list_projects(entity="e"), words)
    with pytest.raises(UnsupportedError, match="A pattern of project names requires"):
        cut(projects.list_projects(entity="e", pattern="a%"), words)


def test_a_fragment_on_an_unknown_type_goes_also_where_its_spread_is_refused_too() -> None:
    text = cut(
        automations.list_project_automations(entity="e"),
        'Unknown type "ARIATriggeredAction".',
        'Fragment "ARIATriggeredActionFields" cannot be spread here as objects of type '
        '"TriggeredAction" can never be of type %!q(<nil>).',
    )
    assert "ARIA" not in text
    assert "NoOpTriggeredActionFields" in text


@pytest.mark.parametrize(
    "words",
    [
        'Unknown type "RunTag".',
        'Fragment "RunTagFields" cannot be spread here as objects of type "Tag" can never be of type '
        '"RunTag".',
    ],
)
def test_fields_are_selected_of_a_type_that_has_another_name(words: str) -> None:
    schema = build_schema(TEXT.replace("RunTag", "OldTag"))
    call = projects.get_project(project="p")
    text = cut(call, words)
    assert "RunTag" not in text
    assert validate(schema, parse(text)) == []


def test_inline_fragments_on_an_unknown_type_go() -> None:
    text = "query A {\n  a {\n    __typename\n    ... on B {\n      c { d }\n    }\n  }\n}"
    assert parse(cut_type(text, "B"), no_location=True) == parse(
        "query A { a { __typename } }", no_location=True
    )
    lone = "query A {\n  a {\n    ... on B {\n      c\n    }\n  }\n}"
    assert cut_type(lone, "B") == lone


@pytest.mark.parametrize(
    "words",
    [
        'Variable "$input" got invalid value "ARIA" at "input.triggeredActionType"; '
        'Value "ARIA" does not exist in "TriggeredActionType" enum.',
        'Variable "triggeredActionType" has invalid value ARIA.\n'
        'Expected type "TriggeredActionType", found ARIA.',
    ],
)
def test_a_value_that_the_server_does_not_know_is_named(words: str) -> None:
    error = failure("CreateAutomation", 400, {}, (GraphQLErrorDetail(words),))
    assert isinstance(error, UnsupportedError)
    call = automations.create_automation(input=CreateFilterTriggerInput.model_construct())
    with pytest.raises(UnsupportedError, match=r"value ARIA requires TriggeredActionType\.ARIA"):
        without_unsupported(AdaptedCall(call), error)


def test_a_missing_value_is_no_unknown_one() -> None:
    words = 'Variable "userIds" has invalid value null.\nExpected type "[ID!]!", found null.'
    error = failure("CreateRegistryMembers", 400, {}, (GraphQLErrorDetail(words),))
    assert isinstance(error, InvalidInputError)


def test_input_fields_that_came_with_a_missing_field_are_not_sent() -> None:
    """A server may ignore fields of variables that it does not know, and then say nothing of them."""
    words = 'Cannot query field "tags" on type "Artifact".'

    def changed(**fields: object) -> Call[Any]:
        given = UpdateArtifactInput.model_validate({"artifactID": "x", **fields})
        return artifact_edits.update_artifact(input=given)

    with pytest.raises(UnsupportedError, match="ARTIFACT_TAGS"):
        cut(changed(tagsToAdd=[{"tagName": "a"}]), words)
    call, known = changed(description="d", tagsToAdd=[]), Compatibility()
    adapted = known.learn(call, AdaptedCall(call), said(words))
    assert adapted.call.wire_variables() == {"input": {"artifactID": "x", "description": "d"}}
    with pytest.raises(UnsupportedError, match="ARTIFACT_TAGS"):
        known.adapt(changed(tagsToDelete=[{"tagName": "a"}]))


@pytest.mark.parametrize("field", ["tags", "ttlDurationSeconds"])
def test_a_new_version_does_not_lose_what_the_server_would_ignore(field: str) -> None:
    given = {
        "artifactTypeName": "t",
        "digest": "d",
        "digestAlgorithm": "MANIFEST_MD5",
        "entityName": "e",
        "projectName": "p",
    }
    values: dict[str, object] = {"tags": [{"tagName": "a"}], "ttlDurationSeconds": 60}
    words = f'Cannot query field "{field}" on type "Artifact".'
    plain = upload.create_artifact(input=CreateArtifactInput.model_validate(given))
    assert f"lacking_{field}" in cut(plain, words)
    full = CreateArtifactInput.model_validate({**given, field: values[field]})
    with pytest.raises(UnsupportedError, match=f"CreateArtifactInput.{field}"):
        cut(upload.create_artifact(input=full), words)


def test_a_time_to_live_is_not_lost() -> None:
    words = 'Cannot query field "ttlIsInherited" on type "Artifact".'
    given = UpdateArtifactInput.model_validate({"artifactID": "x", "ttlDurationSeconds": 60})
    with pytest.raises(UnsupportedError, match="time to live"):
        cut(artifact_edits.update_artifact(input=given), words)


def test_positions_are_those_of_the_document() -> None:
    text = artifacts.get_artifact_by_id(id="x").operation.document
    ((line, column),) = field_positions(text, "Artifact", "tags")
    assert text.splitlines()[line - 1][column - 1 :] == "tags {"
    assert field_positions(text, "Artifact", "colour") == ()
    assert argument_positions(text, "artifact", "id") == ((2, 12),)
    assert argument_positions(text, "artifact", "name") == ()
