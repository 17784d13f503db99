"""Execute the notebooks of examples/notebooks on the demo, and write them to docs/tutorials: `make tutorials`."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

from runql.testing import Sandbox

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "examples" / "notebooks"
PAGES = ROOT / "docs" / "tutorials"
ASSETS = ROOT / "docs" / "assets"
HIDDEN = {"tags": ["remove-cell"]}


def execute(source: Path, folder: Path) -> nbformat.NotebookNode:
    """Run every cell of a notebook in a folder; an exception in one ends the run."""
    notebook = jupytext.read(source)
    cells: list[nbformat.NotebookNode] = []
    for cell in notebook.cells:
        cells.append(cell)
        if cell.source.startswith("!"):
            cells.append(nbformat.v4.new_code_cell("assert _exit_code == 0", metadata=HIDDEN))
    notebook.cells = cells
    known: set[Path] = set()

    def note_charts(cell: nbformat.NotebookNode, **_event: object) -> None:
        charts = set(folder.glob("*.svg")) - known
        known.update(charts)
        cell.metadata["charts"] = sorted(path.name for path in charts)

    client = NotebookClient(
        notebook,
        timeout=120,
        startup_timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        on_cell_executed=note_charts,
    )
    client.execute()
    return notebook


def page(notebook: nbformat.NotebookNode, source: Path) -> str:
    """Return a notebook with its outputs as Markdown."""
    parts = [f"<!-- Executed from examples/notebooks/{source.name} by `make tutorials`. -->"]
    for cell in notebook.cells:
        if cell.metadata.get("tags") == HIDDEN["tags"]:
            continue
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            continue
        printed = "\n".join(text for output in joined(cell.outputs) if (text := text_of(output)))
        printed = printed.replace("\r\n", "\n")  # commands write to a terminal
        if cell.source.startswith("!"):
            command = cell.source.removeprefix("!")
            parts.append(f"```console\n$ {command}\n{printed}\n```")
            continue
        parts.append(f"```python\n{cell.source}\n```")
        if printed:
            parts.append(f"```text\n{printed}\n```")
        for chart in cell.metadata.get("charts", []):
            name = f"tutorial-{name_of(source)}-{chart}"
            parts.append(f"![Chart {chart.removesuffix('.svg')}](../assets/{name})")
    return "\n\n".join(parts) + "\n"


def joined(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Return the outputs of a cell with what it printed in one piece, however many it came in."""
    found: list[nbformat.NotebookNode] = []
    for each in outputs:
        last = found[-1] if found else None
        if (
            last is not None
            and each.output_type == last.output_type == "stream"
            and each.name == last.name
        ):
            last.text += each.text
        else:
            found.append(each)
    return found


def text_of(output: nbformat.NotebookNode) -> str:
    """Return an output as text: without progress bars, and without the times that pytest prints."""
    if output.output_type == "stream":
        text = "" if output.name == "stderr" else str(output.text)
    else:
        text = str(output.data.get("text/plain", ""))
    return re.sub(r" in \d+\.\d+s", " in …s", text).rstrip()


def name_of(source: Path) -> str:
    """Return the name of a tutorial's page."""
    return source.stem.replace("_", "-")


def write(source: Path, pages: Path, assets: Path) -> None:
    """Execute one notebook on a fresh demo, and write its page and its charts."""
    with Sandbox(demo=True) as sandbox, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"WANDB_BASE_URL": sandbox.base_url, "WANDB_API_KEY": sandbox.api_key}
        text = page(execute(source, Path(folder)), source).replace(
            sandbox.base_url, "http://127.0.0.1:8080"
        )
        (pages / f"{name_of(source)}.md").write_text(text, encoding="utf-8")
        for chart in Path(folder).glob("*.svg"):
            shutil.copy(chart, assets / f"tutorial-{name_of(source)}-{chart.name}")


def main() -> int:
    """Write all tutorials, or with `--check` compare them with what is committed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="notebooks; all if none is named")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if an output changed"
    )
    options = parser.parse_args()
    os.environ.pop("WANDB_ENTITY", None)
    # Progress bars show other figures each time.
    os.environ["TQDM_DISABLE"] = "1"
    # Plugins of this environment that readers do not have.
    os.environ["PYTEST_ADDOPTS"] = "-p no:asyncio -p no:cacheprovider --color=no"
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    sources = [
        path
        for path in sorted(SOURCES.glob("*.py"))
        if not options.names or path.stem in options.names
    ]
    with tempfile.TemporaryDirectory() as scratch:
        pages, assets = (Path(scratch), Path(scratch)) if options.check else (PAGES, ASSETS)
        for source in sources:
            write(source, pages, assets)
            print(name_of(source))
        if not options.check:
            return 0
        changed = [
            source.name
            for source in sources
            if (pages / f"{name_of(source)}.md").read_text()
            != (PAGES / f"{name_of(source)}.md").read_text()
        ]
    if changed:
        print(
            f"These print something else than docs/tutorials shows; run `make tutorials`: {changed}"
        )
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
