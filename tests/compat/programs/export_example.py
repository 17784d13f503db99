"""W&B's own export example: summaries, configs and names of runs in a CSV."""

import io

import pandas as pd
import wandb

api = wandb.Api()
runs = api.runs("entity/programs", filters={"tags": "v1"})
summary_list, config_list, name_list = [], [], []
for run in runs:
    summary_list.append(run.summary._json_dict)
    config_list.append({k: v for k, v in run.config.items() if not k.startswith("_")})
    name_list.append(run.name)
frame = pd.DataFrame({"summary": summary_list, "config": config_list, "name": name_list})
out = io.StringIO()
frame.to_csv(out)
result = [sorted(summary_list[0]), sorted(config_list[0]), frame["name"].tolist()]
