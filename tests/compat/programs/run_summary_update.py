"""A summary that is changed at once."""

import wandb

api = wandb.Api()
run = api.run("entity/programs/edit2")
run.summary.update({"a": 1, "b": {"c": 2}})
run.summary["d"] = [1, 2]
run.summary.update()
again = api.run("entity/programs/edit2").summary
result = [again["a"], again["b"]["c"], again["d"]]
