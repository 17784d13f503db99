"""Keys that a run did not log are named, with those spelled alike, at no extra request."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

import pytest

from runql._models.history.known_keys import (
    UnknownKeys,
    known_keys,
    unknown_keys,
    warn_unknown_keys,
)
from runql._models.history.plan import HistoryQuery
from runql._paths.runs import RunPath
from runql._sync.history.iterators import HistoryScan
from runql._sync.history.live import LiveRows
from runql._sync.history.reader import HistoryReader
from runql.errors import UnknownKeyWarning
from tests.pure.history.history_server import HistoryServer

if TYPE_CHECKING:
    from pathlib import Path

PATH: Final = RunPath("e", "p", "run")
MAP: Final = {"type": "map", "keys": {"b": {"typeCounts": [{"type": "number", "count": 1}]}}}
KEYS: Final[dict[str, Any]] = {
    "keys": {
        "loss": {"typeCounts": [{"type": "number", "count": 1}]},
        "a": {"typeCounts": [MAP]},
        "train/acc.top1": {"typeCounts": [{"type": "number", "count": 1}]},
        "img": {"typeCounts": [{"type": "image-file", "count": 1}]},
        "free": {"typeCounts": [{"type": "map", "count": 1}]},
        "unsaid": {},
    }
}


def test_parts_and_wholes_of_nested_keys_are_known() -> None:
    known = known_keys(KEYS)
    assert known is not None
    assert known >= {"loss", "a", "a.b", "train/acc", "train/acc.top1", "img"}
    assert unknown_keys(["los", "a.b", "img._type", "_runtime", "Loss"], known) == ["los", "Loss"]


def test_keys_inside_counted_values_are_checked_and_others_are_not() -> None:
    known = known_keys(KEYS)
    assert known is not None
    wrong = ["a.c", "a.b.c", "train/acc.top2", "img.path", "img.path.x", "loss.x"]
    assert unknown_keys([*wrong, "free.x", "free.x.y", "unsaid.x"], known) == wrong
    with pytest.warns(UnknownKeyWarning, match=r"no key 'img.path': .* one value: read 'img'\."):
        warn_unknown_keys(["img.path"], known, "e/p/run")
    with pytest.warns(UnknownKeyWarning, match=r"no key 'train/acc.top2'.*'train/acc.top1'"):
        warn_unknown_keys(["train/acc.top2"], known, "e/p/run")


def test_a_key_inside_media_of_any_run_is_explained() -> None:
    unknown = UnknownKeys(["img.path"])
    unknown.see(known_keys({"keys": {"loss": KEYS["keys"]["loss"]}}))
    unknown.see(known_keys(KEYS))
    with pytest.warns(UnknownKeyWarning, match=r"No run has a key 'img.path'.*read 'img'\."):
        unknown.warn("No run")
    uncertain = UnknownKeys(["free.x"])
    uncertain.see(known_keys({"keys": {"loss": KEYS["keys"]["loss"]}}))
    uncertain.see(known_keys(KEYS))
    uncertain.warn("No run")


def test_keys_of_every_row_are_checked_for_misspellings_and_other_keys_with_underscores_are_not() -> (
    None
):
    found = unknown_keys(["_step", "_stp", "_timestmp", "_wandb", "_batch"], frozenset({"loss"}))
    assert found == ["_stp", "_timestmp"]
    assert unknown_keys(["_steps"], frozenset({"_steps"})) == []
    with pytest.warns(UserWarning, match=r"no key '_stp'.*'_step'"):
        warn_unknown_keys(["_stp"], frozenset({"loss"}), "e/p/run")


@pytest.mark.parametrize("document", [None, {}, {"keys": None}, {"keys": {}}, [], "x"])
def test_nothing_is_said_where_the_server_does_not_tell(document: Any) -> None:
    assert known_keys(document) is None


@pytest.mark.parametrize(("asked", "near"), [("los", "'loss'"), ("Loss", "'loss'"), ("zzz", None)])
def test_a_misspelt_key_is_named_with_the_near_one(
    tmp_path: Path, asked: str, near: str | None
) -> None:
    server = HistoryServer([{"_step": 0, "loss": 1.0}], tmp_path)
    plan = server.plan()
    plan["historyKeys"] |= KEYS
    server.plan = lambda: plan  # type: ignore[method-assign]  # as the server counts
    with server.session() as session:
        reader = HistoryReader(session, PATH)
        with pytest.warns(UserWarning, match=f"e/p/run has no key '{asked}'") as warned:
            assert list(HistoryScan(reader, HistoryQuery((asked,)))) == []
        with pytest.warns(UserWarning, match=f"e/p/run has no key '{asked}'"):
            LiveRows(session, PATH).sample(HistoryQuery((asked,)), 5)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert len(list(HistoryScan(reader, HistoryQuery(("loss", "_step"))))) == 1
    assert (near is None) or near in str(warned[0].message)
    assert server.requested["GetRunHistoryPlan"] == 2
    assert server.requested["GetRunHistorySample"] == 1


def test_of_many_runs_only_keys_that_none_has_are_named() -> None:
    keys = UnknownKeys(["loss", "los", "acc"])
    keys.see(frozenset({"loss"}))
    keys.see(frozenset({"acc"}))
    with pytest.warns(UserWarning, match=r"No run of e/p has a key 'los'.*'loss'") as warned:
        keys.warn("No run of e/p")
    assert len(warned) == 1
    keys.see(None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        keys.warn("No run of e/p")
