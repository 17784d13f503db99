"""Filters as text: the same filters as expressions, and errors that point."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runql.errors import FilterError
from runql.filters import F, Filter, filters_to_wire, parse_filter

lr, loss = F.config["lr"], F.summary["eval/loss"]

READ: list[tuple[str, Filter]] = [
    ("state == 'finished'", F.state == "finished"),
    ("state='finished'", F.state == "finished"),
    ("config.lr > 0.1 and group == 'x'", (lr > 0.1) & (F.group == "x")),
    ("config.lr>-1e-3", lr > -1e-3),
    ("config.lr >= +5", lr >= 5),
    ("config.lr < .5", lr < 0.5),
    ("config.lr == 1.0", lr == 1.0),
    ("config.big == 1152921504606846977", F.config["big"] == 2**60 + 1),
    ("config.lr == TRUE", lr == True),  # noqa: E712
    ("config.lr is null", lr == None),  # noqa: E711
    ("config.lr is not null", lr != None),  # noqa: E711
    ("config.lr != null", lr != None),  # noqa: E711
    ("config.lr exists and exists config.x", lr.exists() & F.config["x"].exists()),
    ("summary.eval/loss missing", loss.missing()),
    ("summary_metrics.eval/loss missing", loss.missing()),
    ("missing summary.'eval/loss'", loss.missing()),
    ("config.'a b'.\"c.d\" == 1", F.config["a b"]["c.d"] == 1),
    ("config.a.b == 1", F.config["a"]["b"] == 1),
    ("group in ['a', \"b\",]", F.group.in_(["a", "b"])),
    ("group not in ('a')", F.group.not_in(["a"])),
    ("config.x in [1, -2.5, null, true]", F.config["x"].in_([1, -2.5, None, True])),
    ("config.x in []", F.config["x"].in_([])),
    ("config.cols == ['lr', [1,],]", F.config["cols"] == ["lr", [1]]),
    ("config.opt={'name': 'adam', \"b\": [],}", F.config["opt"] == {"name": "adam", "b": []}),
    ("config.cols in (['lr'], {})", F.config["cols"].in_([["lr"], {}])),
    ("config.cols has_all ['lr']", F.config["cols"].has_all(["lr"])),
    ("config.cols has_length 2", F.config["cols"].has_length(2)),
    ("notes contains_text 'a.b'", F.notes.contains_text("a.b")),
    ("display_name =~ '^\\d+\\.x'", F.display_name.matches(r"^\d+\.x")),
    ("displayName matches 'it\\'s'", F.display_name.matches("it's")),
    ("notes == 'tab\\there \\u00e9 it\\'s \"q\"'", F.notes == 'tab\there é it\'s "q"'),
    ('notes == "it\'s \\"q\\""', F.notes == 'it\'s "q"'),
    ("created_at > '2026-01-01' and createdAt < '2026-02-01'",
     (F.created_at > "2026-01-01") & (F.created_at < "2026-02-01")),
    ("duration > 60", F.duration > 60),
    ("tags == 'best'", F.tags.contains("best")),
    ("not group == 'x' and name == 'y'", ~(F.group == "x") & (F.name == "y")),
    ("not (group == 'x' or name == 'y')", ~((F.group == "x") | (F.name == "y"))),
    ("group == 'x' or name == 'y' and name == 'z'",
     (F.group == "x") | (F.name == "y") & (F.name == "z")),
    ("\n  group == 'x'\n  and name == 'y'\n", (F.group == "x") & (F.name == "y")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expression"), READ, ids=[text for text, _ in READ])
def test_a_text_reads_as(text: str, expression: Filter) -> None:
    assert parse_filter(text) == expression
    assert filters_to_wire(text) == expression.explain()


REFUSED = [
    ("state == finished", "         ^", "'finished'"),
    ("stat == 'x'", "^", "'state'"),
    ("group == 'x' and", "                ^", "Expected a field"),
    ("group == 'x' && name == 'y'", "             ^", "Use and"),
    ("!exists config.x", "^", "Use not"),
    ("state 'x'", "      ^", "Expected a comparison"),
    ("state not 'x'", "      ^", "Expected a comparison"),
    ("state ==", "        ^", "Expected a value"),
    ("state == 'x", "         ^", "not closed"),
    ("(group == 'x'", "             ^", "closing parenthesis"),
    ("group == 'x')", "            ^", "Expected 'and', 'or' or the end"),
    ("group == 'x' name == 'y'", "             ^", "Expected 'and', 'or'"),
    ("state in 'x'", "         ^", "Expected a list"),
    ("state in ['x' 'y']", "              ^", "comma"),
    ("state in ['x'", "             ^", "comma"),
    ("state is 'x'", "         ^", "Expected null"),
    ("config.x == ['a'", "                ^", "comma"),
    ("config.x == {'a'}", "                ^", "colon"),
    ("config.x == {a: 1}", "             ^", "quoted key"),
    ("config.x has_length -1", "                    ^", "at least 0"),
    ("state == 'finishd'", "         ^", "'finished'"),
    ("config.lr > 5abc", "            ^", "'5abc'"),
    ("config.lr > 1e999", "            ^", "bounds"),
    ("config.lr > nan", "            ^", "Expected a value"),
    ("config.lr > null", "            ^", "missing()"),
    ("created_at > 5", "             ^", "fromtimestamp"),
    ("created_at > 'x'", "             ^", "Invalid date or time"),
    ("state == 5", "         ^", "'5'"),
    ("notes == '\\q'", "         ^", "escape"),
    ("notes =~ 'a('", "           ^", "Invalid regular expression"),
    ("notes =~ x", "         ^", "quoted"),
    ("0.1 < config.lr", "^", "Expected a field"),
    ("'x' == state", "^", "Expected a field"),
    ("state\n== x", "         ^", "'x'"),
]


@pytest.mark.parametrize(("text", "pointer", "hint"), REFUSED, ids=[text for text, *_ in REFUSED])
def test_an_error_points_at_the_character(text: str, pointer: str, hint: str) -> None:
    with pytest.raises(FilterError) as raised:
        parse_filter(text)
    lines = str(raised.value).splitlines()
    assert lines[2].removeprefix("  ") == pointer
    assert hint in str(raised.value)
    assert lines[1].removeprefix("  ") == text.replace("\n", " ")


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text_does_not_mean_all_runs(text: str) -> None:
    with pytest.raises(FilterError, match="empty"):
        filters_to_wire(text)


def test_nesting_has_a_limit_below_pythons_own() -> None:
    deep = "(" * 40 + "group == 'x'" + ")" * 40
    assert parse_filter(deep) == (F.group == "x")
    for text in ("(" * 5000 + "group == 'x'", "not " * 5000 + "group == 'x'"):
        with pytest.raises(FilterError, match="nested levels"):
            parse_filter(text)


WORDS = st.sampled_from(
    [
        "state",
        "config.lr",
        "summary.'a/b'",
        "and",
        "or",
        "not",
        "in",
        "is",
        "null",
        "exists",
        "==",
        "<",
        "=~",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        "'x'",
        '"y"',
        "5",
        "-1e9",
        "'",
        "\\",
        "\x00",
        "é",
        "\n",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=30))
@example("config.\u0661 == \u0661")
@example("config.x == " + "9" * 5000)
@example("notes == '\\ud800'")
def test_any_other_text_is_a_filter_or_a_filter_error(text: str) -> None:
    with contextlib.suppress(FilterError):
        assert json.loads(filters_to_wire(text))
