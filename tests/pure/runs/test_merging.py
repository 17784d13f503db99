"""Updates of one run by several clients at once, in every order that requests can take."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from runql_graphql.fragments.runs.base import RunFull

from runql._models._attributes.json_changes import DocumentChange
from runql._models.runs.changes import RunChanges
from runql._models.runs.merging import MOST_WRITES, RunMerge
from runql.errors import ConflictError
from tests.pure.runs.test_drafts import RESPONSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql._wire.json_types import JsonValue


class Server:
    """A run as a server stores it: an upsert replaces whole documents.

    Attributes:
        atomic: Whether nothing comes between the two mutations of one request.
    """

    def __init__(self, *, atomic: bool = True, **config: object) -> None:
        self.atomic = atomic
        self.config: dict[str, Any] = {key: {"value": value} for key, value in config.items()}
        self.summary: dict[str, Any] = {}
        self.tags: list[str] = []
        self.requests = 0

    def read(self) -> RunFull:
        documents = {"config": json.dumps(self.config), "summaryMetrics": json.dumps(self.summary)}
        return RunFull.model_validate({**RESPONSE, **documents, "tags": list(self.tags)})

    def write(self, sent: dict[str, Any]) -> None:
        if "config" in sent:
            self.config = json.loads(sent["config"])
        if "summary_metrics" in sent:
            self.summary = json.loads(sent["summary_metrics"])
        self.tags = sent.get("tags", self.tags)

    @property
    def plain(self) -> dict[str, Any]:
        return {key: value["value"] for key, value in self.config.items()}


def client(server: Server, changes: RunChanges) -> Iterator[None]:
    """Update as `AsyncRun` does; each `yield` is a moment at which other clients may act."""
    server.requests += 1
    merge = RunMerge(changes, server.read())
    while True:
        yield
        server.requests += 1
        before = server.read()
        if not server.atomic:
            yield
        server.write(merge.to_input("opaque").model_dump(exclude_unset=True))
        again = merge.note_write(before, server.read())
        if not again:
            yield
            server.requests += 1
            again = merge.note_read(server.read())
        if not again:
            return
        merge.wait_time()


def run_all(clients: list[Iterator[None]], seed: int) -> None:
    order = random.Random(seed)
    while clients:
        chosen = order.choice(clients)
        if next(chosen, "done") == "done":
            clients.remove(chosen)


def assigns(**values: JsonValue) -> RunChanges:
    return RunChanges(config=DocumentChange(values))


@pytest.mark.parametrize("count", [2, 3, 6])
def test_no_client_loses_the_key_of_another(count: int) -> None:
    for seed in range(300):
        server = Server(kept=1)
        run_all([client(server, assigns(**{f"key{i}": i})) for i in range(count)], seed)
        assert server.plain == {"kept": 1, **{f"key{i}": i for i in range(count)}}


def test_keys_stay_where_a_server_does_not_order_two_mutations() -> None:
    server = Server(atomic=False, kept=1)
    first, second = client(server, assigns(a=1)), client(server, assigns(b=2))
    # Both have read themselves before either writes, so only a read after the write can tell.
    for each in (first, second, first, second, first, second):
        next(each)
    run_all([first, second], 0)
    assert server.plain == {"kept": 1, "a": 1, "b": 2}


def test_tags_and_summary_are_merged_too() -> None:
    for seed in range(200):
        server = Server()
        server.tags, server.summary = ["old", "kept"], {"loss": 1.0}
        edits = [
            RunChanges(
                summary=DocumentChange({f"metric{i}": i}),
                tags=DocumentChange({f"tag{i}": True}, frozenset({"old"})),
            )
            for i in range(3)
        ]
        run_all([client(server, each) for each in edits], seed)
        assert set(server.tags) == {"kept", "tag0", "tag1", "tag2"}
        assert server.summary == {"loss": 1.0, "metric0": 0, "metric1": 1, "metric2": 2}


def test_an_edit_of_another_key_by_a_client_that_does_not_merge_stays() -> None:
    server = Server(lr=1, bs=8)
    update = client(server, assigns(lr=2))
    next(update)
    server.config = {**server.config, "bs": {"value": 16}, "new": {"value": 1}}
    run_all([update], 0)
    assert server.plain == {"lr": 2, "bs": 16, "new": 1}


def test_a_key_that_one_client_removes_while_another_writes_is_gone() -> None:
    server = Server(lr=1, bs=8)
    removing = client(server, RunChanges(config=DocumentChange({}, frozenset({"bs"}))))
    adding = client(server, assigns(new=1))
    for each in (removing, adding, removing, adding):
        next(each)
    run_all([removing, adding], 0)
    assert server.plain == {"lr": 1, "new": 1}


def test_of_two_edits_of_one_key_the_later_stays() -> None:
    server = Server(lr=1)
    first, second = client(server, assigns(lr=2)), client(server, assigns(lr=3))
    next(first)
    next(second)
    next(first)
    run_all([second], 0)
    run_all([first], 0)
    assert server.plain == {"lr": 3}


def test_a_write_that_removes_a_key_after_the_update_is_repaired_once_it_is_read() -> None:
    server = Server(lr=1)
    update = client(server, assigns(mine=5))
    next(update)
    next(update)
    server.config = {"lr": {"value": 1}, "theirs": {"value": 6}}
    run_all([update], 0)
    assert server.plain == {"lr": 1, "mine": 5, "theirs": 6}


def test_an_undisturbed_update_takes_three_requests() -> None:
    server = Server(lr=1)
    run_all([client(server, assigns(lr=2))], 0)
    assert server.requests == 3


@pytest.mark.parametrize(("sent", "stored"), [(1.0, 1), (float("nan"), "NaN"), (None, None)])
def test_values_that_the_server_stores_in_another_form_are_no_conflict(
    sent: JsonValue, stored: JsonValue
) -> None:
    server = Server(lr=0)
    update = RunMerge(assigns(lr=sent), server.read())
    server.config = {} if stored is None else {"lr": {"value": stored}}
    assert not update.note_write(server.read(), server.read())
    assert not update.note_read(server.read())


def test_an_update_ends_when_others_never_stop() -> None:
    server = Server(lr=1)
    merge = RunMerge(assigns(mine=1), server.read())
    after = Server(lr=1, mine=1).read()
    for number in range(MOST_WRITES):
        assert merge.wait_time() <= 1, number
        assert not merge.note_write(server.read(), after)
        assert merge.note_read(server.read())
    with pytest.raises(ConflictError, match=r"config.mine could not be merged in 10 writes"):
        merge.wait_time()
