"""Changes of many runs: what becomes of tags, and which runs go into one request."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from runql._models.runs.attributes import RunAttributes
from runql._models.runs.bulk_edits import TagChange, batches_of
from runql._paths.runs import RunPath

NAMES = st.sampled_from("abcdef")
TAGS = st.lists(NAMES, unique=True)


@given(TAGS, TAGS, TAGS)
def test_a_change_leaves_what_was_asked_for_and_keeps_the_rest_in_order(
    tags: list[str], add: list[str], remove: list[str]
) -> None:
    change = TagChange(tuple(add), tuple(each for each in remove if each not in add))
    changed = change.apply(tags)
    assert set(changed) == (set(tags) - set(change.removed)) | set(add)
    assert len(changed) == len(set(changed))
    assert [tag for tag in changed if tag in tags] == [tag for tag in tags if tag in changed]
    assert change.apply(changed) == changed


class RunWithPath(RunAttributes):
    def __init__(self, path: RunPath) -> None:
        self._path = path

    @property
    def id(self) -> str:
        return self._path.run

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


@given(st.lists(st.sampled_from([("e", "p"), ("e", "q"), (None, "p")]), max_size=700))
def test_every_run_is_in_one_batch_of_its_project(paths: list[tuple[str | None, str]]) -> None:
    runs = [RunWithPath(RunPath(*path, f"r{index}")) for index, path in enumerate(paths)]
    batches = batches_of(runs)
    assert sorted(run.id for batch in batches for run in batch.runs) == sorted(r.id for r in runs)
    for batch in batches:
        assert 0 < len(batch.runs) <= 200
        assert {(run._path.entity, run._path.project) for run in batch.runs} == {
            (batch.entity, batch.project)
        }
        assert json.loads(batch.filters) == {"name": {"$in": [run.id for run in batch.runs]}}
