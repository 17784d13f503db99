"""What a start loads: libraries that a server may never need come later."""

from __future__ import annotations

import subprocess
import sys

LATER = (
    "httpx",
    "jinja2",
    "numpy",
    "pandas",
    "pyarrow",
    "runql",
    "runql_sandbox.demo",
    "runql_sandbox.pages",
)


def test_a_start_loads_no_library_of_pages_exports_and_webhooks() -> None:
    script = """
import sys, tempfile
from pathlib import Path
from runql_sandbox.commands import sandbox_app
from runql_sandbox.store.data_folder import Store
from runql_sandbox.web import serving
from runql_sandbox.web.app import create_app
with tempfile.TemporaryDirectory() as folder:
    store = Store(Path(folder))
    store.first_user()
    create_app(store, "http://sandbox.test")
    store.close()
print(*sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    assert not set(LATER) & set(ran.stdout.split())
