"""Models that share what is equal in them are the models that they were."""

from __future__ import annotations

import pickle

from pydantic import BaseModel, ConfigDict

from runql._models._attributes.interning import intern_equal


class User(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    name: str


class Item(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    user: User | None
    note: str | None = None


def items() -> list[Item]:
    return [
        Item(id="1", user=User(id="u", name="Ann")),
        Item(id="2", user=User(id="u", name="Ann")),
        Item(id="3", user=None, note="x"),
        Item(id="4", user=User(id="v", name="Bob"), note=None),
    ]


def test_nothing_is_different_after_it() -> None:
    shared, untouched = items(), items()
    intern_equal(shared, ("user",))
    assert shared == untouched
    assert [each.model_fields_set for each in shared] == [
        each.model_fields_set for each in untouched
    ]
    assert pickle.loads(pickle.dumps(shared)) == untouched


def test_equal_parts_and_names_are_one_object() -> None:
    first, second, third, fourth = shared = items()
    intern_equal(shared, ("user",))
    assert first.user is second.user
    assert first.user is not fourth.user
    assert first.model_fields_set is second.model_fields_set
    assert third.model_fields_set is fourth.model_fields_set


def test_a_copy_with_changes_leaves_the_others_alone() -> None:
    first, second, *_ = shared = items()
    intern_equal(shared, ("user",))
    changed = first.model_copy(update={"note": "new"})
    assert "note" in changed.model_fields_set
    assert "note" not in second.model_fields_set
