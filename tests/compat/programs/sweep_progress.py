"""How far sweeps are."""

import wandb

api = wandb.Api()
result = []
for sweep in api.project("programs", "entity").sweeps():
    states = [run.state for run in sweep.runs]
    result.append([sweep.name, states.count("finished"), len(states), sweep.expected_run_count])
