"""Edits of a run of every kind."""

import wandb

api = wandb.Api()
run = api.run("entity/programs/edit1")
run.config["note"] = "x"
run.summary["score"] = 1.5
run.tags.append("edited")
run.notes = "Edited."
run.name = "edit-one"
run.update()
again = api.run("entity/programs/edit1")
result = [again.config["note"], again.summary["score"], sorted(again.tags), again.notes, again.name]
