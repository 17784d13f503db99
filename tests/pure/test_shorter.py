"""Documents without what an older server lacks."""

from __future__ import annotations

import graphql
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.ops import automations as ops

from runql._wire.shorter import unknown_types, without_types
from runql.errors import GraphQLErrorDetail, UnsupportedError

CALL = ops.list_automations(entity="e")
TYPES = [
    "ARIATriggeredAction",
    "GenericWebhookIntegration",
    "GenericWebhookTriggeredAction",
    "NoOpTriggeredAction",
    "NotificationTriggeredAction",
    "QueueJobTriggeredAction",
    "SlackIntegration",
]


def fragments(document: str) -> dict[str, str]:
    """The fragments of a document, and what each is on."""
    return {
        each.name.value: each.type_condition.name.value
        for each in graphql.parse(document).definitions
        if isinstance(each, graphql.FragmentDefinitionNode)
    }


@given(st.sets(st.sampled_from(TYPES)))
def test_a_shorter_document_is_whole(types: set[str]) -> None:
    short = without_types(CALL, types)
    document = graphql.parse(short.operation.document)
    assert not types & set(fragments(short.operation.document).values())
    spread: set[str] = set()

    class Spreads(graphql.Visitor):
        def enter_fragment_spread(self, node: graphql.FragmentSpreadNode, *_: object) -> None:
            spread.add(node.name.value)

    graphql.visit(document, Spreads())
    assert spread == set(fragments(short.operation.document))
    assert short.variables == CALL.variables
    assert short.operation.result_type() is CALL.operation.result_type()
    assert without_types(short, types) is short


def test_fragments_that_only_a_gone_one_uses_go_too() -> None:
    short = without_types(CALL, {"QueueJobTriggeredAction"})
    gone = fragments(CALL.operation.document).keys() - fragments(short.operation.document).keys()
    assert gone == {"QueueJobTriggeredActionFields", "RunQueueFields"}


def test_a_document_without_the_types_stays() -> None:
    assert without_types(CALL, {"Moon"}) is CALL
    assert without_types(CALL, set()) is CALL


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ('Unknown type "A". Did you mean "B"?', {"A"}),
        ("Unknown type 'A'.", {"A"}),
        ('Cannot query field "a" on type "B".', set()),
    ],
)
def test_what_a_server_says_it_lacks(message: str, found: set[str]) -> None:
    error = UnsupportedError("x", errors=(GraphQLErrorDetail(message),))
    assert unknown_types(error) == found
