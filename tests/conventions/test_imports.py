"""`import runql` builds nothing that is not used."""

from __future__ import annotations

import json
import subprocess
import sys

PROBE = """
import json, sys
import runql
from runql.filters import F
str((F.config["lr"] > 1) & (F.state == "finished"))
api = runql.Api("x" * 40)
api.runs("e/p", {"state": "finished"})
print(json.dumps(sorted(sys.modules)))
"""

HEAVY = ("httpx", "pydantic", "pandas", "polars", "pyarrow", "wandb", "runql_sandbox", "asyncio")


def test_import_and_setting_up_load_neither_httpx_nor_pydantic() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    modules = set(json.loads(done.stdout))
    assert not modules & {name for name in HEAVY if name != "asyncio"}
    assert not {name for name in modules if name.startswith("runql_graphql.list_")}


READING = """
import json, sys
from runql_graphql.ops.runs.base import LIST_RUNS
LIST_RUNS.result_type()
print(json.dumps(sorted(name for name in sys.modules if name.startswith("runql_graphql.fragments."))))
"""


def test_a_response_loads_the_fragments_that_it_needs() -> None:
    done = subprocess.run([sys.executable, "-c", READING], capture_output=True, check=True)
    modules = {name.removeprefix("runql_graphql.fragments.") for name in json.loads(done.stdout)}
    assert modules == {"_shared", "accounts", "accounts.users", "runs", "runs.base"}


STARTING = """
import json, sys
import runql
runql.Api("x" * 40)
print(json.dumps(sorted(sys.modules)))
"""

OF_RESOURCES = (
    "runql._models.accounts",
    "runql._models.integrations",
    "runql._models.registries",
    "runql._models.runs",
    "runql._models.server",
    "runql.filters",
    "runql_graphql.client",
)


def test_a_client_loads_no_noun_before_it_is_used() -> None:
    done = subprocess.run([sys.executable, "-c", STARTING], capture_output=True, check=True)
    modules: list[str] = json.loads(done.stdout)
    assert not [name for name in modules if name.startswith(OF_RESOURCES)]
