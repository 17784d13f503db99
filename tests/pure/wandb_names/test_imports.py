"""Imports of wandb's names from runql work with a warning, or raise an error that names the replacement."""

from __future__ import annotations

import subprocess
import sys

import pytest

import runql
from runql import Api


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("from runql.apis.public import RunQueue", "Launch"),
        ("from runql import RunQueue", "Launch"),
        ("from runql.apis.public import QueryGenerator", "runql.filters.ui"),
        ("from runql.util import generate_id", "internal"),
        ("from runql import Table", "runql.media.Table"),
        ("from runql import init", "import wandb"),
        ("from runql.sdk import wandb_run", "wandb"),
    ],
)
def test_an_import_of_wandb_says_what_to_import(line: str, hint: str) -> None:
    with pytest.raises(ImportError, match="runql") as caught:
        exec(line, {})
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    "line", ["import runql.nothing_of_the_kind", "import runql.apis.nothing_of_the_kind"]
)
def test_other_imports_fail_as_usual(line: str) -> None:
    with pytest.raises(ModuleNotFoundError, match="No module named"):
        exec(line, {})


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("from runql.apis.public import Api", "Api", Api),
        ("from runql.apis.public import BetaReport as Report", "Report", runql.Report),
        ("from runql.apis.public.runs import Run", "Run", runql.Run),
        ("from runql.apis import PublicApi", "PublicApi", Api),
        ("from runql import CommError", "CommError", runql.errors.RunQLError),
    ],
)
def test_an_import_of_wandb_works_with_a_warning(line: str, name: str, value: object) -> None:
    scope: dict[str, object] = {}
    with pytest.warns(DeprecationWarning, match="is a name of wandb") as caught:
        exec(compile(line, "script.py", "exec"), scope)
    assert scope[name] is value
    assert {warning.filename for warning in caught} == {"script.py"}


def test_a_login_chooses_the_key_and_server_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANDB_API_KEY", "0" * 40)
    monkeypatch.setenv("WANDB_BASE_URL", "https://example.org")
    with pytest.warns(DeprecationWarning, match="runql.login"):
        assert runql.login(key="1" * 40, host="https://example.com/")  # type: ignore[attr-defined]
    settings = Api().settings
    assert (settings.api_key, settings.base_url) == ("1" * 40, "https://example.com")
    with (
        pytest.warns(DeprecationWarning, match="runql.login"),
        pytest.raises(runql.errors.ConfigurationError),
    ):
        runql.login(key="short")  # type: ignore[attr-defined]
    assert Api().settings.api_key == "1" * 40


def test_the_table_loads_when_a_name_is_missing() -> None:
    look = (
        "import sys, runql; runql.Api; runql.Run; "
        "print([name for name in sys.modules if name.startswith('runql._wandb_names.nouns')])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_errors_of_wandb_are_those_of_runql() -> None:
    with pytest.warns(DeprecationWarning, match="RunQLError"):
        assert runql.errors.CommError is runql.errors.RunQLError  # type: ignore[attr-defined]
