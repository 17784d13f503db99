"""The curves of a group, averaged."""

import pandas as pd
import wandb

api = wandb.Api()
curves = {}
for run in api.runs("entity/programs", filters={"group": "sgd"}):
    frame = run.history(keys=["loss"], samples=100)
    curves[run.name] = frame.set_index("_step")["loss"]
mean = pd.DataFrame(curves).mean(axis=1)
result = [sorted(curves), mean.iloc[0], mean.iloc[-1]]
