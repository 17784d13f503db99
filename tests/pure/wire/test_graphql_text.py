"""Documents without the fragments on types that a server does not know."""

from __future__ import annotations

import graphql
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.ops.automations import base as ops

from runql._wire.graphql_text import cut_type, pruned

DOCUMENT = ops.list_automations(entity="e").operation.document
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


def without(types: set[str]) -> str:
    text = DOCUMENT
    for name in sorted(types):
        text = cut_type(text, name)
    return pruned(text)


@given(st.sets(st.sampled_from(TYPES)))
def test_a_shorter_document_is_whole(types: set[str]) -> None:
    short = without(types)
    assert not types & set(fragments(short).values())
    spread: set[str] = set()

    class Spreads(graphql.Visitor):
        def enter_fragment_spread(self, node: graphql.FragmentSpreadNode, *_: object) -> None:
            spread.add(node.name.value)

    graphql.visit(graphql.parse(short), Spreads())
    assert spread == set(fragments(short))


def test_fragments_that_only_a_gone_one_uses_go_too() -> None:
    gone = fragments(DOCUMENT).keys() - fragments(without({"QueueJobTriggeredAction"})).keys()
    assert gone == {"QueueJobTriggeredActionFields", "RunQueueFields"}


def test_a_document_without_the_types_stays() -> None:
    assert cut_type(DOCUMENT, "Moon") == DOCUMENT
