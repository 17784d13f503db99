"""Mean and spread of a metric by optimizer."""

import pandas as pd
import wandb

api = wandb.Api()
records = []
for run in api.runs("entity/programs", filters={"config.seed": 7}):
    records.append(
        {
            "optimizer": run.config["optimizer"]["name"],
            "accuracy": run.summary.get("best_accuracy"),
            "loss": run.summary.get("loss", float("nan")),
        }
    )
table = pd.DataFrame(records).groupby("optimizer").agg(["mean", "max", "count"])
result = {"/".join(c): table[c].round(6).to_dict() for c in table.columns}
