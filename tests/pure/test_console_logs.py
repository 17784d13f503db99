"""Console lines: what they say, what fits, and what a follower has heard already."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._models.console_logs import Heard, LogLine, LogPage, check_last, pattern_of
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def line(number: int, text: str = "x") -> LogLine:
    return LogLine(number, NOON, None, None, text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m text", "red text"),
        ("\x1b[1;38;5;208mbold\x1b[m", "bold"),
        ("\x1b]8;;https://x.test\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;title\x07after", "after"),
        ("up\x1b[2A\x1b[Kdown", "updown"),
        ("[31m is no escape", "[31m is no escape"),
    ],
)
def test_the_text_has_no_escape_sequences_and_the_raw_line_has_all(raw: str, text: str) -> None:
    found = line(0, raw)
    assert (found.text, str(found), found.raw) == (text, text, raw)


def test_a_pattern_is_searched_in_the_text() -> None:
    page = LogPage((line(0, "\x1b[31mlo\x1b[0mss=1"), line(1, "other")), ("a", "b"), None, 2, "")
    kept = page.page(pattern_of(r"loss=\d"))
    assert [each.number for each in kept.items] == [0]
    assert (kept.cursors, kept.total) == (("a",), None)
    assert page.page(None).total == 2
    assert pattern_of(re.compile("x", re.IGNORECASE)) == re.compile("x", re.IGNORECASE)


@pytest.mark.parametrize("pattern", ["(", "*.txt", "[b-a]"])
def test_what_is_no_regular_expression_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError, match="regular expression"):
        pattern_of(pattern)


def test_a_negative_number_of_lines_is_refused() -> None:
    with pytest.raises(UsageError):
        check_last(-1)


class Log:
    """A log that grows and is written over at its end, read in pages by cursors."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def page(self, after: str | None, size: int) -> LogPage:
        start = int(after or 0)
        lines = [line(start + i, text) for i, text in enumerate(self.texts[start : start + size])]
        end = start + len(lines)
        cursors = tuple(str(each.number + 1) for each in lines)
        more = str(end) if end < len(self.texts) else None
        return LogPage(tuple(lines), cursors, more, len(self.texts), "running")


def look(log: Log, heard: Heard, size: int) -> list[LogLine]:
    found: list[LogLine] = []
    again, more = True, True
    while more:
        page = log.page(heard.cursor(again=again), size)
        found += heard.take(page, again=again)
        again, more = False, page.after is not None
    return found


@given(
    st.lists(st.tuples(st.lists(st.sampled_from("ab"), max_size=5), st.booleans()), max_size=6),
    st.integers(1, 4),
    st.integers(0, 4),
)
def test_a_follower_gives_every_line_once_and_the_last_one_again_when_it_changes(
    growth: Sequence[tuple[list[str], bool]], size: int, known: int
) -> None:
    log, heard = Log(), Heard(None)
    log.texts = [str(number) for number in range(known)]
    tail = [(line(i, text), str(i + 1)) for i, text in enumerate(log.texts)][-2:]
    shown = {each.number: each.raw for each in heard.take_tail(tail)}
    for added, rewritten in growth:
        if rewritten and log.texts:
            log.texts[-1] += "!"
        log.texts += added
        new = look(log, heard, size)
        assert [each.number for each in new] == sorted({each.number for each in new})
        assert all(shown.get(each.number) != each.raw for each in new)
        shown |= {each.number: each.raw for each in new}
        assert look(log, heard, size) == []
    first = min(shown, default=0)
    assert shown == {i: text for i, text in enumerate(log.texts) if i >= first}
    assert first in (0, max(known - 2, 0))
