"""Regular expressions of users: the meaning that Python gives them, and none of its warnings."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql import F
from runql._models.console_logs import pattern_of
from runql._models.files.globs import Glob
from runql.errors import UsageError
from runql.filters import filters_to_wire
from runql.filters.patterns import python_pattern

LETTERS = "[-&~|^a]z+\\d(?x)*:b"
texts = st.text(st.sampled_from(LETTERS), min_size=1, max_size=10)
subjects = [*LETTERS, "-a", "[]", "&&", "ab"]


@given(texts)
def test_a_pattern_means_what_python_means(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            meant = re.compile(text)
        except re.error:
            meant = None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if meant is None:
            with pytest.raises(re.error):
                python_pattern(text)
            return
        found = python_pattern(text)
    assert [found.fullmatch(each) is None for each in subjects] == [
        meant.fullmatch(each) is None for each in subjects
    ]


@pytest.mark.parametrize(
    "text", ["[[a]", "[a--]", "[+--]", "[a&&b]", "[a||b]", "[~~a]", "(?x)[[a]"]
)
def test_no_call_that_takes_a_pattern_warns(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            pattern_of(text)
            filters_to_wire(F.display_name.matches(text))
            filters_to_wire({"state": {"$regex": text}})
        except UsageError:
            pass  # FilterError: no state matches, or the range runs backwards


@given(st.text(st.sampled_from("[-&~|^!a]z+*?/"), min_size=1, max_size=8))
def test_no_glob_warns(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            glob = Glob(text)
        except UsageError:
            return
        glob.matches("a")
        assert glob.like
