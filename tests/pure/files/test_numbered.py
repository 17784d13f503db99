"""The newest of numbered files: which number counts, and what is refused because it is not clear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._models.files.numbered import NumberedNames
from runql.errors import NotFoundError, UsageError


def latest(names: list[str], pattern: str | None = None) -> str:
    return NumberedNames(pattern).latest(names)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["config.yaml", "model-200.pt", "model-1000.pt", "model-999.pt"], "model-1000.pt"),
        (["checkpoint-9/model.bin", "checkpoint-10/model.bin"], "checkpoint-10/model.bin"),
        (["resnet50-epoch-9.pt", "resnet50-epoch-11.pt"], "resnet50-epoch-11.pt"),
        (["epoch=3-step=900.ckpt", "epoch=4-step=1200.ckpt", "epoch=3-step=1000.ckpt"], "epoch=4-step=1200.ckpt"),
        (["model-7.pt"], "model-7.pt"),
        (["step00010.pt", "step00009.pt"], "step00010.pt"),
    ],
    ids=["numbers", "folders", "a constant number", "two numbers", "one file", "zeros"],
)  # fmt: skip
def test_the_greatest_number_is_the_newest(names: list[str], expected: str) -> None:
    assert latest(names) == expected
    assert latest(names[::-1]) == expected


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["model-1.pt", "optim-2.pt"], r"2 series of numbered files: model-\*\.pt, optim-\*\.pt"),
        (["epoch=3-loss=5.ckpt", "epoch=4-loss=2.ckpt"], "numbers in 'epoch=3-loss=5.ckpt' are ambiguous"),
        (["model-010.pt", "model-10.pt"], "2 files have the greatest number: model-010.pt, model-10.pt"),
        (["model-00001-of-00002.bin", "model-00002-of-00002.bin", "a-1.bin", "b-1.bin"], "2 series"),
        (["1/model-00001-of-00002.bin", "1/model-00002-of-00002.bin"], "2 series"),
    ],
    ids=["families", "numbers that disagree", "equal numbers", "parts and families", "parts in a folder"],
)  # fmt: skip
def test_what_is_not_clear_is_refused(names: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        latest(names)


def test_the_hint_of_a_refusal_works() -> None:
    names = ["model-1.pt", "model-2.pt", "optim-9.pt"]
    with pytest.raises(UsageError) as raised:
        latest(names)
    assert "latest_by_number('model-{number}.pt')" in (raised.value.hint or "")
    assert latest(names, "model-{number}.pt") == "model-2.pt"
    names = ["epoch=3-loss=5.ckpt", "epoch=4-loss=2.ckpt"]
    with pytest.raises(UsageError) as raised:
        latest(names)
    assert "'epoch={number}-loss=*.ckpt'" in (raised.value.hint or "")
    assert latest(names, "epoch={number}-loss=*.ckpt") == "epoch=4-loss=2.ckpt"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("model-{number}.pt", "b/model-12.pt"),
        ("*{number}.pt", "x100.pt"),
        ("a/model-{number}.pt", "a/model-9.pt"),
        ("**/[mx]*{number}.pt", "x100.pt"),
    ],
)
def test_a_pattern_says_where_the_number_is(pattern: str, expected: str) -> None:
    names = ["a/model-9.pt", "b/model-12.pt", "x100.pt", "y100.bin"]
    assert latest(names, pattern) == expected


def test_all_digits_are_the_number() -> None:
    assert latest(["m19.pt", "m8.pt"], "*{number}.pt") == "m19.pt"


def test_equal_numbers_of_two_folders_are_refused() -> None:
    with pytest.raises(UsageError, match="2 files have the greatest number"):
        latest(["a/m-1.pt", "b/m-1.pt"], "m-{number}.pt")


@pytest.mark.parametrize("pattern", ["model-*.pt", "{number}-{number}.pt", "", "model-{n}.pt"])
def test_a_pattern_has_one_number(pattern: str) -> None:
    with pytest.raises(UsageError, match="number"):
        NumberedNames(pattern)


def test_nothing_numbered_is_an_error() -> None:
    with pytest.raises(NotFoundError, match="No file of the list has a number"):
        latest(["config.yaml"])
    with pytest.raises(NotFoundError, match="No file matches 'm-") as raised:
        latest(["model-1.pt"], "m-{number}.pt")
    assert "model-1.pt" in (raised.value.hint or "")
    with pytest.raises(NotFoundError) as raised:
        latest([])
    assert "empty" in (raised.value.hint or "")


@given(st.lists(st.integers(0, 10**30), min_size=1, unique=True))
def test_numbers_of_any_size(numbers: list[int]) -> None:
    names = [f"model-{number}.pt" for number in numbers]
    assert latest(names) == latest(names, "model-{number}.pt") == f"model-{max(numbers)}.pt"
