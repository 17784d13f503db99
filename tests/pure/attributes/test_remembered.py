"""Results of properties that send requests."""

from __future__ import annotations

import pickle

from runql._models._attributes.remembered import Remembered


def test_a_result_is_kept_until_the_client_sends_a_change() -> None:
    remembered = Remembered()
    assert remembered.get("sweep", 0) is None
    assert remembered.keep("sweep", 0, "found") == "found"
    assert remembered.get("sweep", 0) == "found"
    assert remembered.get("sweep", 1) is None
    remembered.forget()
    assert remembered.get("sweep", 0) is None
    assert isinstance(pickle.loads(pickle.dumps(remembered)), Remembered)
