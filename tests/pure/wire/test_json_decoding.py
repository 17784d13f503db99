"""Both decoders of JSON give the same values, whether msgspec is installed or not."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import from_json

from runql._wire.responses.json_decoding import json_decoder, values_decoder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql._wire.json_types import JsonValue

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**200), 2**200)
    | st.floats()
    | st.sampled_from([2**63, 2**64, -(2**63) - 1, 0.1, 1e300, 5e-324, -0.0])
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.fixture(params=["msgspec", "pydantic"])
def decoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "pydantic":
        monkeypatch.setitem(sys.modules, "msgspec", None)
    for each in (json_decoder, values_decoder):
        each.cache_clear()
    yield cast("str", request.param)
    for each in (json_decoder, values_decoder):
        each.cache_clear()


def shown(value: object) -> str:
    """Return a text that differs for values of different types."""
    return repr(value)


@given(value=values)
def test_values_are_those_of_the_standard_library(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)
    expected = shown(json.loads(text))
    assert shown(from_json(text)) == expected
    assert shown(json_decoder()(text)) == expected
    assert shown(json_decoder()(text.encode())) == expected


NUMBERS = st.from_regex(
    r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?", fullmatch=True
)


@given(text=NUMBERS)
def test_numbers_are_those_of_the_standard_library(text: str) -> None:
    assert shown(json_decoder()(text)) == shown(json.loads(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NaN", float("nan")),
        ('{"a":[Infinity,-Infinity]}', {"a": [float("inf"), float("-inf")]}),
        ("1e999", float("inf")),
        ('{"a":1,"a":2}', {"a": 2}),
        ("12345678901234567890123", 12345678901234567890123),
        ("-0", 0),
        (' {"a" : 1 }\n', {"a": 1}),
        ("1" * 1000, int("1" * 1000)),
    ],
)
def test_unusual_json_gives_equal_values(decoder: str, text: str, value: JsonValue) -> None:
    assert decoder
    assert shown(json_decoder()(text)) == shown(value)


@pytest.mark.parametrize(
    "text", ["", "{", "[01]", "[1,]", '{"a":1}x', '"\\ud800"', "[" * 3000, ".5", "'a'", '"\t"']
)
def test_other_texts_raise_a_value_error(decoder: str, text: str) -> None:
    assert decoder
    with pytest.raises(ValueError, match=r"line 1|column"):
        json_decoder()(text)


def test_msgspec_is_used_where_it_is_installed(decoder: str) -> None:
    assert (json_decoder().__module__ == "runql._wire.responses.json_decoding") == (
        decoder == "msgspec"
    )


@given(value=st.dictionaries(st.text(), values))
def test_values_inside_objects_are_those_of_the_whole(value: dict[str, JsonValue]) -> None:
    text = wrapped(value)
    found = values_decoder()(text)
    # Bare NaN and infinities, and numbers beyond the largest ones, need the other decoder.
    assert shown(found) == shown(value) or (found is None and not is_plain(text))


def wrapped(value: dict[str, JsonValue]) -> str:
    return json.dumps(
        {key: {"desc": None, "value": each} for key, each in value.items()}, ensure_ascii=False
    )


def is_plain(text: str) -> bool:
    """Return whether msgspec decodes a text without help."""
    try:
        msgspec.json.decode(text)
    except msgspec.MsgspecError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a":{"value":{"value":1}},"b":{"desc":{"x":[1]},"value":[{}]}}', {"a": {"value": 1}, "b": [{}]}),
        ('{"a":{"value":1,"value":2},"a":{"value":3}}', {"a": 3}),
        ('{"a":{"value":null}}', {"a": None}),
        ("{}", {}),
        ('{"a":{"value":NaN}}', None),
        ('{"a":{"value":1},"b":2}', None),
        ('{"a":{"value":1},"b":{"desc":1}}', None),
        ('{"a":{"Value":1}}', None),
        ('{"a":null}', None),
        ("[]", None),
        ("null", None),
        ("", None),
        ("{", None),
        ('{"a":{"value":1}}x', None),
    ],
)  # fmt: skip
def test_only_objects_with_values_are_decoded_at_once(
    decoder: str, text: str, value: JsonValue
) -> None:
    assert shown(values_decoder()(text)) == shown(value if decoder == "msgspec" else None)
