"""Wait for a run, then read it."""

import wandb

run = wandb.Api().run("entity/programs/train0")
run.wait_until_finished()
run.load(force=True)
result = [run.state, run.lastHistoryStep]
