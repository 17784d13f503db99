"""The filter field of tables: the client's own language, read by the server's own reader."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql.errors import FilterError
from runql.filters import parse_filter
from runql_sandbox.inputs import InputError
from runql_sandbox.pages.runs.filter_text import FilterTextError, mongo_filter

SPELLINGS = {
    "created_at": "createdAt", "display_name": "displayName", "heartbeat_at": "heartbeatAt",
    "job_type": "jobType", "updated_at": "updatedAt",
}  # fmt: skip

TEXTS = [
    "state == 'finished'",
    "state = 'finished'",
    "state != 'failed' and config.lr >= 0.001",
    "config.lr < 1e-3 or config.lr > 1",
    "not state == 'running'",
    "not (config.a == 1 or config.b == 2) and tags == 'x'",
    "config.a == 1 and config.b == 2 and config.c == 3",
    "config.a == 1 or config.b == 2 and config.c == 3",
    "(config.a == 1 or config.b == 2) and config.c == 3",
    "group in ['a', 'b']",
    "group not in ['a', 'b',]",
    "group in ('a', 'b')",
    "summary.loss exists",
    "exists summary.loss",
    "missing config.lr",
    "config.lr missing",
    "notes is null",
    "notes is not null",
    "config.cols == ['lr', 1, true, null]",
    "config.cols has_all ['lr']",
    "config.cols has_length 2",
    "notes contains_text 'a.b'",
    r"display_name =~ '^base\d+\'s'",
    r"display_name matches '^base'",
    'summary."eval/loss" < 1',
    "summary.eval/loss < 1",
    "summary.'a b'.c == \"x\"",
    r"config.text == 'it\'s \u00e9 \n'",
    "config.deep == {'a': [1, {'b': null}]}",
    "created_at > '2026-01-01T00:00:00Z'",
    "duration > 60",
    "username == 'me'",
    "config.x == -1.5",
    "config.x == +2",
    "STATE == 'x'",
]
BROKEN = [
    "state ==",
    "state == finished",
    "state 'finished'",
    "state == 'finishd'",
    "stat == 'finished'",
    "== 1",
    "(state == 'failed'",
    "state == 'failed')",
    "state == 'failed' state == 'failed'",
    "state == 'failed' and",
    "config.lr ! 1",
    "config.lr == 'x",
    "group in 'a'",
    "config. == 1",
    "notes is 1",
    "display_name =~ 1",
    "not",
    "config.a == {1: 2}",
    r"config.a == '\q'",
    "summary == 1",
    "config.x == " + "[" * 100 + "]" * 100,
    "(" * 200 + "state == 'failed'" + ")" * 200,
]


def spelled(value: Any) -> Any:
    """Return a filter with one spelling of each field, and without groups of groups."""
    if isinstance(value, dict):
        found = {SPELLINGS.get(key, key): spelled(each) for key, each in value.items()}
        for operator in ("$and", "$or"):
            if operator in found:
                found[operator] = [
                    inner
                    for term in found[operator]
                    for inner in (term[operator] if list(term) == [operator] else [term])
                ]
        if set(found) == {"$eq"}:
            return found["$eq"]
        return found
    return [spelled(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("text", [each for each in TEXTS if not each.startswith("STATE")])
def test_a_filter_means_what_the_client_takes_it_for(text: str) -> None:
    assert spelled(mongo_filter(text)) == spelled(parse_filter(text).to_mongo())


@pytest.mark.parametrize("text", [*BROKEN, "STATE == 'x'"])
def test_what_the_client_refuses_is_refused(text: str) -> None:
    with pytest.raises(FilterError):
        parse_filter(text)
    with pytest.raises(InputError):
        mongo_filter(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("state == 'finishd'", "Did you mean 'finished'?"),
        ("status == 'finished'", "Did you mean state?"),
        ("stat == 'finished'", "Did you mean state?"),
        ("config.lr >= abc", "strings are in quotes, 'abc'"),
        ("config.lr ~ 1", "at character 11"),
    ],
)
def test_a_refusal_says_where_and_what_instead(text: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        mongo_filter(text)
    assert message in str(refused.value)


def test_one_word_is_looked_for_in_names() -> None:
    found = mongo_filter("adam-1.5")
    pattern = {"$regex": r"(?i)adam\-1\.5"}
    assert found == {"$or": [{"display_name": pattern}, {"name": pattern}]}


def test_json_is_a_filter_of_the_api() -> None:
    assert mongo_filter('{"state": "failed"}') == {"state": "failed"}
    assert mongo_filter("  ") == {}
    with pytest.raises(InputError):
        mongo_filter('{"state": ')


@given(
    st.text(max_size=60) | st.text(st.sampled_from("ab.'\"()[]{}=<>!~, 01and or not"), max_size=60)
)
def test_any_text_is_a_filter_or_is_refused(text: str) -> None:
    try:
        found = mongo_filter(text)
    except InputError:
        return
    assert isinstance(found, dict)


def test_a_long_filter_is_refused() -> None:
    with pytest.raises(FilterTextError, match="longer than"):
        mongo_filter("a == 1 or " * 4000)
