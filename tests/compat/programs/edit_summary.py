"""A summary corrected."""

import wandb

api = wandb.Api()
run = api.run("entity/programs/edit1")
run.summary["f1"] = 0.75
run.summary.update({"recall": 0.5, "nested": {"a": 1}})
run.summary["late"] = 2
run.summary.update()
again = wandb.Api().run("entity/programs/edit1").summary
result = {key: again[key] for key in ("f1", "recall", "late", "loss")}
result["nested"] = again["nested"]["a"]
