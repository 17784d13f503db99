"""Names that scripts guess raise errors with the name to use, and that name exists."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

import pytest

import runql
import runql.filters
from runql import Api, F, reports
from runql._async.analysis.runs import AsyncRunGroups
from runql._expected_names.lookup import expected_name
from runql._expected_names.table import EXPECTED
from runql._models.analysis.curve_table import Curves
from runql._models.analysis.group_table import GroupTable
from runql._paging.pages import Page
from runql._plots.chart import Chart
from runql._sync.analysis.runs import RunGroups
from runql._sync.sweeps.run_list import SweepRunList
from runql._wandb_names.table import entry_of
from runql.errors import UsageError
from tests.pure.wandb_names.test_table import has

if TYPE_CHECKING:
    from collections.abc import Callable

CLASSES: Final[dict[str, type[object]]] = {
    "Api": Api,
    "Artifact": runql.LoggedArtifact,
    "ArtifactCollection": runql.ArtifactCollection,
    "ArtifactFile": runql.ArtifactFile,
    "Chart": Chart,
    "Curves": Curves,
    "DocumentField": runql.filters.DocumentField,
    "ExportReport": runql.ExportReport,
    "Field": runql.filters.TextField,
    "FieldNamespace": type(F),
    "GroupTable": GroupTable,
    "Lister": runql.Sweeps,
    "LogLine": runql.LogLine,
    "Project": runql.Project,
    "Registry": runql.Registry,
    "Report": runql.Report,
    "Run": runql.Run,
    "RunGroups": RunGroups,
    "Runs": runql.Runs,
    "Sweep": runql.Sweep,
    "SweepRunList": SweepRunList,
}
VARIABLES: Final[dict[str, type[object]]] = {
    "api": Api,
    "artifact": runql.LoggedArtifact,
    "chart": Chart,
    "collection": runql.ArtifactCollection,
    "file": runql.ArtifactFile,
    "line": runql.LogLine,
    "project": runql.Project,
    "registry": runql.Registry,
    "report": runql.Report,
    "run": runql.Run,
    "runs": runql.Runs,
    "sweep": runql.Sweep,
}
GUESSES: Final = [
    (kind, name, sentence)
    for kind, rows in EXPECTED.items()
    for names, sentence in rows.items()
    for name in names.split()
    if name != "*"
]


def shown(guess: tuple[str, str, str]) -> str:
    return f"{guess[0]}.{guess[1]}"


@pytest.mark.parametrize("guess", GUESSES, ids=shown)
def test_a_guess_is_no_name_of_runql_or_wandb(guess: tuple[str, str, str]) -> None:
    kind, name, sentence = guess
    assert not has(CLASSES[kind], name)
    assert entry_of(CLASSES[kind], name) is None
    assert expected_name(CLASSES[kind], name) == sentence


@pytest.mark.parametrize("guess", GUESSES, ids=shown)
def test_a_sentence_names_members_that_exist(guess: tuple[str, str, str]) -> None:
    kind, _, sentence = guess
    assert sentence.endswith(".")
    for variable, member in re.findall(r"\b([a-z]+)\.(\w+)", sentence):
        owner = CLASSES[kind] if kind == "ExportReport" else VARIABLES.get(variable)
        if owner is not None and variable != "pandas" and member not in {"svg", "html"}:
            assert has(owner, member), sentence
    for member in re.findall(r"(?:^Use |or )\.?([a-z_]+)\(\)", sentence):
        assert member in {"len", "list"} or has(CLASSES[kind], member), sentence
    for member in re.findall(r"\bF\.(\w+)", sentence):
        assert hasattr(F, member), sentence


def test_names_are_declared_once_per_class() -> None:
    seen = [guess[:2] for guess in GUESSES]
    assert len(seen) == len(set(seen))
    assert EXPECTED.keys() == CLASSES.keys()


def test_async_classes_have_the_same_hints() -> None:
    assert expected_name(AsyncRunGroups, "agg") == expected_name(RunGroups, "agg") != ""
    assert expected_name(runql.AsyncRuns, "head") == expected_name(runql.Runs, "head") != ""


SAID: Final[dict[str, tuple[Callable[[Any], object], str]]] = {
    "a verb": (lambda api: api.get_runs, "Use .runs()."),
    "a verb of a property": (lambda api: api.get_viewer, "Use .viewer."),
    "another case": (lambda api: api.defaultEntity, "Use .default_entity."),
    "a list": (lambda api: api.runs("e/p").sort_values, 'order="-summary_metrics.accuracy"'),
    "a metric": (lambda _: F.accuracy, 'F.summary["accuracy"]'),  # type: ignore[attr-defined]
    "a key": (lambda _: F.config.lr, 'Use brackets: ["lr"].'),  # type: ignore[attr-defined]
    "an operator": (lambda _: F.state.isin, "Use .in_([...])."),  # type: ignore[attr-defined]
    "a report": (lambda _: reports.Report, "api.create_report"),  # type: ignore[attr-defined]
    "an error": (lambda _: runql.NotFoundError, "from runql.errors import NotFoundError"),  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("name", SAID)
def test_an_unknown_name_says_what_to_use(name: str) -> None:
    attempt, sentence = SAID[name]
    with pytest.raises(AttributeError) as caught:
        attempt(Api("k" * 40, base_url="http://localhost:1"))
    assert sentence in str(caught.value)


@pytest.mark.parametrize("name", ["nothing_like_it", "_private", "__dunder__", "getRuns"])
def test_other_names_fail_as_usual(name: str) -> None:
    for owner in (Api("k" * 40, base_url="http://localhost:1"), F.state):
        with pytest.raises(AttributeError, match=f"has no attribute '{name}'$"):
            getattr(owner, name)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("from runql import NotFoundError", "Use `from runql.errors import NotFoundError`."),
        ("from runql import LinePlot", "Use `from runql.reports import LinePlot`."),
        ("from runql import Sandbox", "Use `from runql.testing import Sandbox`."),
        ("from runql import Client", "Use `from runql import Api`."),
    ],
)
def test_an_import_from_the_wrong_module_names_the_right_one(line: str, hint: str) -> None:
    with pytest.raises(ImportError) as caught:
        exec(line, {})
    assert hint in str(caught.value)


def test_a_page_is_not_taken_for_the_list() -> None:
    page: Any = Page(("a", "b"), None)
    with pytest.raises(TypeError, match=r"page\.items"):
        list(page)
    with pytest.raises(TypeError, match="without await"):
        aiter(page)
    assert page == Page(("a", "b"), None)


AWAITED: Final[dict[str, tuple[Callable[[Any], object], str]]] = {
    "length": (len, "await runs.total()"),
    "truth": (bool, "await runs.total()"),
    "loop": (list, "async for"),
    "index": (lambda runs: runs[0], "await runs.first()"),
    "slice": (lambda runs: runs[:3], "await runs.first()"),
    "member": (lambda runs: 1 in runs, "await runs.all()"),
}


@pytest.mark.parametrize("name", AWAITED)
def test_an_async_list_says_what_to_await(name: str) -> None:
    attempt, sentence = AWAITED[name]
    runs = runql.AsyncApi("k" * 40, base_url="http://localhost:1").runs("e/p")
    with pytest.raises(TypeError, match="'AsyncRuns' object") as caught:
        attempt(runs)
    assert sentence in str(caught.value)


def test_groups_check_their_arguments() -> None:
    runs = Api("k" * 40, base_url="http://localhost:1").runs("e/p")
    with pytest.raises(UsageError, match="aggregates must be a dict, got 'accuracy'"):
        runs.group_by("config.lr").aggregate("accuracy")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"one by one: \*\['config.lr'\]"):
        runs.group_by(["config.lr"])  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="Did you mean 'max'"):
        runs.best("accuracy", mode="maximize")  # type: ignore[arg-type]


def test_the_table_loads_when_a_name_is_missing() -> None:
    look = (
        "import sys, runql; runql.Api; runql.F.state == 'finished'; "
        "print('runql._expected_names.table' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_hints_of_modules_load_no_other_module() -> None:
    look = (
        "import sys, runql; from runql import plots, media; hasattr(runql, 'LinePlot'); hasattr(runql, 'Foo'); "
        "print(sorted({'altair', 'numpy', 'pytest', 'ray', 'runql.ray', 'runql.reports', 'runql.testing'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
