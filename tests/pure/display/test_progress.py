"""Bars of long work: on a terminal and in notebooks, nowhere else."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from runql._display.notebooks import in_notebook
from runql._transfer._engine import progress
from runql._transfer._engine.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Pretend that code runs in IPython, with a kernel or on a terminal."""

    def pretend(has_kernel: bool) -> None:
        ipython = ModuleType("IPython")
        shell = SimpleNamespace(kernel=object()) if has_kernel else SimpleNamespace()
        ipython.get_ipython = lambda: shell  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "IPython", ipython)
        found = importlib.util.find_spec

        def without_widgets(name: str) -> object:
            return None if name == "ipywidgets" else found(name)

        monkeypatch.setattr(importlib.util, "find_spec", without_widgets)

    return pretend


def test_only_a_kernel_is_a_notebook(
    notebook: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    assert not in_notebook()
    notebook(False)
    assert not in_notebook()
    notebook(True)
    assert in_notebook()


def test_scripts_whose_output_goes_to_a_file_show_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    for bar in (Progress(None, 3, "3 files"), Progress.of_reading(3, "Runs")):
        with bar:
            bar.add(3)
    assert capsys.readouterr() == ("", "")


def test_a_notebook_shows_a_bar_in_its_output_and_not_in_red(
    notebook: Callable[[bool], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    notebook(True)
    monkeypatch.setattr(progress, "_NOTEBOOK_DELAY", 0.0)
    for bar in (Progress(None, 3, "3 files"), Progress.of_reading(None, "Runs")):
        with bar:
            bar.expect(3)
            bar.add(3)
    shown = capsys.readouterr()
    assert "3 files" in shown.out
    assert "Runs" in shown.out
    assert shown.err == ""


def test_what_is_over_at_once_leaves_no_trace(
    notebook: Callable[[bool], None], capsys: pytest.CaptureFixture[str]
) -> None:
    notebook(True)
    with Progress.of_reading(3, "Runs") as bar:
        bar.add(3)
    assert capsys.readouterr().out.strip() == ""


def test_a_bar_that_is_asked_for_shows_at_once_and_one_that_is_refused_never(
    notebook: Callable[[bool], None], capsys: pytest.CaptureFixture[str]
) -> None:
    notebook(True)
    with Progress(True, 3, "asked"), Progress(False, 3, "refused"):
        pass
    shown = capsys.readouterr().out
    assert "asked" in shown
    assert "refused" not in shown
