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
