"""A value that is found in a JSON string is the value that decoding gives."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from runql._models._attributes.json_text import decode_text
from runql._models.runs.listed.json_search import find_value
from runql._wire.responses.json_decoding import json_decoder, value_decoder

if TYPE_CHECKING:
    from collections.abc import Iterator

# Characters and names that are likely to confuse a search.
words = st.text("ab{}[]:,\"\\ 'é1", max_size=5) | st.sampled_from(["a", "b", "_wandb", "null"])
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.sampled_from(["NaN", 0.1, -0.0, 1e300, 1e-7])
    | words
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3)
)
separators = st.sampled_from([(",", ":"), (", ", ": "), (" ,\n", " :\t")])


@pytest.fixture(params=["msgspec", "pydantic"], autouse=True)
def decoder(request: pytest.FixtureRequest) -> Iterator[str]:
    """Search with msgspec, and without it."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "pydantic":
            patch.setitem(sys.modules, "msgspec", None)
        for cached in (json_decoder, value_decoder):
            cached.cache_clear()
        yield request.param
    for cached in (json_decoder, value_decoder):
        cached.cache_clear()


def as_text(value: object) -> str:
    """Return a text in which values of different types differ."""
    return json.dumps(value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    document=st.dictionaries(words, values, max_size=6),
    key=words,
    separators=separators,
    as_ascii=st.booleans(),
)
@example({"a": "{", "b": {"lr": 1}, "c": "}"}, "lr", (",", ":"), True)
@example({"a": "x", ",": 1}, ",", (",", ":"), True)
@example({"a": "b", "b": 1}, "b", (",", ":"), True)
@example({"o": {"a": 1}, "a": 2}, "a", (",", ":"), True)
@example({"a}": 1, "{": {"b": 2}, "b": 3}, "b", (",", ":"), True)
def test_found_values_are_those_of_the_decoded_object(
    document: dict[str, Any], key: str, separators: tuple[str, str], as_ascii: bool
) -> None:
    text = json.dumps(document, separators=separators, ensure_ascii=as_ascii)
    decoded = decode_text(text)
    for each in {key, *document}:
        found = find_value(text, each)
        if found is not None:
            assert each in decoded
            assert as_text(found[0]) == as_text(decoded[each])
            assert type(found[0]) is type(decoded[each])


SUMMARY = '{"_wandb":{"runtime":3},"loss":0.25,"n":12345678901234567890123,"s":"adam","e":1e-7,"x":null,"nan":NaN}'


@pytest.mark.parametrize(
    ("key", "value"),
    [("loss", 0.25), ("n", 12345678901234567890123), ("s", "adam"), ("e", 1e-7), ("x", None)],
)
def test_usual_values_are_found(key: str, value: object) -> None:
    assert find_value(SUMMARY, key) == (value,)


def test_bare_nan_is_found() -> None:
    found = find_value(SUMMARY, "nan")
    assert found is not None
    assert found[0] != found[0]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (SUMMARY, "_wandb"),
        (SUMMARY, "runtime"),
        (SUMMARY, "absent"),
        ('{"a":01}', "a"),
        ('{"a":1', "a"),
        ("", "a"),
        ("[1]", "a"),
        ("null", "a"),
        ('{"a":{"b":{},"a":1}', "a"),
    ],
)
def test_other_values_need_the_decoded_object(text: str, key: str) -> None:
    assert find_value(text, key) is None


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ('{"a":1,"a":2}', "a", 2),
        (r'{"a":1,"b":"\n"}', "a", 1),
        (r'{"\u0061":1}', "a", 1),
        ("{" + '"k":{},' * 30 + '"a":1}', "a", 1),
    ],
)
def test_only_msgspec_finds_values_of_unusual_strings(
    decoder: str, text: str, key: str, value: object
) -> None:
    assert find_value(text, key) == ((value,) if decoder == "msgspec" else None)


@pytest.mark.parametrize("key", ['say "x"', "back\\slash", "tab\t", "\ud800"])
def test_keys_that_json_escapes_need_the_decoded_object(key: str) -> None:
    text = json.dumps({key: 1})
    assert find_value(text, key) is None
    assert decode_text(text)[key] == 1


def test_an_empty_key_is_found() -> None:
    assert find_value('{"":1}', "") == (1,)
