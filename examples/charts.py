"""Draw the charts of docs/assets from runs on a sandbox: `make charts`, or `python -m examples.charts FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from runql import Artifact
from runql.testing import Sandbox
from runql_sandbox.demo.world import fill_training

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api
    from runql.plots import Chart

ASSETS = Path(__file__).parents[1] / "docs" / "assets"
PATH = "entity/project"
DATA = "entity/data"


def charts(api: Api) -> Iterator[tuple[str, Chart]]:
    """Draw one chart of each kind."""
    finished = api.runs(PATH, {"state": "finished"})
    curves = finished.curves("loss", by=["config.batch_size"], smooth=0.6, stats=("mean", "ci95"))
    yield "chart-curves", curves.plot(y_scale="log", title="Loss by batch size")
    groups = finished.group_by("config.optimizer.name", "config.batch_size")
    table = groups.aggregate({"summary.loss": ["mean", "std"]})
    yield "chart-bars", table.plot(title="Loss of finished runs")
    runs = api.runs(PATH)
    yield "chart-boxes", runs.boxes("summary.best_accuracy", by="config.optimizer.name")
    yield (
        "chart-scatter",
        runs.scatter(
            "config.learning_rate",
            "summary.best_accuracy",
            color="config.batch_size",
            x_scale="log",
        ),
    )
    yield (
        "chart-parallel",
        runs.parallel_coordinates(
            "summary.best_accuracy",
            parameters=["config.optimizer.name", "config.batch_size", "config.learning_rate"],
            log=["config.learning_rate"],
        ),
    )
    yield "chart-importance", runs.parameter_importance("best_accuracy").plot()
    yield "chart-lineage", api.artifact(f"{DATA}/samples:v0").lineage().plot()
    analysis = api.sweeps(PATH)[0].analysis()
    yield "sweep-importance", analysis.importance().plot(title="Importance for best_accuracy")
    yield "sweep-parallel", analysis.parallel_coordinates()
    yield "sweep-scatter", analysis.metric_over_parameters()


def log_data(api: Api) -> None:
    """Log data, a model made of them, and its evaluation."""
    inputs: dict[str, list[str]] = {
        "samples": [],
        "model": ["samples"],
        "scores": ["samples", "model"],
    }
    for name, sources in inputs.items():
        log_artifact(api, name, f"make {name}", sources)


def log_artifact(api: Api, name: str, job: str, sources: list[str]) -> None:
    """Log an artifact from a run that used others."""
    run = api.create_run(DATA, run_id=name, name=job)
    for source in sources:
        run.use_artifact(f"{source}:v0")
    draft = Artifact(name, "model" if name == "model" else "dataset")
    with draft.new_file(f"{name}.txt") as file:
        file.write(name)
    run.log_artifact(draft)


def main(folder: Path) -> None:
    """Draw all charts into a folder."""
    with Sandbox() as sandbox:
        user = sandbox.create_user("entity")
        fill_training(sandbox.base_url, user.api_key, user.entity, project="project")
        with sandbox.api(user) as api:
            log_data(api)
            for name, chart in charts(api):
                path = chart.save(folder / f"{name}.svg")
                print(f"{path}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ASSETS)
