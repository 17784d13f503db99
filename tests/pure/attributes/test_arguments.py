"""Arguments of public methods: what their annotations allow, and nothing else."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from runql._arguments import check_arguments
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Word(StrEnum):
    """A word as an enum of strings."""

    ONE = "one"


class Owner:
    """A class with methods of every kind of parameter."""

    def texts(self, name: str, label: str | None = None, /) -> None: ...
    def numbers(self, count: int | None = None, *, seconds: float = 1.0) -> None: ...
    def switch(self, on: bool) -> None: ...
    def place(self, to: str | Path) -> None: ...
    def many(self, keys: Sequence[str] | None, more: Iterable[str] = ()) -> None: ...
    def rest(self, *keys: str, config: type[Any] | None = None) -> None: ...
    def other(self, choice: Word | Mapping[str, int] | str) -> None: ...


def checked(method: str, *args: object, **options: object) -> None:
    check_arguments(getattr(Owner, method), args, options)


@pytest.mark.parametrize(
    ("method", "args", "options"),
    [
        ("texts", (Word.ONE, None), {}),
        ("texts", ("é\U0001f600",), {}),
        ("numbers", (np.int64(3),), {"seconds": np.float32(0.5)}),
        ("numbers", (), {"seconds": math.inf}),
        ("switch", (np.True_,), {}),
        ("switch", (1,), {}),
        ("place", (Path("a"),), {}),
        ("place", ("caf\udce9",), {}),  # a file name in Latin-1, as Python gives it
        ("many", (["a"], {"b"}), {}),
        ("many", (pd.Index(["a"]).tolist(),), {"more": (each for each in "ab")}),
        ("rest", ("a", "b"), {"config": dict[str, int]}),
        ("other", (7,), {}),  # the method knows its own types
        ("texts", ("a", "b", "c"), {}),  # Python refuses these itself
        ("texts", (), {"nmae": 1}),
    ],
)
def test_values_of_the_right_types(
    method: str, args: tuple[object, ...], options: dict[str, object]
) -> None:
    checked(method, *args, **options)


@pytest.mark.parametrize(
    ("method", "args", "options", "said"),
    [
        ("texts", (b"a",), {}, r"^name must be a string, got b'a'\.$"),
        ("texts", ("a", 5), {}, r"^label must be a string or None, got 5\.$"),
        ("texts", ("\ud800",), {}, r"^name contains half of a surrogate pair: '\\ud800'\."),
        ("numbers", (1.5,), {}, r"^count must be an integer or None, got 1\.5\.$"),
        ("numbers", (), {"seconds": math.nan}, r"^seconds must be a finite or infinite number, got nan"),
        ("numbers", (), {"seconds": 10**400}, r"^seconds must be a .* number, got 1000.*…\.$"),
        ("switch", ("yes",), {}, r"^on must be True or False, got 'yes'\.$"),
        ("place", (5,), {}, r"^to must be a string or a path, got 5\.$"),
        ("place", ("\ud800",), {}, r"^to contains half of a surrogate pair"),
        ("many", (5,), {}, r"^keys must be a list or None, got 5\.$"),
        ("many", (np.array(["a"]),), {}, r"^keys must be a list or None"),
        ("many", (["\ud800"],), {}, r"^keys contains half of a surrogate pair"),
        ("rest", ("a", None), {}, r"^keys must be a string, got None\.$"),
        ("rest", (), {"config": "x"}, r"^config must be a class or None, got 'x'\.$"),
        ("other", ("\ud800",), {}, r"^choice contains half"),
    ],
)  # fmt: skip
def test_values_of_wrong_types(
    method: str, args: tuple[object, ...], options: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        checked(method, *args, **options)
