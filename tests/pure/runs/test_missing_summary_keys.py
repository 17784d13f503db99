"""The error for a key that a summary does not have."""

from __future__ import annotations

import pickle

import pytest

from runql._models.runs.summary import SummaryBase


def test_a_misspelled_key_of_a_summary_suggests_the_right_one() -> None:
    summary = SummaryBase({"accuracy": 0.5, "loss": 1})
    with pytest.raises(KeyError) as caught:
        summary["acuracy"]
    assert str(caught.value) == "'acuracy'. Did you mean 'accuracy'?"
    assert caught.value.args == ("acuracy",)
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (type(copied), copied.args) == (KeyError, ("acuracy",))


@pytest.mark.parametrize("key", ["epoch", 3, None])
def test_other_keys_of_a_summary_are_named_alone(key: str) -> None:
    summary = SummaryBase({"accuracy": 0.5, "loss": 1})
    with pytest.raises(KeyError) as caught:
        summary[key]
    assert str(caught.value) == repr(key)
    assert (summary.get(key), key in summary) == (None, False)
