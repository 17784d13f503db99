"""Nested values of a summary."""

import wandb

run = wandb.Api().run("entity/programs/train0")
summary = run.summary
result = {
    "data": summary["timing"]["data"],
    "forward": summary["timing"]["model"]["forward"],
    "attribute": summary.best_accuracy,
    "keys": sorted(summary.keys()),
    "none": summary.get("nothing"),
    "in": ["loss" in summary, "nothing" in summary],
    "metrics": run.summary_metrics["timing"],
}
