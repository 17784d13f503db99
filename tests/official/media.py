"""Runs with tables and media of every kind, logged by the official SDK: run this file with its variables set.

`WANDB_BASE_URL`, `WANDB_API_KEY` and `WANDB_ENTITY` say where to. Everything is made of fixed numbers, so that
tests can name what they mean.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import wave
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import plotly.graph_objects as go  # type: ignore[import-untyped]
import wandb
from wandb.sdk.data_types.trace_tree import Span, WBTraceTree

PROJECT = "media"

ROWS = [["cat", 0.25, 1, True], ["dog", 0.5, 2, None], ["eel", 0.75, 3, False]]
HTML = "<h1>Hello</h1>"
POINTS = [[0, 0, 0], [0, 1, 0], [1, 1, 1]]
MOLECULE = "ATOM      1  N   GLY A   1       0.000   0.000   0.000\nEND\n"
LABELS = {0: "background", 1: "cat"}


def start(run_id: str, **arguments: Any) -> wandb.Run:
    settings = wandb.Settings(
        console="off",
        silent=True,
        x_disable_stats=True,
        disable_git=True,
        disable_code=True,
        disable_job_creation=True,
        save_code=False,
    )
    return wandb.init(project=PROJECT, id=run_id, settings=settings, **arguments)


def pixels(shade: int, width: int = 8, height: int = 4) -> np.ndarray[Any, Any]:
    return np.full((height, width, 3), shade, dtype=np.uint8)


def image(shade: int) -> wandb.Image:
    mask = {"mask_data": np.eye(4, 8, dtype=np.uint8), "class_labels": LABELS}
    box = {
        "position": {"minX": 0.1, "maxX": 0.4, "minY": 0.2, "maxY": 0.6},
        "class_id": 1,
        "box_caption": "a cat",
        "scores": {"sure": 0.9},
    }
    return wandb.Image(
        pixels(shade),
        caption=f"shade {shade}",
        masks={"truth": mask},
        boxes={"guess": {"box_data": [box], "class_labels": LABELS}},
    )


def tone() -> bytes:
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(1600))
    return content.getvalue()


def log_images() -> None:
    """Single images, pairs of images, and nested images, next to numbers."""
    run = start("pictures")
    for step in range(3):
        run.log({"image": image(40 * step), "loss": 1 / (step + 1)})
    run.log({"pair": [wandb.Image(pixels(10), caption="left"), wandb.Image(pixels(20))]})
    run.log({"nested": {"image": wandb.Image(pixels(30)), "number": 1}})
    run.log({"loss": 0.1})
    run.finish()


def log_media() -> None:
    """One of everything else that is a file."""
    run = start("media")
    with TemporaryDirectory() as scratch:
        sound, film, molecule = (Path(scratch, n) for n in ("tone.wav", "film.mp4", "gly.pdb"))
        sound.write_bytes(tone())
        film.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(100))
        molecule.write_text(MOLECULE)
        graph = wandb.Graph()
        graph.add_node(id="in", name="input", class_name="Input")
        graph.add_node(id="out", name="dense", class_name="Dense")
        graph.add_edge(graph["in"], graph["out"])
        run.log(
            {
                "audio": wandb.Audio(str(sound), caption="a tone"),
                "html": wandb.Html(HTML, inject=False),
                "pages": [wandb.Html("<p>1</p>", inject=False), wandb.Html("<p>2</p>")],
                "video": wandb.Video(str(film), caption="a film", format="mp4"),
                "videos": [wandb.Video(str(film), caption="again", format="mp4")] * 2,
                "plot": wandb.Plotly(go.Figure(go.Bar(y=[2, 1, 3]))),
                "points": wandb.Object3D(np.array(POINTS)),
                "clouds": [wandb.Object3D(np.array(POINTS)), wandb.Object3D(np.array(POINTS) + 1)],
                "molecule": wandb.Molecule(str(molecule), caption="glycine"),
                "molecules": [wandb.Molecule(str(molecule)), wandb.Molecule(str(molecule))],
                "graph": graph,
                "trace": WBTraceTree(Span(name="root", span_id="1")),
            }
        )
        run.finish()


def log_histograms() -> None:
    """Histograms as the SDK makes them of arrays, and given ones."""
    run = start("histograms")
    for step in range(4):
        values = np.arange(100) * (step + 1)
        run.log(
            {
                "given": wandb.Histogram(np_histogram=([1, 2, step], [0.0, 0.5, 1.0, 2.5])),
                "made": wandb.Histogram(values, num_bins=10),
                "array": values / 10,
                "loss": step,
            }
        )
    run.finish()


def log_tables() -> None:
    """Tables of numbers, times, arrays and images; a chart; one that grows."""
    run = start("tables")
    run.log({"predictions": wandb.Table(columns=["name", "score", "count", "right"], data=ROWS)})
    mixed = wandb.Table(columns=["image", "when", "vector", "html"])
    for step in range(2):
        when = dt.datetime(2026, 1, 1 + step, tzinfo=dt.UTC)
        vector = np.arange(3.0) + step
        thumbnail, page = wandb.Image(pixels(step)), wandb.Html(f"<p>{step}</p>", inject=False)
        mixed.add_data(thumbnail, when, vector, page)
    run.log({"mixed": mixed})
    run.log({"masked": wandb.Table(columns=["image"], data=[[image(5)]])})
    arrays = wandb.Table(columns=["matrix"], data=[[np.ones((2, 2)) * n] for n in range(3)])
    run.log({"arrays": arrays})
    points = wandb.Table(columns=["x", "y"], data=[[0, 1.5], [1, 2.5]])
    run.log({"chart": wandb.plot.line(points, "x", "y", title="A line")})
    for score in (0.1, 0.2):
        run.log({"again": wandb.Table(columns=["score"], data=[[score]])})
    growing = wandb.Table(columns=["step", "loss"], log_mode="INCREMENTAL")
    for step in range(3):
        growing.add_data(step, 1 / (step + 1))
        run.log({"growing": growing})
    run.finish()


PARTS = {
    "pictures": log_images,
    "media": log_media,
    "histograms": log_histograms,
    "tables": log_tables,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
