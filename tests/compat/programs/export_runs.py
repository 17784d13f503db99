"""The export snippet of W&B's documentation, of which there are many copies."""

import pandas as pd
import wandb

api = wandb.Api()
runs = api.runs("entity/programs", filters={"jobType": "train"})

summary_list, config_list, name_list = [], [], []
for run in runs:
    # Only values and no internal keys.
    summary_list.append(run.summary._json_dict)
    config_list.append({k: v for k, v in run.config.items() if not k.startswith("_")})
    name_list.append(run.name)

runs_df = pd.DataFrame({"summary": summary_list, "config": config_list, "name": name_list})
result = {
    "names": runs_df["name"].tolist(),
    "config": runs_df["config"].tolist(),
    "summary": [
        {k: v for k, v in each.items() if k != "predictions"} for each in runs_df["summary"]
    ],
}
