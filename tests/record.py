"""Record the cassettes anew: `make record`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from runql.testing import Sandbox

HERE = Path(__file__).parent


def main() -> int:
    """Log the data set with the official SDK, and run the asynchronous tests against the sandbox."""
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as scratch:
        user = sandbox.create_user("entity")
        official = {
            **os.environ,
            **sandbox.environment(user),
            "WANDB_DIR": scratch,
            "WANDB_CACHE_DIR": scratch,
            "WANDB_CONFIG_DIR": scratch,
            "WANDB_DATA_DIR": scratch,
            "WANDB_ERROR_REPORTING": "false",
        }
        subprocess.run([sys.executable, str(HERE / "official_data.py")], env=official, check=True)
        recording = {
            **os.environ,
            "RUNQL_RECORD_URL": sandbox.base_url,
            "RUNQL_RECORD_KEY": user.api_key,
        }
        command = [sys.executable, "-m", "pytest", "-q", str(HERE / "_async"), *sys.argv[1:]]
        return subprocess.run(command, env=recording, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
