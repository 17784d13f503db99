"""`python -m runql_sandbox` is `runql sandbox`."""

from __future__ import annotations

from runql_sandbox.commands import sandbox_app

if __name__ == "__main__":
    sandbox_app(prog_name="runql sandbox")
