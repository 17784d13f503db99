"""The wheel with each extra alone, in environments of their own: `python -m tests.extras dist`.

Each program uses what the extra adds, on the demo that this process serves.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from runql.testing import Sandbox

CLIENT = 'from runql import Api; api = Api(); run = api.run("sandbox/mnist/demo0021"); '
TABLE = 'api.runs("sandbox/mnist", limit=2)'

PROGRAMS = {
    "": CLIENT + 'assert len(run.history(format="records")) == 200',
    "analysis": CLIENT + 'assert len(api.runs("sandbox/mnist").parameter_importance("accuracy"))',
    "arrow": CLIENT + f"assert {TABLE}.to_arrow().num_rows == 2",
    "artifacts": CLIENT
    + 'assert api.artifact("sandbox/mnist/model:best").download("model").is_dir()',
    "fsspec": "import fsspec; from runql import Artifact; Path = __import__('pathlib').Path; Path('f').write_text('x'); "
    "Artifact('a', type='t').add_reference(Path('f').resolve().as_uri())",
    "networkx": CLIENT
    + 'assert len(api.artifact("sandbox/vision/classifier:v1").lineage_graph().to_networkx())',
    "pandas": CLIENT + f"assert len({TABLE}.to_pandas()) == len({TABLE}.to_arrow()) == 2",
    "plots": CLIENT + f'assert {TABLE}.scatter("config.learning_rate", "summary.loss")',
    "polars": CLIENT + f"assert len({TABLE}.to_polars()) == 2",
    "duckdb": CLIENT + 'assert api.export("sandbox/mnist", "x.duckdb", format="duckdb").rows',
    "cli": "import subprocess, sys; subprocess.run([sys.executable, '-m', 'runql', 'runs', 'list', 'sandbox/mnist'], check=True)",
    "codegen": "import subprocess, sys; subprocess.run([sys.executable, '-m', 'runql', 'codegen', '--help'], check=True)",
    "mcp": "import subprocess, sys; subprocess.run([sys.executable, '-m', 'runql', 'mcp', '--help'], check=True)",
    "migrate": "import pathlib, subprocess, sys; pathlib.Path('s.py').write_text('import wandb\\napi = wandb.Api()\\n'); "
    "subprocess.run([sys.executable, '-m', 'runql', 'migrate', 's.py'], check=True)",
    "models": "import subprocess, sys; subprocess.run([sys.executable, '-m', 'runql', 'models', 'sandbox/mnist'], check=True)",
    "progress": CLIENT
    + 'api.artifact("sandbox/mnist/model:best").download("model", progress=True)',
    "reports": CLIENT
    + 'from runql.reports import MarkdownBlock; blocks = [MarkdownBlock("**bold** text")]; '
    'assert api.create_report("sandbox/mnist", "Extra", blocks).to_markdown()',
    "sandbox": "from runql.testing import Sandbox\nwith Sandbox('data', demo=True) as sandbox: assert sandbox.base_url",
    "socks": "from runql import Api, Settings, errors\n"
    "try: Api(settings=Settings.resolve(proxy='socks5://127.0.0.1:9', retry=None or __import__('runql').RetryPolicy(max_attempts=1))).viewer\n"
    "except errors.ConnectError: pass\nelse: raise AssertionError",
    "sweeps": CLIENT + 'assert api.sweeps("sandbox/mnist")[0].config.parameters',
}
# Their features need a cloud or a cluster: importing what they bring is what can be seen here.
IMPORTS = {"azure": "adlfs", "gs": "gcsfs", "ray": "runql.ray", "s3": "s3fs"}


def main(folder: Path) -> int:
    """Try every extra, print what failed, and return the exit code."""
    wheel = next(folder.glob("*.whl")).resolve()
    programs = PROGRAMS | {name: f"import {module}" for name, module in IMPORTS.items()}
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as root, Sandbox(Path(root) / "data", demo=True) as sandbox:
        environment = {**os.environ, **sandbox.environment()}
        for extra, program in programs.items():
            place = Path(root) / (extra or "none")
            python = place / "venv" / "bin" / "python"
            place.mkdir()
            requirement = f"{wheel}[{extra}]" if extra else str(wheel)
            steps = (
                ["uv", "venv", "--quiet", "--python", sys.executable, str(python.parents[1])],
                ["uv", "pip", "install", "--quiet", "--python", str(python), requirement],
                [str(python), "-c", program],
            )
            for step in steps:
                done = subprocess.run(
                    step, cwd=place, env=environment, capture_output=True, text=True, check=False
                )
                if done.returncode:
                    failed.append(extra)
                    print(f"{extra or 'no extra'}: {step[-1]}\n{done.stderr[-800:]}", flush=True)
                    break
            else:
                print(f"{extra or 'no extra'}: works", flush=True)
    print(f"{len(programs) - len(failed)} of {len(programs)} work")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
