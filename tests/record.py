"""Record cassettes again: `make record`, or `python -m tests.record NAME…` for those of some test files.

`tests/official/NAME.py` logs the data for `tests/_async/test_NAME.py` in a separate project; test files without such a
program read the data of all others.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from runql.testing import Sandbox
from tests.official_environment import official_environment

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    """Log the data sets with the official SDK, and run the asynchronous tests against the sandbox."""
    official_data = sorted((HERE / "official").glob("[a-z]*.py"))
    # Other data sets are read by the conformance tests alone; one of them ends by killing itself.
    known = {
        path.stem: path
        for path in official_data
        if (HERE / "_async" / f"test_{path.stem}.py").is_file()
    }
    scripts = [known[name] for name in names if name in known] or list(known.values())
    tests = [HERE / "_async" / f"test_{name}.py" for name in names] or [HERE / "_async"]
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as scratch:
        user = sandbox.create_user("entity")
        official = official_environment(sandbox, user, scratch)
        for script in scripts:
            subprocess.run([sys.executable, str(script)], env=official, check=True)
        recording = {
            **os.environ,
            "RUNQL_RECORD_URL": sandbox.base_url,
            "RUNQL_RECORD_KEY": user.api_key,
        }
        command = [sys.executable, "-m", "pytest", "-q", *map(str, tests)]
        return subprocess.run(command, env=recording, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
