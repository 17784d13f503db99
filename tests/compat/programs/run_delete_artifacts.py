"""A run deleted with its artifacts."""

import wandb

api = wandb.Api()
run = api.create_run(project="programs", entity="entity", run_id="doomed")
run.delete(delete_artifacts=True)
result = [run.id for run in api.runs("entity/programs", {"name": "doomed"})]
