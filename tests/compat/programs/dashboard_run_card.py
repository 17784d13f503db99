"""A card of a run for a web page."""

import wandb

run = wandb.Api().run("entity/programs/train2")
html = run.to_html(height=200)
result = {
    "title": f"{run.name} ({run.state})",
    "frame": html.startswith("<iframe src=") and "jupyter=true" in html,
    "bars": {
        k: round(float(v), 3) for k, v in run.summary.items() if k in ("loss", "best_accuracy")
    },
}
