"""Values of a summary with defaults."""

import wandb

run = wandb.Api().run("entity/programs/train0")
result = [
    run.summary.get("best_accuracy", float("nan")),
    run.summary.get("nothing"),
    "loss" in run.summary,
    "loss" in run.summary.keys(),
    run.summary["timing"]["model"]["forward"],
    run.summary_metrics["best_accuracy"],
    sorted(dict(run.summary.items()))[:2],
]
