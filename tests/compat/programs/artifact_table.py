"""A table out of a version."""

import wandb

artifact = wandb.Api().artifact("entity/programs/corpus:v0")
table = artifact.get("words")
frame = table.get_dataframe()
result = [table.columns, table.data, frame["count"].sum().item(), table.get_column("word")]
